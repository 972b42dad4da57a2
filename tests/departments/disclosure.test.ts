import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { useOffice, type Colleague } from '../paths/office.js';

const directus = useDirectus();
const office = useOffice(directus);
let contract: string;

/** Figures and words that stand nowhere else, so that finding them anywhere is a leak. */
const secretPrice = '77123.4';
const secretTerms = 'forty-one days after the equinox';

beforeAll(async () => {
	const goods = await office.stockUp('10');
	contract = await office.draft({
		amount: '771234.00',
		lines: [{ ...goods, quantity: '10', unit_price: secretPrice, from_stock: true }],
		special_requirements: '',
	});
	await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { payment_terms: secretTerms, amount: '77123.00' });
	await office.accepted('sales', 'crm_contracts', contract, 'submit');
});

/** Every way a person can ask about one contract. */
const questions = (id: string): readonly string[] => [
	`/items/crm_contracts/${id}`,
	`/items/crm_contracts/${id}?fields=*.*.*`,
	'/items/crm_contracts?fields=*,lines.*,reviews.*&limit=-1',
	'/items/crm_contracts?export=json',
	`/items/crm_contract_lines?filter[contract][_eq]=${id}`,
	`/items/crm_approvals?filter[contract][_eq]=${id}&fields=*.*`,
	`/items/crm_execution_notices?fields=*`,
	`/items/crm_contract_versions?filter[contract][_eq]=${id}&fields=*`,
	`/crm/commands/crm_contracts/${id}`,
	`/crm/timeline/crm_contracts/${id}`,
	`/crm/versions/${id}`,
	'/crm/inbox?box=todo&limit=100',
	'/crm/inbox?box=copied&limit=100',
	'/revisions?limit=-1',
	'/activity?limit=-1',
	'/notifications?limit=-1',
	'/versions',
];

async function everythingSeenBy(who: Colleague): Promise<string> {
	const answers = await Promise.all(questions(contract).map((path) => office.as(who).request<unknown>('GET', path)));
	return answers.map(({ body }) => JSON.stringify(body)).join('\n');
}

describe('What a colleague sees of a contract', () => {
	it('is everything for those who answer for it (so that the probe would find a leak)', async () => {
		const seen = await everythingSeenBy('sales');
		expect(seen).toContain(secretPrice);
		expect(seen).toContain(secretTerms);
	});

	it('is the slip without its prices for the warehouse keeper who is asked to sign it', async () => {
		const seen = await everythingSeenBy('warehouse');
		expect(seen).toContain(contract);
		expect(seen).toContain('Sample scarf');
		expect(seen).not.toContain('77123');
		expect(seen).not.toContain(secretTerms);
	});

	it.each(['production', 'newcomer', 'finance', 'info.admin'] as const)('is nothing for %s, who has no part in it', async (who) => {
		const seen = await everythingSeenBy(who);
		expect(seen).not.toContain('77123');
		expect(seen).not.toContain(secretTerms);
		expect(seen).not.toContain(contract);
	});

	it.each(['gm', 'auditor', 'sales.manager'] as const)('is everything for %s', async (who) => {
		expect(await everythingSeenBy(who)).toContain(secretPrice);
	});

	it('answers the commands of a hidden contract as if it did not exist', async () => {
		const hidden = await office.command('production', 'crm_contracts', contract, 'sign');
		const missing = await office.command('production', 'crm_contracts', '00000000-0000-4000-8000-000000000000', 'sign');
		expect({ status: hidden.status, errors: hidden.body.errors }).toEqual({ status: missing.status, errors: missing.body.errors });
		expect(hidden.status).toBe(403);
	});

	it('passes terms on without prices when the contract takes effect', async () => {
		await office.approve('warehouse', contract);
		await office.approve('sales.manager', contract);
		await office.accepted('sales', 'crm_contracts', contract, 'sign');
		const { body } = await office
			.as('production')
			.request<Body<{ terms: unknown }[]>>('GET', `/items/crm_execution_notices?filter[contract][_eq]=${contract}&fields=terms,kind`);
		expect(body.data.length).toBeGreaterThan(0);
		expect(JSON.stringify(body.data)).toContain('Sample scarf');
		expect(JSON.stringify(body.data)).not.toContain('77123');
		expect(JSON.stringify(body.data)).not.toContain(secretTerms);
	});
});
