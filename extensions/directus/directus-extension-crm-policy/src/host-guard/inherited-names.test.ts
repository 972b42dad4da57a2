import { describe, expect, it } from 'vitest';
import { csvWatcher, graphqlNames, namesInherited } from './inherited-names.js';

describe('A GraphQL document', () => {
	const dangerous = (document: string): boolean => namesInherited(graphqlNames(document));
	it.each([
		['{ crm_contracts { customer { toString: lines { call: id(limit: 1) } } } }'],
		['{ a { constructor } }'],
		['# "\n{ a { b: __proto__ } }'],
		['{ a(x: "\\"") { valueOf: b } }'],
		['{ a(x: """ \\""" """) { valueOf: b } }'],
	])('is dangerous as %s', (document) => expect(dangerous(document)).toBe(true));
	it.each([
		['{ posts(filter: { title: { _eq: "toString" } }) { id } }'],
		['{ posts(search: """constructor""") { id } } # valueOf'],
		['{ posts { constructors prototypes } }'],
	])('is harmless as %s', (document) => expect(dangerous(document)).toBe(false));
});

describe('An imported file', () => {
	const dangerous = (content: string, size = 7): boolean => {
		const watch = csvWatcher();
		const bytes = Buffer.from(content);
		for (let from = 0; from < bytes.length; from += size) if (watch(bytes.subarray(from, from + size))) return true;
		return false;
	};
	it.each([
		['id,toString.call\n1,x\n'],
		['id,"[""toString""].call"\n1,x\n'],
		['id,[toString]call\n1,x\n'],
		["id,['to\\String'].call\n1,x\n"],
		['id,__proto__\n1,"{""a"":1}"\n'],
		['__proto__,b\n"{""to\\u0053tring.call"":1}",2\n'],
		['id,hasOwnProperty[0]\n1,x\n'],
	])('is dangerous as %j, however it is cut into pieces', (content) => {
		for (const size of [1, 2, 7, 1000]) expect(dangerous(content, size)).toBe(true);
	});
	it.each([
		['name,occupation\nWang,constructor.\n'],
		['name,note\nWang,"toString is a method, valueOf too"\n'],
		['prototype.name,amount\nA,1\n'],
	])('is harmless as %j', (content) => expect(dangerous(content)).toBe(false));
});
