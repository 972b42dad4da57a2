import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { companyName } from './company-name.js';
import { fingerprint, likeness, type Identity } from './compare.js';
import { creditCode, domainOf, telephone } from './contact-data.js';
import { blockingKeys, keyLength } from './keys.js';
import labelled from './pairs.json' with { type: 'json' };

const side = z.union([
	z.string().transform((name) => ({ name })),
	z.strictObject({
		name: z.string(),
		phone: z.string().optional(),
		email: z.string().optional(),
		website: z.string().optional(),
		credit_code: z.string().optional(),
		profile: z.enum(['enterprise', 'individual']).optional(),
	}),
]);
/** Pairs of customers, each labelled by what a person says who knows them. Some are known to be beyond any rule. */
const pairs = z.array(z.strictObject({ same: z.boolean(), a: side, b: side })).parse(labelled);

const identity = (known: Partial<Identity> & { readonly name: string }): Identity => ({
	profile: 'enterprise',
	credit_code: null,
	phone: null,
	email: null,
	website: null,
	...known,
});
const print = (known: Partial<Identity> & { readonly name: string }) => fingerprint(identity(known));
const certaintyOf = (a: Partial<Identity> & { readonly name: string }, b: Partial<Identity> & { readonly name: string }) =>
	likeness(print(a), print(b))?.certainty ?? null;

describe('The labelled pairs', () => {
	const judged = pairs.map(({ same, a, b }) => {
		const [left, right] = [print(a), print(b)];
		const shared = blockingKeys(left).some((key) => blockingKeys(right).includes(key));
		return { same, found: likeness(left, right), shared, said: `${a.name} | ${b.name}` };
	});
	const truePositives = judged.filter(({ same, found }) => same && found !== null).length;
	const positives = judged.filter(({ found }) => found !== null).length;
	const actual = judged.filter(({ same }) => same).length;

	it('are at least two hundred, of both kinds', () => {
		expect(pairs.length).toBeGreaterThanOrEqual(200);
		expect(actual).toBeGreaterThanOrEqual(80);
		expect(pairs.length - actual).toBeGreaterThanOrEqual(80);
	});

	it('are told apart with a precision and a recall of 95 in a hundred at the least', () => {
		const wrong = judged
			.filter(({ same, found }) => same !== (found !== null))
			.map(({ same, said }) => `${same ? 'missed' : 'taken for one'}: ${said}`);
		expect(truePositives / positives, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
		expect(truePositives / actual, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
	});

	it('are never taken for one with certainty when they are two', () => {
		expect(judged.filter(({ same, found }) => !same && found?.certainty === 'certain').map(({ said }) => said)).toEqual([]);
	});

	it('that are found to be one are filed under a common key, so that the index finds them', () => {
		expect(judged.filter(({ found, shared }) => found !== null && !shared).map(({ said }) => said)).toEqual([]);
	});
});

describe('Comparing', () => {
	const some = fc.constantFrom(...pairs.flatMap(({ a, b }) => [a, b]));

	it('does not depend on the order', () => {
		fc.assert(
			fc.property(some, some, (a, b) => {
				expect(likeness(print(a), print(b))).toEqual(likeness(print(b), print(a)));
			}),
		);
	});

	it('takes every company for itself', () => {
		fc.assert(
			fc.property(some, (a) => {
				fc.pre(!print(a).isPerson);
				expect(likeness(print(a), print(a))).not.toBeNull();
			}),
		);
	});

	it('files nobody under more than a bounded number of keys, of a bounded length, whatever the name is', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 255, unit: 'grapheme' }), (name) => {
				const keys = blockingKeys(print({ name }));
				expect(keys.length).toBeLessThanOrEqual(60);
				expect(keys.every((key) => key.length <= keyLength)).toBe(true);
			}),
		);
	});

	it('finds one slip anywhere in a Latin name, and files both under a common key', () => {
		const name = 'Harbourfield Outfitters';
		const letters = 'abcdefghijklmnopqrstuvwxyz';
		fc.assert(
			fc.property(
				fc.nat({ max: name.length - 1 }),
				fc.constantFrom(...Array.from(letters)),
				fc.constantFrom('change', 'drop', 'add'),
				(at, letter, how) => {
					fc.pre(name[at] !== ' ');
					const slipped =
						name.slice(0, at) + (how === 'drop' ? '' : how === 'add' ? letter + (name[at] ?? '') : letter) + name.slice(at + 1);
					const [a, b] = [print({ name }), print({ name: slipped })];
					expect(likeness(a, b), slipped).not.toBeNull();
					expect(
						blockingKeys(a).some((key) => blockingKeys(b).includes(key)),
						slipped,
					).toBe(true);
				},
			),
		);
	});
});

describe('Certainty', () => {
	const code = '91310000MA1K35XY7';
	const valid =
		Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')
			.map((last) => code + last)
			.find((candidate) => creditCode(candidate) !== null) ?? '';

	it('takes an equal credit code, whatever the names are', () => {
		expect(certaintyOf({ name: 'One', credit_code: valid }, { name: 'Another', credit_code: valid.toLowerCase() })).toBe('certain');
	});

	it('takes a name with a telephone number, an address or a domain; a name alone is probable', () => {
		const name = '上海锦绣纺织有限公司';
		expect(certaintyOf({ name }, { name: '上海錦繡紡織' })).toBe('probable');
		expect(certaintyOf({ name, phone: '021-55550100' }, { name: '上海錦繡紡織', phone: '+86 21 5555 0100' })).toBe('certain');
		expect(certaintyOf({ name, email: 'a@jinxiu.example.com' }, { name, website: 'jinxiu.example.com' })).toBe('certain');
	});

	it('is not there when the legal forms differ: a company and its group are two', () => {
		expect(certaintyOf({ name: '华为技术有限公司', phone: '021-55550100' }, { name: '华为技术股份有限公司', phone: '021-55550100' })).toBe(
			'probable',
		);
	});

	it('is not there for two valid credit codes that differ, even under one name', () => {
		const other =
			Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')
				.map((last) => `91330100MA27Y5K3X${last}`)
				.find((candidate) => creditCode(candidate) !== null) ?? '';
		expect(certaintyOf({ name: '锦绣纺织', credit_code: valid }, { name: '锦绣纺织', credit_code: other })).toBeNull();
	});
});

describe('Reading', () => {
	it.each([
		['021-5555 0100', '+862155550100'],
		['(021)55550100转805', '+862155550100'],
		['021-55550100-805', '+862155550100'],
		['+86 (0)21 5555 0100', '+862155550100'],
		['0086-138-1234-5678', '+8613812345678'],
		['０２１－５５５５０１００', '+862155550100'],
		['(5) 555-4729', '55554729'],
		['00000000', null],
		['12', null],
		['', null],
	])('the telephone number %j is %j', (written, read) => {
		expect(telephone(written)).toBe(read);
	});

	it('a credit code checks its last character and forgives blanks, width and case', () => {
		expect(creditCode('91350100M000100Y43')).toBe('91350100M000100Y43');
		expect(creditCode(' 91350100m000100y43 ')).toBe('91350100M000100Y43');
		expect(creditCode('91350100M000100Y44')).toBeNull();
		expect(creditCode('12345')).toBeNull();
	});

	it.each([
		['wang@jinxiu.example.com', null, 'jinxiu.example.com'],
		['wang@qq.com', null, null],
		['wang@qq.com', 'https://www.jinxiu.example.com/cn?x=1', 'jinxiu.example.com'],
		[null, 'JINXIU.example.com', 'jinxiu.example.com'],
		[null, 'no website', null],
	])('the domain behind %j and %j is %j', (email, website, domain) => {
		expect(domainOf(email, website)).toBe(domain);
	});

	it('a name that is nothing but a form or a place keeps it', () => {
		expect(companyName('Company').words).toEqual(['company']);
		expect(companyName('上海').words).toEqual(['上海']);
		expect(companyName('The').words).toEqual(['the']);
	});
});
