import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsDangerousDeep, isDangerousDeep, mayHoldDeep } from './deep.js';
import { inheritedNames } from './inherited-names.js';

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('A “deep” parameter', () => {
	it.each(inheritedNames.map((name) => [name]))('is dangerous with the key %s, at the top and below', (name) => {
		expect(isDangerousDeep(`{"${name}":{"call":{"_limit":1}}}`)).toBe(true);
		expect(isDangerousDeep(JSON.parse(`{"lines":{"product":{"${name}":{"_limit":1}}}}`))).toBe(true);
	});
	it.each([
		['inside JSON of its own', { lines: { _deep: '{"toString":{"call":{"_limit":1}}}' } }],
		['two levels of JSON down', { a: { _deep: '{"b":{"_deep":"{\\"toString\\":{\\"x\\":{\\"_limit\\":1}}}"}}' } }],
		['with escaped letters', '{"to\\u0053tring":{"call":{"_limit":1}}}'],
		['nested without end', nested(5000)],
	])('is dangerous %s', (_, deep) => expect(isDangerousDeep(deep)).toBe(true));
	it.each([
		['{"lines":{"_limit":5,"_sort":["-quantity"]}}'],
		['{"lines":{"_filter":{"product":{"_eq":"toString"}}}}'],
		['no JSON, toString'],
		[undefined],
		[['{"toString":1}']],
		[nested(12)],
	])('is harmless as %s', (deep) => expect(isDangerousDeep(deep)).toBe(false));
	it.each([
		['a filter that is no JSON', { lines: { _filter: '{bad' } }],
		['a filter that is nothing', { lines: { _filter: 'null' } }],
		['fields that are no names', { lines: { _fields: { a: 1 } } }],
		['fields in a list that are no names', { lines: { _fields: [{ a: 1 }] } }],
		['an order that is no names', { lines: { _sort: [1] } }],
		['an aggregate that is a list of letters', { lines: { _aggregate: '"count"' } }],
		['a “_deep” that is nothing', { lines: { _deep: 'null' } }],
		['counts that are no names', { lines: { _meta: { a: 1 } } }],
	])('is refused with %s, because the host ends over it', (_, deep) => expect(isDangerousDeep(deep)).toBe(true));
	it('leaves parameters that are empty to the host', () => {
		expect(isDangerousDeep({ lines: { _filter: '', _fields: '', _sort: null, _limit: 0 } })).toBe(false);
		expect(
			isDangerousDeep({ lines: { _filter: '{"product":{"_eq":"A"}}', _fields: ['id', 'product'], _aggregate: '{"count":"*"}' } }),
		).toBe(false);
	});
	it('is found anywhere in a body, but other content may say what it likes', () => {
		expect(holdsDangerousDeep({ query: { deep: { toString: { call: { _limit: 1 } } } } })).toBe(true);
		expect(holdsDangerousDeep([{ a: [{ query: { deep: '{"valueOf":{"x":{"_limit":1}}}' } }] }])).toBe(true);
		expect(holdsDangerousDeep({ title: 'deep toString', toString: 'x', settings: { valueOf: 1 } })).toBe(false);
	});
	it('is looked for in every body whose bytes may hold the word', () => {
		fc.assert(
			fc.property(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (escapes) => {
				const word = Array.from('deep', (letter, index) =>
					escapes[index] === true ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter,
				);
				expect(mayHoldDeep(Buffer.from(`{"query":{"${word.join('')}":{}}}`))).toBe(true);
			}),
		);
		expect(mayHoldDeep(Buffer.from('{"title":"Spring collection"}'))).toBe(false);
	});
});
