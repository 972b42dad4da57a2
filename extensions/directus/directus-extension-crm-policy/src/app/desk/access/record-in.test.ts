import { describe, expect, it } from 'vitest';
import { recordIn } from './record-in.js';

const id = '0b9f6f6e-6c1e-4a55-8b57-0d6a3f7a9c11';

describe('the record somebody names', () => {
	it.each([
		[id, { collection: null, id }],
		[`  ${id.toUpperCase()} `, { collection: null, id }],
		[`https://crm.example.com/admin/content/crm_gifts/${id}`, { collection: 'crm_gifts', id }],
		[`/admin/content/directus_users/${id}`, { collection: null, id }],
		['KH00017', null],
		['', null],
	])('is read from “%s”', (typed, record) => {
		expect(recordIn(typed)).toEqual(record);
	});
});
