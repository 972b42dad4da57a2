import { describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { agreeableAnswers, useOffice, type Office } from './office.js';

describe.each(['en-US', 'zh-CN'] as const)('The honest path of a contract (%s)', (language) => {
	const directus = useDirectus({ language });
	const office = useOffice(directus);

	it('refuses to sign an unreviewed contract, with the clause and in the reader’s language', async () => {
		const contract = await office.draft();
		const [violation] = await office.refused('sales', 'crm_contracts', contract, 'sign');
		expect(violation).toMatchObject({ rule: 'review-not-passed', clause: 'REV-03' });
		expect(/\p{Script=Han}/u.test(violation?.message ?? '')).toBe(language === 'zh-CN');
		expect(await office.row('crm_contracts', contract)).toMatchObject({ status: 'draft', number: null });
		expect(await office.ledgerEntries(contract)).toEqual([]);
	});

	it('takes a routine contract through countersignature, signature and execution', async () => {
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		const { number } = await office.row('crm_contracts', contract);
		expect(number).toMatch(/^HT\d{4}-\d{4}$/);

		await office.approve('production', contract);
		await office.approve('technology', contract);
		const unanswered = await office.refused('quality', 'crm_approval_tasks', await office.taskOf('quality', contract), 'approve');
		expect(unanswered.map((violation) => violation.field)).toContain('crm_contract_reviews.capable');
		expect(new Set(unanswered.map((violation) => violation.clause))).toEqual(new Set(['REV-05', 'REV-09', 'REV-10', 'REV-12']));

		await office.answerReview(contract, 'quality');
		await office.approve('quality', contract);
		expect((await office.row('crm_contracts', contract))['status']).toBe('approved');

		const signed = await office.accepted('sales', 'crm_contracts', contract, 'sign', {
			input: { signed_on: '2026-11-20', signed_for_customer: 'L. Wang' },
		});
		expect(signed.status).toBe('effective');
		await expectExecuted(office, contract);
	});

	it('takes a special contract through a review meeting with its record', async () => {
		const contract = await office.draft({ special_requirements: 'Delivered in gift boxes with the customer’s crest.' });
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		await office.answerReview(contract);
		const chairTask = await office.taskOf('sales.manager', contract);
		const meeting = {
			held_at: '2026-11-20T06:00:00Z',
			attendance: [office.as('production').user, office.as('technology').user, office.as('quality').user, office.as('sales.manager').user],
			minutes: 'Gift boxes are made by the packaging line; capacity confirmed.',
			conclusion: 'The company can meet the requirements.',
		};
		const early = await office.refused('sales.manager', 'crm_approval_tasks', chairTask, 'approve', { input: meeting });
		expect(early.map(({ rule, clause }) => ({ rule, clause }))).toContainEqual({ rule: 'opinion-missing', clause: 'REV-14' });
		for (const reviewer of ['production', 'technology', 'quality'] as const)
			await office.approve(reviewer, contract, { comment: 'No objection.' });
		const unrecorded = await office.refused('sales.manager', 'crm_approval_tasks', chairTask, 'approve');
		expect(unrecorded[0]).toMatchObject({ rule: 'meeting-record-missing', clause: 'REV-14' });

		await office.accepted('sales.manager', 'crm_approval_tasks', chairTask, 'approve', { input: meeting });
		await office.accepted('sales', 'crm_contracts', contract, 'sign');
		await expectExecuted(office, contract);
	});

	it('takes a contract from stock past salesperson, warehouse keeper and business head', async () => {
		const goods = await office.stockUp('50');
		const contract = await office.draft({ lines: [{ ...goods, quantity: '20', unit_price: '15', from_stock: true }] });
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		await office.approve('warehouse', contract);
		await office.approve('sales.manager', contract);
		await office.accepted('sales', 'crm_contracts', contract, 'sign');
		await expectExecuted(office, contract);

		const beyondStock = await office.draft({ lines: [{ ...goods, quantity: '51', unit_price: '15', from_stock: true }] });
		const [violation] = await office.refused('sales', 'crm_contracts', beyondStock, 'submit', { input: { level: 'in_stock' } });
		expect(violation).toMatchObject({ rule: 'level-not-eligible', clause: 'REV-04', field: 'crm_contract_lines.quantity' });
	});

	it('accepts a telephone order only with the customer’s confirmation of its present content', async () => {
		const contract = await office.reviewed({ order_form: 'telephone' });
		const [violation] = await office.refused('sales', 'crm_contracts', contract, 'sign');
		expect(violation).toMatchObject({ rule: 'customer-confirmation-missing', clause: 'REV-11' });
		await office.accepted('sales', 'crm_contracts', contract, 'confirm_by_customer', {
			input: { confirmed_by: 'L. Wang', confirmed_on: '2026-11-20', how: 'read_back' },
		});
		await office.accepted('sales', 'crm_contracts', contract, 'sign');
		expect(agreeableAnswers.capable).toBe(true);
	});

	it('offers the customer’s confirmation for orders by word of mouth only, and says why for others', async () => {
		const offered = async (contract: string): Promise<readonly string[]> => {
			const { body } = await office
				.as('sales')
				.request<Body<readonly { readonly command: string }[]>>('GET', `/crm/commands/crm_contracts/${contract}`);
			return body.data.map(({ command }) => command);
		};
		const [written, verbal] = [await office.draft(), await office.draft({ order_form: 'verbal' })];
		expect(await offered(verbal)).toContain('confirm_by_customer');
		expect(await offered(written)).not.toContain('confirm_by_customer');
		const input = { confirmed_by: 'L. Wang', confirmed_on: '2026-11-20', how: 'read_back' };
		const [violation] = await office.refused('sales', 'crm_contracts', written, 'confirm_by_customer', { input });
		expect(violation).toMatchObject({ rule: 'confirmation-not-needed', clause: 'REV-11', field: 'order_form' });
	});

	it('changes an effective contract by an amendment that both sides signed and the same reviewers passed', async () => {
		const contract = await office.reviewed({ payment_terms: '30 days' });
		await office.accepted('sales', 'crm_contracts', contract, 'sign');
		const [refused] = await violationsOfEdit(office, contract);
		expect(refused).toMatchObject({ rule: 'not-editable', clause: 'AMD-01' });

		const created = await office.as('sales').request('POST', '/items/crm_contract_amendments', {
			contract,
			proposing_side: 'customer',
			reason: 'More shops are opening.',
			requested_change: 'Higher amount, no terms of payment.',
			amount: '15000.00',
			cleared_fields: ['payment_terms'],
		});
		const amendment = String(created.body.data['id']);
		const unsigned = await office.refused('sales', 'crm_contract_amendments', amendment, 'submit');
		expect(unsigned[0]).toMatchObject({ rule: 'signature-missing', clause: 'AMD-02' });
		await office.accepted('sales', 'crm_contract_amendments', amendment, 'sign', {
			input: {
				company_signed_by: 'S. Zhou',
				company_signed_on: '2026-11-21',
				customer_signed_by: 'L. Wang',
				customer_signed_on: '2026-11-21',
			},
		});
		await office.accepted('sales', 'crm_contract_amendments', amendment, 'submit');
		await office.approve('production', amendment);
		await office.approve('technology', amendment);
		const answered = await office.as('quality').request('PATCH', `/items/crm_contract_amendments/${amendment}`, { capable: true });
		expect(answered.body.errors).toBeUndefined();
		await office.approve('quality', amendment);

		expect((await office.row('crm_contract_amendments', amendment))['status']).toBe('applied');
		expect(Number((await office.row('crm_contracts', contract))['amount'])).toBe(15000);
		expect((await office.row('crm_contracts', contract))['payment_terms']).toBeNull();
		const versions = (await office.directus.database('crm_contract_versions').where({ contract }).orderBy('version')) as {
			version: number;
		}[];
		expect(versions.map(({ version }) => version)).toEqual([1, 2]);
		await office.expectLedgerIntact();
	});
});

async function violationsOfEdit(office: Office, contract: string) {
	const answer = await office.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { amount: '99.00' });
	expect(answer.status).toBe(422);
	expect(Number((await office.row('crm_contracts', contract))['amount'])).toBe(12000);
	return answer.body.errors[0]?.extensions['violations'] as readonly { rule: string; clause: string }[];
}

/** An effective contract has passed its terms on, is closed only when they are acknowledged, and the ledger knows every step. */
async function expectExecuted(office: Office, contract: string): Promise<void> {
	const notices = (await office.directus.database('crm_execution_notices').where({ contract })) as {
		id: string;
		role: string;
		kind: string;
		number: string;
	}[];
	for (const { number } of notices) expect(number).toMatch(/^ZX\d{4}-\d{4}$/);
	expect(notices.map((notice) => notice.kind).sort()).toContain('production_task_order');
	const [open] = await office.refused('sales', 'crm_contracts', contract, 'close');
	expect(open).toMatchObject({ rule: 'notices-open', clause: 'ORD-01' });
	const addressees: Record<string, 'production' | 'technology' | 'quality' | 'warehouse'> = {
		'production-manager': 'production',
		'technology-manager': 'technology',
		'quality-manager': 'quality',
		'warehouse-keeper': 'warehouse',
	};
	for (const notice of notices)
		await office.accepted(addressees[notice.role] ?? 'production', 'crm_execution_notices', notice.id, 'acknowledge');
	await office.accepted('sales', 'crm_contracts', contract, 'close', { input: { delivered_on: '2027-02-20' } });
	const commands = (await office.ledgerEntries(contract)).map((entry) => entry['command']);
	expect(commands).toEqual(['submit', 'sign', 'close']);
	await office.expectLedgerIntact();
}
