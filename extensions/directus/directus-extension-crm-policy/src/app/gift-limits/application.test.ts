import { describe, expect, it } from 'vitest';
import { applicationOf } from './application.js';

const id = '0f0e0d0c-0b0a-4908-8706-050403020100';

describe('what a form says so far of an application', () => {
	it('is what is filled in, with the saved record it is about', () => {
		expect(applicationOf({ customer: id, kind: 'gift', amount: '300.00', planned_on: '2026-03-17', item: 'Tie' }, id)).toEqual({
			gift: id,
			customer: id,
			kind: 'gift',
			amount: '300.00',
			planned_on: '2026-03-17',
		});
	});

	it('reads a relation the form has opened, and an amount that is a number', () => {
		expect(applicationOf({ recipient: { id, name: 'Wang' }, amount: 12.5 }, null)).toEqual({ recipient: id, amount: '12.5' });
	});

	it('leaves out what is empty, half typed, or a new row that is not saved yet', () => {
		expect(applicationOf({ customer: null, recipient: { name: 'New' }, amount: '-', planned_on: '2026-3', kind: '' }, null)).toEqual({});
	});
});
