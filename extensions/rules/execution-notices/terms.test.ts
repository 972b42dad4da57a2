import { describe, expect, it } from 'vitest';
import { relevantTerms } from './terms.js';

describe('the terms passed on to departments (ORD-01)', () => {
	it('say what is to be made and when, and nothing of what it costs', () => {
		const terms = relevantTerms({
			fields: { title: 'Ties', amount: '12000', currency: 'CNY', payment_terms: '30 days', delivery_date: '2026-05-01' },
			children: { crm_contract_lines: [{ product: 'Tie', quantity: '200', unit_price: '60' }] },
			files: ['0'.repeat(64)],
		});
		expect(terms).toEqual({
			fields: { title: 'Ties', delivery_date: '2026-05-01' },
			children: { crm_contract_lines: [{ product: 'Tie', quantity: '200' }] },
		});
	});
});
