import { describe, expect, it } from 'vitest';
import { readOptions } from './options';

const valid = { url: 'https://crm.example.com/', token: 'a-token-of-the-shop', system: 'shop' };

describe('options of the plugin', () => {
	it('need an address, a token and the name of the shop', () => {
		expect(readOptions(valid)).toEqual({
			url: 'https://crm.example.com',
			token: valid.token,
			system: 'shop',
			timeoutMs: 1800,
			openReviews: true,
		});
	});

	it.each([
		['nothing at all', undefined],
		['an address that is none', { ...valid, url: 'crm' }],
		['no token', { ...valid, token: '' }],
		['more patience than a lock has', { ...valid, timeoutMs: 5000 }],
		['a word it does not know', { ...valid, failOpen: true }],
	])('are refused with %s', (_what, options) => {
		expect(() => readOptions(options)).toThrow('its options are not valid');
	});
});
