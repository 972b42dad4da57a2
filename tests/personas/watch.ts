import type { Knex } from 'knex';
import type { Attempt } from './attempts.js';

type Row = Readonly<Record<string, unknown>>;

/** What a contract has to have had, before it may be in one of these states. */
const committed = new Set(['approved', 'effective', 'closed', 'terminated']);

/** Records whose revision must never fall. */
const revised = ['crm_contracts', 'crm_approvals', 'crm_approval_tasks', 'crm_execution_notices', 'crm_contract_doubts', 'crm_customers'];

interface AcceptedCommand {
	readonly attempt: Attempt;
	readonly user: string;
	readonly ledger: number;
}

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

/** A value written the same by both databases, and by the frozen form. */
const plain = (value: unknown): string => {
	if (value === null || value === undefined || value === '') return '–';
	if (typeof value === 'boolean') return value ? '1' : '0';
	if (typeof value !== 'string' && typeof value !== 'number') return JSON.stringify(value);
	const written = String(value);
	return /^-?\d+(\.\d+)?$/.test(written) ? String(Number(written)) : written;
};

const values = (row: Row, fields: readonly string[]): string => fields.map((field) => plain(row[field])).join('|');

const contractFields = ['title', 'customer', 'order_form', 'amount', 'currency', 'special_requirements'] as const;
const lineFields = ['product', 'specification', 'quantity', 'unit', 'unit_price', 'from_stock'] as const;

/**
 * Watches a company from its database. Everything here is read and compared with statements of its own and none of the product's code,
 * so that a mistake in a rule cannot hide itself.
 */
export class Watch {
	readonly #decided = new Map<string, string>();
	readonly #revisions = new Map<string, number>();
	readonly #accepted: AcceptedCommand[] = [];

	private constructor(
		private readonly database: Knex,
		private readonly before: number,
	) {}

	static async begin(database: Knex): Promise<Watch> {
		const head = (await database('crm_ledger').max({ seq: 'seq' }).first()) as { seq: number | string | null } | undefined;
		return new Watch(database, Number(head?.seq ?? 0));
	}

	get accepted(): readonly AcceptedCommand[] {
		return this.#accepted;
	}

	/** A command was answered with 200. */
	remember(attempt: Attempt, user: string, ledger: number): void {
		this.#accepted.push({ attempt, user, ledger });
	}

	/** Every sentence that is not true any more, in words. */
	async broken(contracts: readonly string[]): Promise<readonly string[]> {
		return [
			...(await this.#commitments(contracts)),
			...(await this.#sides()),
			...(await this.#decisions()),
			...(await this.#ledger()),
			...(await this.#revisionsFell()),
		];
	}

	/** No contract is committed, or on its way, with anything but what was submitted and, once committed, approved. */
	async #commitments(contracts: readonly string[]): Promise<readonly string[]> {
		const rows = (await this.database('crm_contracts').whereIn('status', ['in_review', ...committed])) as Row[];
		const approvals = (await this.database('crm_approvals').where({ subject_collection: 'crm_contracts' }).orderBy('round')) as Row[];
		const lines = (await this.database('crm_contract_lines').whereIn('contract', contracts)) as Row[];
		return rows.flatMap((row) => {
			const own = approvals.filter((approval) => approval['subject_id'] === row['id']);
			const wanted = committed.has(String(row['status'])) ? 'approved' : 'pending';
			const approval = own.at(-1);
			const name = `${String(row['status'])} contract ${String(row['id'])}`;
			if (approval?.['status'] !== wanted)
				return [`${name} has no ${wanted} approval: ${own.map((one) => String(one['status'])).join(', ')}`];
			// Contracts of the demo may have been amended since; those of the test are not.
			if (!contracts.includes(String(row['id']))) return [];
			const frozen = parsed(approval['submitted']) as { fields: Row; children: Readonly<Record<string, readonly Row[]>> };
			const present = lines.filter((line) => line['contract'] === row['id']).map((line) => values(line, lineFields));
			const submitted = (frozen.children['crm_contract_lines'] ?? []).map((line) => values(line, lineFields));
			return [
				...(values(row, contractFields) === values(frozen.fields, contractFields)
					? []
					: [`${name} differs from what was submitted: ${values(row, contractFields)} / ${values(frozen.fields, contractFields)}`]),
				...(present.sort().join('\n') === submitted.sort().join('\n')
					? []
					: [`the lines of ${name} differ from those submitted: ${present.join('; ')} / ${submitted.join('; ')}`]),
			];
		});
	}

	/** Nobody submitted and decided, decided twice, or decided for somebody who did. */
	async #sides(): Promise<readonly string[]> {
		const approvals = await this.database('crm_approvals').select<{ id: string; started_by: string }[]>('id', 'started_by');
		const tasks = await this.database('crm_approval_tasks')
			.where({ status: 'decided' })
			.select<{ approval: string; decided_by: string | null; on_behalf_of: string | null }[]>('approval', 'decided_by', 'on_behalf_of');
		return approvals.flatMap(({ id, started_by }) => {
			const sides = [
				[started_by],
				...tasks
					.filter((task) => task.approval === id)
					.map((task) => [...new Set([task.decided_by, task.on_behalf_of])].filter((person) => person !== null)),
			];
			const all = sides.flat();
			return all.length === new Set(all).size ? [] : [`somebody is on two sides of approval ${id}: ${all.join(', ')}`];
		});
	}

	/** What was decided stays as it was, to the letter. */
	async #decisions(): Promise<readonly string[]> {
		const tasks = (await this.database('crm_approval_tasks').select()) as Row[];
		const present = new Map(tasks.map((task) => [String(task['id']), task]));
		const changed = [...this.#decided].filter(([id, before]) => JSON.stringify(present.get(id)) !== before);
		for (const [id, task] of present) {
			if (task['status'] !== 'decided') continue;
			this.#decided.set(id, JSON.stringify(task));
			if (task['decision'] === null || task['decided_by'] === null || task['decided_at'] === null) changed.push([id, 'decided by nobody']);
		}
		return changed.map(([id, before]) => `a decided task changed: ${id}, before: ${before}`);
	}

	/** One entry for each accepted command, none besides, no number left out. */
	async #ledger(): Promise<readonly string[]> {
		const entries = await this.database('crm_ledger')
			.where('seq', '>', this.before)
			.orderBy('seq')
			.select<Row[]>('seq', 'collection', 'item', 'command', 'actor');
		const gaps = entries
			.filter((entry, index) => Number(entry['seq']) !== this.before + index + 1)
			.map((entry) => `the ledger skips before ${String(entry['seq'])}`);
		// Entries without an actor are the clock's own commands.
		const byPeople = entries
			.filter((entry) => entry['actor'] !== null)
			.map((entry) => [entry['seq'], entry['collection'], entry['item'], entry['command'], entry['actor']].map(String).join(' '));
		const accepted = this.#accepted.map(({ attempt: { command }, user, ledger }) =>
			[String(ledger), command?.collection, command?.id, command?.name, user].join(' '),
		);
		const missing = accepted.filter((line) => !byPeople.includes(line)).map((line) => `accepted, but not in the ledger: ${line}`);
		const extra = byPeople.filter((line) => !accepted.includes(line)).map((line) => `in the ledger, but not accepted: ${line}`);
		return [
			...gaps,
			...missing,
			...extra,
			...(accepted.length === byPeople.length ? [] : [`${accepted.length} commands were accepted, the ledger has ${byPeople.length}`]),
		];
	}

	async #revisionsFell(): Promise<readonly string[]> {
		const fell: string[] = [];
		for (const collection of revised) {
			const rows = await this.database(collection).select<{ id: string; revision: number | string }[]>('id', 'revision');
			for (const { id, revision } of rows) {
				const key = `${collection}/${id}`;
				const before = this.#revisions.get(key);
				if (before !== undefined && Number(revision) < before) fell.push(`the revision of ${key} fell from ${before} to ${revision}`);
				this.#revisions.set(key, Number(revision));
			}
		}
		return fell;
	}
}
