import type { Knex } from 'knex';

/** A contract with what hangs on it, as it is in the database when somebody looks. */
export interface Situation {
	readonly id: string;
	readonly status: string;
	readonly revision: number;
	readonly owner: string | null;
	readonly orderForm: string;
	readonly confirmed: boolean;
	readonly lines: readonly string[];
	readonly review: { readonly id: string; readonly answered: boolean; readonly level: string | null } | null;
	/** The newest approval. */
	readonly approval: string | null;
	/** Tasks of the newest approval, whatever their state. */
	readonly tasks: readonly Task[];
	readonly notices: readonly { readonly id: string; readonly status: string; readonly role: string }[];
	readonly doubts: readonly { readonly id: string; readonly status: string; readonly raisedBy: string | null }[];
}

export interface Task {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
	readonly part: string;
	readonly assignee: string | null;
	readonly role: string | null;
}

type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => String(value);
const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : text(value));

/** Looks at contracts past Directus, in a fixed number of statements. */
export async function lookAt(database: Knex, contracts: readonly string[]): Promise<readonly Situation[]> {
	const belonging = async (collection: string): Promise<Row[]> =>
		(await database(collection).whereIn('contract', contracts).orderBy('id')) as Row[];
	const rows = (await database('crm_contracts').whereIn('id', contracts)) as Row[];
	const lines = await belonging('crm_contract_lines');
	const reviews = await belonging('crm_contract_reviews');
	const notices = await belonging('crm_execution_notices');
	const doubts = await belonging('crm_contract_doubts');
	const approvals = (await database('crm_approvals').whereIn('contract', contracts).orderBy('round')) as Row[];
	const tasks = (await database('crm_approval_tasks')
		.whereIn(
			'approval',
			approvals.map((approval) => text(approval['id'])),
		)
		.orderBy([{ column: 'position' }, { column: 'id' }])) as Row[];

	return contracts.map((id) => {
		const row = rows.find((candidate) => candidate['id'] === id);
		if (row === undefined) throw new Error(`The contract ${id} is gone.`);
		const own = (list: readonly Row[]): readonly Row[] => list.filter((candidate) => candidate['contract'] === id);
		const [review] = own(reviews);
		const approval = own(approvals).at(-1);
		return {
			id,
			status: text(row['status']),
			revision: Number(row['revision']),
			owner: textOrNull(row['owner']),
			orderForm: text(row['order_form']),
			confirmed: row['customer_confirmed_hash'] !== null,
			lines: own(lines).map((line) => text(line['id'])),
			review:
				review === undefined ? null : { id: text(review['id']), answered: review['capable'] !== null, level: textOrNull(review['level']) },
			approval: approval === undefined ? null : text(approval['id']),
			tasks: tasks
				.filter((task) => task['approval'] === approval?.['id'])
				.map((task) => ({
					id: text(task['id']),
					status: text(task['status']),
					mode: text(task['mode']),
					part: text(task['part']),
					assignee: textOrNull(task['assignee']),
					role: textOrNull(task['role']),
				})),
			notices: own(notices).map((notice) => ({ id: text(notice['id']), status: text(notice['status']), role: text(notice['role']) })),
			doubts: own(doubts).map((doubt) => ({
				id: text(doubt['id']),
				status: text(doubt['status']),
				raisedBy: textOrNull(doubt['raised_by']),
			})),
		};
	});
}
