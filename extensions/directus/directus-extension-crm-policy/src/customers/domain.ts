import { localDay } from '@crm-policy/rules/calendar/local-date';
import { contentHash } from '@crm-policy/rules/canonical/content';
import { communicationProcess } from '@crm-policy/rules/communications/process';
import { consentProcess } from '@crm-policy/rules/customers/consent-process';
import { contactProcess, type ContactFacts } from '@crm-policy/rules/customers/contact-process';
import type { CustomerFacts } from '@crm-policy/rules/customers/customer';
import { customerProcess } from '@crm-policy/rules/customers/process';
import { transactionProcess } from '@crm-policy/rules/customers/transaction-process';
import { verificationRunProcess, type VerificationRunFacts } from '@crm-policy/rules/customers/verification-run-process';
import { vettingProcess } from '@crm-policy/rules/customers/vetting-process';
import type { VettingFacts } from '@crm-policy/rules/customers/vetting';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { subjectFacts } from '../approval/subject-facts.js';
import { decodeRow, encoded } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import type { FactRequest, Work } from '../engine/context.js';
import type { Anchor, Domain, FactLoader } from '../engine/domain.js';
import { firstOf, onlyRowOf, rowsOf } from '../engine/rows.js';
import { consentsInForce, everyConsent } from './consents.js';
import { withMerged } from './merged.js';
import { purchasesOf } from './purchases.js';

const erase = (process: unknown): AnyProcess => process as AnyProcess;
const vetting = erase(vettingProcess);

const todayOf = ({ work, rulebook }: FactRequest): string => localDay(work.now, rulebook.time_zone);

/** The latest round of vetting, and whether what was approved is what it reads now. */
async function latestVetting({ work, row }: FactRequest): Promise<CustomerFacts['vetting']> {
	const raw = await firstOf(
		work
			.trx('crm_customer_vettings')
			.where({ customer: String(row['id']) })
			.orderBy([
				{ column: 'date_created', order: 'desc' },
				{ column: 'id', order: 'desc' },
			])
			.first(),
	);
	if (raw === undefined) return null;
	const found = decodeRow('crm_customer_vettings', raw);
	const id = String(found['id']);
	const status = found['status'] as NonNullable<CustomerFacts['vetting']>['status'];
	if (status !== 'approved') return { id, status, covered: false };
	const present = contentHash(await loadContent(work, vetting, found));
	const approval = await firstOf(
		work.trx('crm_approvals').where({ vetting: id, status: 'approved', subject_hash: present }).select('id').first(),
	);
	return { id, status, covered: approval !== undefined };
}

/** People of one customer a form offers to choose from. */
const mostPeople = 200;

/** Whom one speaks with at the customer. */
const people = ({ work, row }: FactRequest): Promise<CustomerFacts['people']> =>
	rowsOf<{ id: string; name: string }>(
		work
			.trx('crm_contacts')
			.where({ customer: String(row['id']), status: 'current' })
			.orderBy([{ column: 'name' }, { column: 'id' }])
			.limit(mostPeople)
			.select('id', 'name'),
	);

async function openContracts({ work, row }: FactRequest): Promise<number> {
	const found = await onlyRowOf<{ contracts: number | string }>(
		work
			.trx('crm_contracts')
			.whereIn('customer', await withMerged(work.trx, [String(row['id'])]))
			.whereIn('status', ['in_review', 'approved', 'effective'])
			.count({ contracts: '*' })
			.first(),
	);
	return Number(found.contracts);
}

/** The round of verification under way in the customer's department. */
async function openRun({ work, row }: FactRequest): Promise<string | null> {
	if (typeof row['department'] !== 'string') return null;
	const found = await firstOf<{ id: string }>(
		work
			.trx('crm_verification_runs')
			.where({ of_department: row['department'], status: 'open' })
			.orderBy([{ column: 'due_on' }, { column: 'id' }])
			.select('id')
			.first(),
	);
	return found?.id ?? null;
}

/** The customer a record belongs to, as far as its rules look at it. */
const customerOf =
	(...columns: readonly string[]): FactLoader =>
	async ({ work, row }) => {
		if (typeof row['customer'] !== 'string') return null;
		const found = await firstOf(
			work
				.trx('crm_customers')
				.where({ id: row['customer'] })
				.select('id', 'name', ...columns)
				.first(),
		);
		return found === undefined ? null : decodeRow('crm_customers', found);
	};

const investigations: FactLoader = async ({ work, row }): Promise<VettingFacts['investigations']> =>
	(
		await rowsOf(
			work
				.trx('crm_customer_investigations')
				.where({ vetting: String(row['id']) })
				.orderBy('id')
				.select('id', 'kind', 'investigated_on', 'investigator', 'findings'),
		)
	).map((raw) => decodeRow('crm_customer_investigations', raw) as unknown as VettingFacts['investigations'][number]);

async function agreed(request: FactRequest): Promise<ContactFacts['agreed']> {
	const consents = await consentsInForce(request.work, String(request.row['customer']), todayOf(request));
	return consents.filter(({ contact = null }) => contact === null || contact === request.row['id']).map(({ scope }) => scope);
}

/** Records a person may be named in beside the customer's own: those merged into it. */
const mergedRecords: FactLoader = async ({ work, row }): Promise<ContactFacts['merged']> =>
	rowsOf(
		work
			.trx('crm_customers')
			.where({ merged_into: String(row['customer']) })
			.orderBy('id')
			.select('id', 'name', 'profile', 'contact_person', 'phone', 'email'),
	);

/** Merges that can be undone, and keep what particulars were. */
const mergesOf: FactLoader = async ({ work, row }): Promise<ContactFacts['merges']> =>
	(
		await rowsOf(
			work
				.trx('crm_customer_merges')
				.where({ survivor: String(row['customer']), status: 'merged' })
				.orderBy('id')
				.select('id', 'before'),
		)
	).map((raw) => decodeRow('crm_customer_merges', raw) as unknown as ContactFacts['merges'][number]);

async function openGifts({ work, row }: FactRequest): Promise<number> {
	const found = await onlyRowOf<{ gifts: number | string }>(
		work
			.trx('crm_gifts')
			.where({ recipient: String(row['id']) })
			.whereIn('status', ['in_approval', 'approved'])
			.count({ gifts: '*' })
			.first(),
	);
	return Number(found.gifts);
}

/** How far a round of verification has come, in one query. */
async function progress({ work, row }: FactRequest): Promise<VerificationRunFacts['progress']> {
	const since = encoded('crm_customers', 'verified_on', row['started_on'] as string);
	// The outcome is worked out below the grouping: PostgreSQL takes two expressions with a value each for different ones.
	const judged = work
		.trx('crm_customers')
		.where({ department: row['of_department'] as string })
		.whereIn('status', ['active', 'dormant'])
		.select(work.trx.raw('case when verified_on >= ? then verification_outcome end as outcome', [since]))
		.as('judged');
	const rows = await rowsOf<{ outcome: string | null; customers: number | string }>(
		work.trx.from(judged).groupBy('outcome').select('outcome').count({ customers: '*' }),
	);
	const counted = (outcome: string | null): number => Number(rows.find((found) => found.outcome === outcome)?.customers ?? 0);
	return { confirmed: counted('confirmed'), updated: counted('updated'), invalid: counted('invalid'), remaining: counted(null) };
}

/** The head of the department whose customers are verified. */
async function answerable({ work, row }: FactRequest): Promise<VerificationRunFacts['answerable']> {
	const found = await firstOf<{ head: string | null }>(
		work
			.trx('crm_departments')
			.where({ id: row['of_department'] as string })
			.select('head')
			.first(),
	);
	return found?.head === null || found === undefined ? [] : [found.head];
}

/** What belongs to a customer queues at the customer. */
const atCustomer =
	(collection: string) =>
	async ({ trx }: Work, id: string): Promise<readonly Anchor[]> => {
		const found = await firstOf<{ customer: string | null }>(trx(collection).where({ id }).select('customer').first());
		return found === undefined || found.customer === null ? [] : [{ collection: 'crm_customers', id: found.customer }];
	};

/** The customer archive with everything that belongs to it: where the facts its rules ask for come from. */
export const customerDomains: readonly Domain[] = [
	{
		process: erase(customerProcess),
		title: (row) => String(row['name']),
		facts: {
			consents: (request) => consentsInForce(request.work, String(request.row['id']), todayOf(request)),
			everyConsent: ({ work, row }) => everyConsent(work, String(row['id'])),
			people,
			openContracts,
			vetting: latestVetting,
			purchases: async (request) =>
				(await purchasesOf(request.work.trx, [String(request.row['id'])], request.rulebook, todayOf(request))).get(
					String(request.row['id']),
				) ?? [],
			run: openRun,
		},
	},
	{
		process: erase(contactProcess),
		title: (row) => String(row['name']),
		anchors: atCustomer('crm_contacts'),
		facts: {
			customer: customerOf('profile', 'department', 'contact_person', 'phone', 'email'),
			agreed,
			openGifts,
			merged: mergedRecords,
			merges: mergesOf,
		},
	},
	{
		process: erase(consentProcess),
		title: (row) => [row['scope'], row['obtained_on']].filter((part) => typeof part === 'string').join(' '),
		anchors: atCustomer('crm_consents'),
		facts: {},
	},
	{
		process: erase(communicationProcess),
		title: (row) => (typeof row['content'] === 'string' ? row['content'].slice(0, 80) : ''),
		anchors: atCustomer('crm_communications'),
		facts: {},
	},
	{
		process: vetting,
		title: (row) => (typeof row['title'] === 'string' ? row['title'] : `#${String(row['id']).slice(0, 8)}`),
		anchors: atCustomer('crm_customer_vettings'),
		facts: { ...subjectFacts(vetting), customer: customerOf('status', 'owner'), investigations },
	},
	{
		process: erase(transactionProcess),
		title: (row) => `${String(row['source_system'])} ${String(row['external_id'])}`,
		anchors: atCustomer('crm_transactions'),
		facts: {},
	},
	{
		process: erase(verificationRunProcess),
		title: (row) => (typeof row['due_on'] === 'string' ? row['due_on'] : ''),
		facts: { progress, answerable },
	},
];
