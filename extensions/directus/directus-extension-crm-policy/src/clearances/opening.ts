import { changingKinds, saysTheSame, type Asked, type ShopContent } from '@crm-policy/rules/clearances/asked';
import type { Candidate } from '@crm-policy/rules/clearances/judgement';
import { openedLines, openedTerms, openedWords } from '@crm-policy/rules/clearances/opening';
import { clearanceWords as words } from '@crm-policy/rules/clearances/words';
import type { StockLevel } from '@crm-policy/rules/contract-review/contract';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { say } from '@crm-policy/rules/words/text';
import type { Work } from '../engine/context.js';
import { enqueue } from '../engine/outbox.js';
import { UnsafeConfigurationError } from '../engine/refusals.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { stockOf } from '../contract-review/domain.js';
import { withMerged } from '../customers/merged.js';
import { companyLanguage, customerFor, drafterFor, service } from './shop-customers.js';

/** What the reviewers will find: the contract, and the amendment where an order is changed that was reviewed before. */
export interface Opened {
	readonly contract: string;
	readonly amendment: string | null;
	readonly owner: string | null;
	readonly department: string | null;
}

const stockFor = (work: Work, { lines }: ShopContent): Promise<readonly StockLevel[]> =>
	stockOf(work, null, [...new Set(lines.map(({ sku }) => sku))]);

/** Replaces the lines of a draft that nobody has submitted. */
const replacing = async (work: Work, collection: string, parent: string, id: string, lines: readonly object[]) => ({
	create: lines,
	update: [],
	delete: (await rowsOf<{ id: string }>(work.trx(collection).where(parent, id).select('id'))).map((row) => row.id),
});

/**
 * Opens the review of what a shop asks about: a draft contract with its lines, or an amendment where the order has a contract in force
 * (REV-03, AMD-01). A draft that nobody has submitted yet takes the new content; nothing is opened twice.
 *
 * @param contracts those opened for the order before, the latest first
 */
export async function openReview(
	work: Work,
	asked: Asked,
	content: ShopContent,
	contracts: readonly Candidate[],
	rulebook: Rulebook,
): Promise<Opened> {
	const customer = await customerFor(work, asked.customer, rulebook);
	const records = await withMerged(work.trx, [customer]);
	const agreeing = contracts.find(({ facts }) => saysTheSame(facts.content.canonical, content, records));
	if (agreeing !== undefined) return whose(agreeing, null);
	const lines = openedLines(content, await stockFor(work, content), rulebook.clearances.unit);
	const spoken = openedWords(asked.reference, content, await companyLanguage(work));
	const terms = openedTerms(content);

	const inForce = contracts.find(({ row }) => row.status === 'effective' || row.status === 'approved');
	if (inForce !== undefined && changingKinds.includes(asked.kind)) return openAmendment(work, asked, inForce, { lines, spoken, terms });

	const draft = contracts.find(({ row }) => row.status === 'draft' && row.number === null);
	if (draft !== undefined) {
		await service(work, 'crm_contracts').updateOne(draft.row.id, {
			...terms,
			customer,
			lines: await replacing(work, 'crm_contract_lines', 'contract', draft.row.id, lines),
		});
		return whose(draft, null);
	}

	const owner = await firstOf<{ owner: string | null }>(work.trx('crm_customers').where({ id: customer }).select('owner').first());
	const drafter = await drafterFor(work, rulebook, owner?.owner ?? null);
	if (drafter === null) throw new UnsafeConfigurationError({ reasons: [say(words.opened.nobody, await companyLanguage(work))] });
	const contract = await service(work, 'crm_contracts').createOne({
		title: spoken.title,
		internal_note: spoken.internal_note,
		customer,
		order_form: 'written',
		...terms,
		owner: drafter.id,
		department: drafter.department,
		lines,
		reviews: [{ stated_price: `${terms.amount} ${terms.currency}`, stated_delivery: terms.delivery_terms }],
	});
	await tell(work, 'crm_contracts', contract, drafter.id, asked);
	return { contract, amendment: null, owner: drafter.id, department: drafter.department };
}

const whose = ({ row }: Candidate, amendment: string | null): Opened => ({
	contract: row.id,
	amendment,
	owner: row.owner,
	department: row.department,
});

interface Proposal {
	readonly lines: ReturnType<typeof openedLines>;
	readonly spoken: ReturnType<typeof openedWords>;
	readonly terms: ReturnType<typeof openedTerms>;
}

async function openAmendment(work: Work, asked: Asked, candidate: Candidate, { lines, spoken, terms }: Proposal): Promise<Opened> {
	const { row, facts } = candidate;
	const present = facts.content.canonical.fields;
	// What stays as it is stays empty on the form.
	const changed = Object.fromEntries(
		Object.entries(terms).map(([field, value]) => [field, field === 'amount' || value !== (present[field] ?? null) ? value : null]),
	);
	const proposal = {
		...changed,
		proposing_side: 'customer',
		reason: spoken.reason,
		requested_change: spoken.requested_change,
		replaces_lines: true,
	};
	const earlier = await firstOf<{ id: string }>(
		work
			.trx('crm_contract_amendments as amendment')
			.join('crm_clearances as clearance', 'clearance.amendment', 'amendment.id')
			.where({
				'amendment.status': 'draft',
				'amendment.contract': row.id,
				'clearance.system': asked.reference.system,
				'clearance.order_reference': asked.reference.order,
			})
			.whereNull('amendment.number')
			.select('amendment.id')
			.first(),
	);
	if (earlier !== undefined) {
		await service(work, 'crm_contract_amendments').updateOne(earlier.id, {
			...proposal,
			lines: await replacing(work, 'crm_contract_amendment_lines', 'amendment', earlier.id, lines),
		});
		return whose(candidate, earlier.id);
	}
	const amendment = await service(work, 'crm_contract_amendments').createOne({
		contract: row.id,
		...proposal,
		owner: row.owner,
		department: row.department,
		lines,
	});
	if (row.owner !== null) await tell(work, 'crm_contract_amendments', amendment, row.owner, asked);
	return whose(candidate, amendment);
}

const tell = (work: Work, collection: string, item: string, user: string, { reference }: Asked): Promise<void> =>
	enqueue(
		work,
		[
			{
				kind: 'notify',
				to: [{ user }],
				subject: words.opened.subject,
				body: words.opened.body,
				values: { order: reference.order, system: reference.system },
			},
		],
		{ collection, item },
	);
