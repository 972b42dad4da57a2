import Big from 'big.js';
import { compensationProcess } from '@crm-policy/rules/complaints/compensation-process';
import type { ComplaintFacts } from '@crm-policy/rules/complaints/complaint';
import { complaintDutyProcess, type DutyFacts } from '@crm-policy/rules/complaints/duty-process';
import { complaintProcess } from '@crm-policy/rules/complaints/process';
import { complaintRulingProcess } from '@crm-policy/rules/complaints/ruling-process';
import { sentGoodsIn, type Delivery } from '@crm-policy/rules/complaints/sent-goods';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { subjectFacts } from '../approval/subject-facts.js';
import { mergedInto } from '../customers/merged.js';
import { decodeRow, type Row } from '../engine/codec.js';
import type { FactRequest, Work } from '../engine/context.js';
import type { Anchor, Domain, FactLoader } from '../engine/domain.js';
import { namesOf } from '../engine/people.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { caseCalendar } from '../working-time/case-calendar.js';
import { openCasesOf, unfinished } from './open-cases.js';

const erase = (process: unknown): AnyProcess => process as AnyProcess;

/** Rows that belong to a complaint, in an order. */
const belonging =
	(collection: string, ...order: readonly string[]): FactLoader =>
	async ({ work, row }) =>
		(
			await rowsOf(
				work
					.trx(collection)
					.where({ complaint: String(row['id']) })
					.orderBy(order.map((column) => ({ column }))),
			)
		).map((raw) => decodeRow(collection, raw));

/** Names of everybody and everything a case mentions, in three queries. */
async function names({ work, row }: FactRequest, fact: (name: string) => Promise<unknown>): Promise<ComplaintFacts['names']> {
	const rulings = (await fact('rulings')) as ComplaintFacts['rulings'];
	const people = await namesOf(work.trx, [
		row['owner'] as string | null,
		row['leader'] as string | null,
		row['responsible_person'] as string | null,
		...rulings.map((ruling) => ruling.responsible_person),
	]);
	const named = async (table: string, ids: readonly (string | null | undefined)[]): Promise<readonly (readonly [string, string])[]> => {
		const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
		if (wanted.length === 0) return [];
		const rows = await rowsOf<{ id: string; name: string }>(work.trx(table).whereIn('id', wanted).select('id', 'name'));
		return rows.map(({ id, name }) => [id, name] as const);
	};
	const departments = await named('crm_departments', [
		row['responsible_department'] as string | null,
		...rulings.map((ruling) => ruling.responsible_department),
	]);
	const customers = await named('crm_customers', [row['customer'] as string | null]);
	return Object.fromEntries([...people, ...departments, ...customers]);
}

/** Deliveries that are looked through, in all their versions. */
const mostDeliveries = 200;

/** What was last sent to the customer of the complaint, and to the records merged into theirs. */
const sentGoods: FactLoader = async ({ work: { trx }, row }) => {
	if (typeof row['customer'] !== 'string') return [];
	const records = [row['customer'], ...(await mergedInto(trx, [row['customer']])).keys()];
	const deliveries = await rowsOf(
		trx('crm_transactions')
			.whereIn('customer', records)
			.where({ kind: 'delivery' })
			.orderBy([{ column: 'occurred_on', order: 'desc' }, { column: 'id' }])
			.limit(mostDeliveries)
			.select('id', 'status', 'source_system', 'external_id', 'version', 'occurred_on', 'order_number', 'lines'),
	);
	return sentGoodsIn(deliveries.map((raw) => decodeRow('crm_transactions', raw)) as unknown as readonly Delivery[]);
};

/** The complaint a duty, a ruling or a compensation belongs to. */
const complaintOf: FactLoader = async ({ work, row }): Promise<DutyFacts['complaint'] | null> => {
	if (typeof row['complaint'] !== 'string') return null;
	const found = await firstOf(
		work
			.trx('crm_complaints')
			.where({ id: row['complaint'] })
			.select('id', 'status', 'number', 'title', 'owner', 'leader', 'accused', 'rulebook_version')
			.first(),
	);
	return found === undefined ? null : (decodeRow('crm_complaints', found) as unknown as DutyFacts['complaint']);
};

/** Everything about one complaint queues at the complaint. */
const atComplaint =
	(collection: string) =>
	async (work: Work, id: string): Promise<readonly Anchor[]> => {
		const found = await firstOf<{ complaint: string | null }>(work.trx(collection).where({ id }).select('complaint').first());
		return found === undefined || found.complaint === null ? [] : [{ collection: 'crm_complaints', id: found.complaint }];
	};

const people: FactLoader = ({ work }) => work.people();

const titleOf = (row: Readonly<Row>): string =>
	[row['number'] as string | null | undefined, row['title'] as string | null | undefined]
		.filter((part) => part !== null && part !== undefined)
		.join(' ');

/** What is asked for, the same on both databases: `800.00 CNY`; nothing while the amount is open. */
function compensationTitle(row: Readonly<Row>): string {
	const amount = (row['amount'] ?? null) as string | number | null;
	const currency = (row['currency'] ?? '') as string;
	return amount === null ? '' : `${new Big(amount).toFixed(2)} ${currency}`.trim();
}

/** Complaints with their duties, rulings and compensations: where the facts their rules ask for come from. */
export const complaintDomains: readonly Domain[] = [
	{
		process: erase(complaintProcess),
		title: titleOf,
		workingDeadline: { states: [...unfinished, 'closed'], recompute: 'recompute' },
		facts: {
			people,
			openCases: ({ work }) => openCasesOf(work.trx),
			calendar: caseCalendar,
			duties: belonging('crm_complaint_tasks', 'department_kind', 'id'),
			rulings: belonging('crm_complaint_rulings', 'round'),
			compensations: belonging('crm_complaint_compensations', 'id'),
			actions: belonging('crm_corrective_actions', 'number', 'id'),
			communications: belonging('crm_complaint_communications', 'at', 'id'),
			appraisals: belonging('crm_appraisal_entries', 'id'),
			names,
			sentGoods,
		},
	},
	{
		process: erase(complaintDutyProcess),
		title: (row) => String(row['duty']),
		anchors: atComplaint('crm_complaint_tasks'),
		facts: { complaint: complaintOf },
	},
	{
		process: erase(complaintRulingProcess),
		title: (row) => `${String(row['round'])} ${String(row['responsibility'])}`,
		anchors: atComplaint('crm_complaint_rulings'),
		facts: { complaint: complaintOf, people },
	},
	{
		process: erase(compensationProcess),
		title: compensationTitle,
		anchors: atComplaint('crm_complaint_compensations'),
		facts: { complaint: complaintOf, ...subjectFacts(erase(compensationProcess)) },
	},
];
