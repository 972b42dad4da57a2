import { refusalMessage, type GuardRule } from './refusal-message.js';
import type { ChildGuard, GuardedColumn, GuardSpec, TableGuard } from './spec.js';
import { guardPrefix, identifier, listOf, literal, ticketTable, type GuardStatement } from './statement.js';

/**
 * Guards for PostgreSQL. One function per table, called before each row of every operation; one more refuses TRUNCATE, which asks
 * no row. The record a row belongs to is locked before its state is believed: otherwise an edit that began while the
 * record was a draft could land after it was submitted. Triggers are `ENABLE ALWAYS`, so that `session_replication_role` does not
 * switch them off. A ticket is good only in the transaction that wrote it.
 */
type Row = 'NEW' | 'OLD';
type Operation = 'insert' | 'update' | 'delete';

export interface PostgresGuard extends GuardStatement {
	readonly kind: 'function' | 'trigger';
	/** Source of a function, as the catalogue keeps it. */
	readonly body: string | null;
	/** Kind of a trigger, as the catalogue keeps it: for each row before insert, delete and update, or each statement before truncate. */
	readonly type: number | null;
}

const of = (row: Row, column: string): string => `${row}.${identifier(column)}`;

/** `json` has no equality; `jsonb` has. */
const comparable = (row: Row, column: GuardedColumn): string =>
	column.type === 'json' ? `${of(row, column.name)}::jsonb` : of(row, column.name);
const changes = (column: GuardedColumn): string => `${comparable('NEW', column)} IS DISTINCT FROM ${comparable('OLD', column)}`;
const raise = (rule: GuardRule, table: string, field?: string): string => `RAISE EXCEPTION ${literal(refusalMessage(rule, table, field))};`;
const when = (condition: string, refusal: string): string => `IF ${condition} THEN ${refusal} END IF;`;

const plain = (name: string): GuardedColumn => ({ name, type: 'string' });

function filled(column: GuardedColumn, row: Row): string {
	const initial = column.default;
	const present = `${of(row, column.name)} IS NOT NULL`;
	if (initial === undefined) return present;
	return `(${present} AND ${of(row, column.name)} IS DISTINCT FROM ${typeof initial === 'string' ? literal(initial) : String(initial)})`;
}

const indent = (lines: readonly string[], depth: number): string => lines.map((line) => `${'\t'.repeat(depth)}${line}`).join('\n');

class TableFunction {
	constructor(
		private readonly guard: TableGuard,
		private readonly schema: string,
	) {}

	private refuse(rule: GuardRule, field?: string): string {
		return raise(rule, this.guard.table, field);
	}

	private named(table: string): string {
		return `${identifier(this.schema)}.${identifier(table)}`;
	}

	private useTicket(operation: Operation): string[] {
		const row = operation === 'delete' ? 'OLD' : 'NEW';
		const own = `"collection" = ${literal(this.guard.table)} AND "item" = ${of(row, 'id')}::text AND "op" = ${literal(operation)} AND "transaction" = txid_current()`;
		return [
			`DELETE FROM ${this.named(ticketTable)} WHERE "id" = (SELECT "id" FROM ${this.named(ticketTable)} WHERE ${own} ORDER BY "id" LIMIT 1);`,
			'ticketed := FOUND;',
		];
	}

	/** Reads and locks the state of a row's parent; null when the row has none or it is being deleted. */
	private lockParent(parent: ChildGuard, row: Row): string {
		const variable = row === 'NEW' ? 'new_state' : 'old_state';
		return `SELECT p."status" INTO ${variable} FROM ${this.named(parent.parent)} AS p WHERE p."id" = ${of(row, parent.column)} FOR NO KEY UPDATE;`;
	}

	private touch(parent: ChildGuard, rows: readonly Row[]): string {
		const ids = rows.map((row) => of(row, parent.column)).join(', ');
		return `UPDATE ${this.named(parent.parent)} SET "revision" = "revision" + 1 WHERE "id" IN (${ids});`;
	}

	private outside(variable: 'old_state' | 'new_state', states: readonly string[]): string {
		return `(${variable} IS NOT NULL AND ${variable} NOT IN ${listOf(states)})`;
	}

	private unlessTicketed(lines: readonly string[]): string[] {
		return lines.length === 0 ? [] : [`IF NOT ticketed THEN`, ...lines.map((line) => `\t${line}`), 'END IF;'];
	}

	private insert(): string[] {
		const { record, parents, writes } = this.guard;
		if (writes !== 'people') return [...this.useTicket('insert'), ...this.unlessTicketed([this.refuse('ticket-required')]), 'RETURN NEW;'];
		const lines: string[] = [];
		if (record !== null) {
			lines.push(when(`NEW."status" IS DISTINCT FROM ${literal(record.initial)}`, this.refuse('governed-field', 'status')));
			lines.push(when('NEW."revision" IS DISTINCT FROM 0', this.refuse('governed-field', 'revision')));
			if (record.numbered) lines.push(when('NEW."number" IS NOT NULL', this.refuse('governed-field', 'number')));
			for (const column of record.governed) lines.push(when(filled(column, 'NEW'), this.refuse('governed-field', column.name)));
		}
		for (const parent of parents) {
			lines.push(this.lockParent(parent, 'NEW'));
			lines.push(when(this.outside('new_state', parent.any), this.refuse('not-editable', parent.column)));
			for (const column of parent.windows) {
				lines.push(
					when(`${filled(column, 'NEW')} AND ${this.outside('new_state', column.states)}`, this.refuse('not-editable', column.name)),
				);
			}
			lines.push(this.touch(parent, ['NEW']));
		}
		return [...this.useTicket('insert'), ...this.unlessTicketed(lines), 'RETURN NEW;'];
	}

	private update(): string[] {
		const { record, parents, writes } = this.guard;
		if (writes === 'append') return [this.refuse('append-only')];
		const identity = when('NEW."id" IS DISTINCT FROM OLD."id"', this.refuse('governed-field', 'id'));
		if (writes === 'ticket')
			return [identity, ...this.useTicket('update'), ...this.unlessTicketed([this.refuse('ticket-required')]), 'RETURN NEW;'];
		const always = [identity];
		const lines: string[] = [];
		if (record !== null) {
			always.push(when('NEW."revision" IS NULL OR NEW."revision" < OLD."revision"', this.refuse('governed-field', 'revision')));
			const governed = [plain('status'), ...(record.numbered ? [plain('number')] : []), ...record.governed, ...record.setOnce];
			for (const column of governed) lines.push(when(changes(column), this.refuse('governed-field', column.name)));
			lines.push(when('NEW."revision" > OLD."revision" + 1', this.refuse('governed-field', 'revision')));
			for (const column of record.windows) {
				lines.push(when(`${changes(column)} AND OLD."status" NOT IN ${listOf(column.states)}`, this.refuse('not-editable', column.name)));
			}
		}
		for (const parent of parents) {
			const outside = (states: readonly string[]): string =>
				`(${this.outside('old_state', states)} OR ${this.outside('new_state', states)})`;
			lines.push(this.lockParent(parent, 'OLD'), this.lockParent(parent, 'NEW'));
			lines.push(when(`${changes(plain(parent.column))} AND ${outside(parent.existence)}`, this.refuse('not-editable', parent.column)));
			for (const column of parent.windows) {
				lines.push(when(`${changes(column)} AND ${outside(column.states)}`, this.refuse('not-editable', column.name)));
			}
			lines.push(this.touch(parent, ['OLD', 'NEW']));
		}
		if (record !== null) lines.push('IF NEW."revision" = OLD."revision" THEN NEW."revision" := OLD."revision" + 1; END IF;');
		return [...always, ...this.useTicket('update'), ...this.unlessTicketed(lines), 'RETURN NEW;'];
	}

	private delete(): string[] {
		const { record, parents, writes } = this.guard;
		if (writes === 'append') return [this.refuse('append-only')];
		if (writes === 'ticket') return [...this.useTicket('delete'), ...this.unlessTicketed([this.refuse('ticket-required')]), 'RETURN OLD;'];
		const lines: string[] = [];
		if (record !== null) {
			const touched = [
				`OLD."status" IS DISTINCT FROM ${literal(record.initial)}`,
				...(record.numbered ? ['OLD."number" IS NOT NULL'] : record.governed.map((column) => filled(column, 'OLD'))),
			];
			const kept = record.deletable ? `(${touched.join(' OR ')})` : 'true';
			const orphaned = parents.map((parent) => {
				const own = of('OLD', parent.column);
				return ` AND NOT (${own} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${this.named(parent.parent)} AS p WHERE p."id" = ${own}))`;
			});
			lines.push(when(`${kept}${orphaned.join('')}`, this.refuse('not-deletable')));
		}
		for (const parent of parents) {
			lines.push(this.lockParent(parent, 'OLD'));
			lines.push(when(this.outside('old_state', parent.existence), this.refuse('not-editable', parent.column)));
			lines.push(this.touch(parent, ['OLD']));
		}
		return [...this.useTicket('delete'), ...this.unlessTicketed(lines), 'RETURN OLD;'];
	}

	body(): string {
		return [
			'',
			'DECLARE',
			'\tticketed boolean := false;',
			'\told_state text;',
			'\tnew_state text;',
			'BEGIN',
			`\tIF TG_OP = 'INSERT' THEN`,
			indent(this.insert(), 2),
			`\tELSIF TG_OP = 'UPDATE' THEN`,
			indent(this.update(), 2),
			'\tELSE',
			indent(this.delete(), 2),
			'\tEND IF;',
			'END;',
			'',
		].join('\n');
	}
}

const rowTrigger = 1 + 2 + 4 + 8 + 16;
const truncateTrigger = 2 + 32;

function functionStatement(name: string, table: string, schema: string, body: string): PostgresGuard {
	const qualified = `${identifier(schema)}.${identifier(name)}`;
	return {
		kind: 'function',
		name,
		table,
		body,
		type: null,
		create: `CREATE OR REPLACE FUNCTION ${qualified}() RETURNS trigger LANGUAGE plpgsql AS $crm$${body}$crm$`,
		drop: `DROP FUNCTION IF EXISTS ${qualified}() CASCADE`,
	};
}

function triggerStatement(name: string, table: string, schema: string, event: string, type: number, calls: string): PostgresGuard {
	const on = `${identifier(schema)}.${identifier(table)}`;
	return {
		kind: 'trigger',
		name,
		table,
		body: null,
		type,
		create: `CREATE TRIGGER ${identifier(name)} ${event} ON ${on} ${type === rowTrigger ? 'FOR EACH ROW' : 'FOR EACH STATEMENT'} EXECUTE FUNCTION ${identifier(schema)}.${identifier(calls)}(); ALTER TABLE ${on} ENABLE ALWAYS TRIGGER ${identifier(name)}`,
		drop: `DROP TRIGGER IF EXISTS ${identifier(name)} ON ${on}`,
	};
}

/** Functions and triggers of every guarded table, in the order they are created. `schema` is where the tables are. */
export function postgresGuards(spec: GuardSpec, schema = 'public'): readonly PostgresGuard[] {
	return spec.flatMap((guard) => {
		const rows = `${guardPrefix}${guard.table}`;
		const truncate = `${rows}_truncate`;
		const refusal = raise(guard.writes === 'append' ? 'append-only' : 'not-deletable', guard.table);
		return [
			functionStatement(rows, guard.table, schema, new TableFunction(guard, schema).body()),
			triggerStatement(rows, guard.table, schema, 'BEFORE INSERT OR UPDATE OR DELETE', rowTrigger, rows),
			functionStatement(truncate, guard.table, schema, `\nBEGIN\n\t${refusal}\nEND;\n`),
			triggerStatement(truncate, guard.table, schema, 'BEFORE TRUNCATE', truncateTrigger, truncate),
		];
	});
}
