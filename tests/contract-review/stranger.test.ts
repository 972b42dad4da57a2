import { describe, expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { useOffice, type Colleague } from '../paths/office.js';
import { Stranger } from './stranger.js';

const directus = useDirectus();
const office = useOffice(directus);

/** The salesperson whose contract it is, then whoever may have a part in it. */
const staff: readonly Colleague[] = ['sales', 'production', 'technology', 'quality', 'warehouse', 'sales.manager', 'gm'];

describe('A client that knows only how commands are explained finds the honest way', () => {
	it.each(['routine', 'special', 'in_stock'] as const)('of a contract reviewed as %s', async (level) => {
		const goods = level === 'in_stock' ? await office.stockUp('500') : { product: 'Silk tie', specification: '8 cm', unit: 'pcs' };
		const stranger = new Stranger(
			staff.map((who) => office.as(who)),
			{ ...goods, currency: 'CNY', quantity: '100', customer: office.activeCustomer },
		);
		const contract = await stranger.make('crm_contracts', {
			...(level === 'special' ? { special_requirements: 'In gift boxes.' } : {}),
			...(level === 'in_stock' ? { lines: [{ ...goods, quantity: '100', from_stock: true }] } : {}),
		});
		await stranger.walk('crm_contracts', contract, 'effective');

		const review = (await directus.database('crm_contract_reviews').where({ contract }).first()) as { level: string };
		expect(review.level).toBe(level);
		const approvals: readonly unknown[] = await directus.database('crm_approvals').where({ contract }).pluck('status');
		expect(approvals).toEqual(['approved']);
		expect((await office.ledgerEntries(contract)).map(({ command }) => command)).toEqual(['submit', 'sign']);
		await office.expectLedgerIntact();
	});
});
