import { describe, expect, it } from 'vitest';
import { arrangeSubmitted } from './arrange-submitted.js';

describe('a snapshot', () => {
	it('shows beside a value what it says now', () => {
		const { lines } = arrangeSubmitted(
			[
				{ field: 'title', label: 'Title', value: 'Ties' },
				{ field: 'delivery', label: 'Delivery', value: '2027-02-12' },
			],
			[{ field: 'delivery', label: 'Delivery', submitted: '2027-02-12', present: '2027-03-05' }],
		);
		expect(lines.map(({ field, present }) => [field, present])).toEqual([
			['title', undefined],
			['delivery', '2027-03-05'],
		]);
	});

	it('gathers the rows of a child collection that come one sentence each', () => {
		const row = (value: string) => ({ field: 'crm_contract_lines', label: 'Line', value });
		expect(arrangeSubmitted([row('Ties, 200'), row('Scarves, 10')], []).lines).toEqual([
			{ field: 'crm_contract_lines', label: 'Line', values: ['Ties, 200', 'Scarves, 10'], present: undefined },
		]);
	});

	it('makes a table of rows that come cell by cell, with gaps where a row lacks a value', () => {
		const cellOf = (row: number, column: string, value: string) => ({
			field: `crm_contract_lines.${row}.${column}`,
			label: column,
			value,
			group_label: 'Lines',
		});
		const { tables } = arrangeSubmitted([cellOf(0, 'product', 'Ties'), cellOf(1, 'product', 'Scarves'), cellOf(1, 'quantity', '10')], []);
		expect(tables).toEqual([
			{
				name: 'crm_contract_lines',
				label: 'Lines',
				columns: [
					{ field: 'product', label: 'product' },
					{ field: 'quantity', label: 'quantity' },
				],
				rows: [['Ties'], ['Scarves', '10']],
			},
		]);
	});
});
