import type { ContractFacts, ContractLine, ContractReview, StockLevel } from '@crm-policy/rules/contract-review/contract';
import { contractDoubtProcess } from '@crm-policy/rules/contract-review/doubt-process';
import { takingStock } from '@crm-policy/rules/contract-review/in-stock';
import { contractProcess } from '@crm-policy/rules/contract-review/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { loadPending } from '../approval/loading.js';
import { subjectFacts } from '../approval/subject-facts.js';
import { decodeRow, type Row } from '../engine/codec.js';
import type { Person } from '@crm-policy/rules/organisation/people';
import type { Domain } from '../engine/domain.js';
import type { Work } from '../engine/context.js';
import { firstOf, onlyRowOf, rowsOf } from '../engine/rows.js';

const contract = contractProcess as unknown as AnyProcess;
const doubt = contractDoubtProcess as unknown as AnyProcess;

const children = async (work: Work, collection: string, id: unknown): Promise<Row[]> =>
	(await rowsOf(work.trx(collection).where({ contract: id as string }))).map((row) => decodeRow(collection, row));

/**
 * What the warehouse can still give of some products, in two queries.
 * @param except a contract whose own lines take nothing away
 */
export async function stockOf(work: Work, except: string | null, products: readonly string[]): Promise<readonly StockLevel[]> {
	if (products.length === 0) return [];
	const held = await rowsOf(work.trx('crm_stock').whereIn('product', products).select('product', 'specification', 'unit', 'on_hand'));
	const taken = await rowsOf(
		work
			.trx('crm_contract_lines as line')
			.join('crm_contracts as other', 'other.id', 'line.contract')
			.whereIn('line.product', products)
			.where('line.from_stock', true)
			.whereIn('other.status', takingStock)
			.modify((others) => {
				if (except !== null) void others.whereNot('other.id', except);
			})
			.select('line.product', 'line.specification', 'line.unit', 'line.quantity'),
	);
	return [
		...held.map((row) => ({
			product: String(row['product']),
			specification: (row['specification'] as string | null) ?? null,
			unit: String(row['unit']),
			available: row['on_hand'] as string | number,
		})),
		...taken.map((row) => ({
			product: String(row['product']),
			specification: (row['specification'] as string | null) ?? null,
			unit: String(row['unit']),
			available: `-${String(row['quantity'])}`,
		})),
	];
}

/** Contract review: where the facts its rules ask for come from. */
export const contractReviewDomains: readonly Domain[] = [
	{
		process: contract,
		title: (row) =>
			[row['number'] as string | null | undefined, row['title'] as string].filter((part) => part !== null && part !== undefined).join(' '),
		facts: {
			lines: ({ work, row }) => children(work, 'crm_contract_lines', row['id']),
			review: async ({ work, row }): Promise<ContractReview | null> =>
				((await children(work, 'crm_contract_reviews', row['id']))[0] as unknown as ContractReview | undefined) ?? null,
			doubts: ({ work, row }) => children(work, 'crm_contract_doubts', row['id']),
			stock: async ({ work, row }, fact) => {
				const products = ((await fact('lines')) as readonly ContractLine[]).map((line) => line.product);
				return stockOf(work, String(row['id']), [...new Set(products)]);
			},
			customer: async ({ work, row }): Promise<ContractFacts['customer']> => {
				if (row['customer'] === null || row['customer'] === undefined) return null;
				const found = await firstOf<{ status: string; name: string }>(
					work
						.trx('crm_customers')
						.where({ id: row['customer'] as string })
						.select('status', 'name')
						.first(),
				);
				if (found === undefined) return null;
				const earlier = await onlyRowOf<{ contracts: number | string }>(
					work
						.trx('crm_contracts')
						.where({ customer: row['customer'] as string })
						.whereIn('status', ['effective', 'closed'])
						.whereNot('id', String(row['id']))
						.count({ contracts: '*' })
						.first(),
				);
				return { status: found.status, name: found.name, earlierContracts: Number(earlier.contracts) };
			},
			...subjectFacts(contract),
			approvals: async ({ work, row }): Promise<ContractFacts['approvals']> => {
				const rows = await rowsOf(
					work
						.trx('crm_approvals')
						.where({ contract: String(row['id']) })
						.orderBy('started_at')
						.select('id', 'status', 'started_by', 'round', 'subject_hash', 'result_hash'),
				);
				return rows.map((approval) => ({
					id: String(approval['id']),
					status: approval['status'] as ContractFacts['approvals'][number]['status'],
					started_by: String(approval['started_by']),
					round: Number(approval['round']),
					coversHash: String(approval['result_hash'] ?? approval['subject_hash']),
				}));
			},
			notices: ({ work, row }) => children(work, 'crm_execution_notices', row['id']),
		},
	},
	{
		process: doubt,
		title: (row) => String(row['clause_text']),
		facts: {
			round: async ({ work, row }, fact) => {
				const pending = await loadPending(work, 'crm_contracts', String(row['contract']));
				if (pending === null) return null;
				const people = (await fact('people')) as readonly Person[];
				const asked = pending.tasks.flatMap((task) => [
					task.assignee,
					task.decided_by,
					...people
						.filter((person) => task.assignee === null && task.role !== null && person.roles.includes(task.role))
						.map((person) => person.id),
				]);
				return { startedBy: pending.approval.started_by, reviewers: [...new Set(asked.filter((id): id is string => id !== null))] };
			},
			people: ({ work }) => work.people(),
		},
	},
];
