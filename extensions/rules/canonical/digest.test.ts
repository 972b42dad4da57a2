import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digest, sha256Hex } from './digest.js';

describe('canonical JSON (RFC 8785)', () => {
	it('writes the example of section 3.2.2 as section 3.2.3 shows it', () => {
		const example = JSON.parse(
			String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
		) as unknown;
		expect(canonicalJson(example)).toBe(
			String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		);
	});

	it('sorts keys by UTF-16 code units, as section 3.2.3 lists them', () => {
		const unsorted = {
			'\u20ac': 'Euro Sign',
			'\r': 'Carriage Return',
			'\ufb33': 'Hebrew Letter Dalet With Dagesh',
			'1': 'One',
			'\u{1f600}': 'Emoji: Grinning Face',
			'\u0080': 'Control',
			'\u00f6': 'Latin Small Letter O With Diaeresis',
		};
		const written = [...canonicalJson(unsorted).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
		expect(written).toEqual([
			'Carriage Return',
			'One',
			'Control',
			'Latin Small Letter O With Diaeresis',
			'Euro Sign',
			'Emoji: Grinning Face',
			'Hebrew Letter Dalet With Dagesh',
		]);
	});

	it('sorts keys at every depth and leaves lists in their order', () => {
		expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
	});

	it.each([undefined, () => 1, Symbol('s')])('refuses what JSON does not have', (value) => {
		expect(() => canonicalJson(value)).toThrow();
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
		expect(() => canonicalJson({ value })).toThrow();
	});

	it('is the same for every order of keys and reads back as the same value', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
				const reversed = Object.fromEntries(Object.entries(value).toReversed());
				expect(canonicalJson(reversed)).toBe(canonicalJson(value));
				expect(digest(JSON.parse(canonicalJson(value)))).toBe(digest(value));
			}),
		);
	});
});

describe('digests', () => {
	it('are SHA-256 over UTF-8, in lower-case hexadecimal', () => {
		expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
		expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
		expect(sha256Hex('合同')).toBe(sha256Hex('\u5408\u540c'));
	});

	it('tell different values apart', () => {
		expect(digest({ a: 1 })).not.toBe(digest({ a: '1' }));
		expect(digest([])).not.toBe(digest({}));
	});
});
