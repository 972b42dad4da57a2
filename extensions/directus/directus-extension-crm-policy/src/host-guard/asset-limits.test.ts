import { describe, expect, it } from 'vitest';
import { asksTooMuch, largestImage } from './asset-limits.js';

describe('A request for an image', () => {
	it.each([
		[{ width: '7000' }],
		[{ height: String(largestImage + 1) }],
		[{ width: '7e3' }],
		[{ width: '0x1b58' }],
		[{ width: ['10', '7000'] }],
		[{ width: { a: '7000' } }],
		[{ width: '' }],
		[{ width: '-1' }],
		[{ key: 'system-small-cover', height: '7000' }],
		[{ transforms: '[["resize",{"width":7000}]]' }],
		[{ transforms: '[]' }],
	])('asks too much with %j', (query) => expect(asksTooMuch(query)).toBe(true));
	it.each([
		[{}],
		[{ key: 'system-small-cover' }],
		[{ width: '400', height: '300', fit: 'cover' }],
		[{ width: String(largestImage) }],
		[{ download: '' }],
	])('is answered with %j', (query) => expect(asksTooMuch(query)).toBe(false));
});
