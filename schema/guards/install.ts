import type { Knex } from 'knex';
import { currentSchema, dialectOf } from './dialect.js';
import { postgresGuards, type PostgresGuard } from './postgres.js';
import type { GuardSpec } from './spec.js';
import { sqliteGuards } from './sqlite.js';
import { guardPrefix, identifier, type GuardStatement } from './statement.js';

/** A guard as the database has it. `intact` compares its source, its table and whether it is switched on. */
interface Present {
	readonly name: string;
	readonly kind: 'function' | 'trigger';
	readonly drop: string;
	readonly matches: (expected: GuardStatement) => boolean;
}

export interface GuardReport {
	/** Declared and not there. */
	readonly missing: readonly string[];
	/** There, and not as declared (other source, switched off, on another table). */
	readonly different: readonly string[];
	/** There, ours by name, and not declared (any more). */
	readonly superfluous: readonly string[];
}

const like = `${guardPrefix.replaceAll('_', '\\_')}%`;

async function presentOnSqlite(knex: Knex): Promise<readonly Present[]> {
	const rows: readonly { name: string; tbl_name: string; sql: string }[] = await knex('sqlite_master')
		.select('name', 'tbl_name', 'sql')
		.where('type', 'trigger')
		.whereRaw(`name LIKE '${like}' ESCAPE '\\'`);
	return rows.map((row) => ({
		name: row.name,
		kind: 'trigger',
		drop: `DROP TRIGGER IF EXISTS ${identifier(row.name)}`,
		matches: (expected) => row.sql === expected.create && row.tbl_name === expected.table,
	}));
}

interface CatalogueTrigger {
	readonly name: string;
	readonly table: string;
	readonly type: number;
	readonly enabled: string;
	readonly calls: string;
	readonly conditional: boolean;
}

async function presentOnPostgres(knex: Knex, schema: string): Promise<readonly Present[]> {
	const functions = await knex.raw<{ rows: readonly { name: string; source: string }[] }>(
		`SELECT p.proname AS name, p.prosrc AS source FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ? AND p.proname LIKE ?`,
		[schema, like],
	);
	const triggers = await knex.raw<{ rows: readonly CatalogueTrigger[] }>(
		`SELECT t.tgname AS name, c.relname AS table, t.tgtype::int AS type, t.tgenabled AS enabled, p.proname AS calls,
			(t.tgqual IS NOT NULL OR cardinality(t.tgattr::int2[]) > 0) AS conditional
		FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid
		WHERE NOT t.tgisinternal AND n.nspname = ? AND t.tgname LIKE ?`,
		[schema, like],
	);
	return [
		...triggers.rows.map((row): Present => ({
			name: row.name,
			kind: 'trigger',
			drop: `DROP TRIGGER IF EXISTS ${identifier(row.name)} ON ${identifier(schema)}.${identifier(row.table)}`,
			matches: (expected) =>
				row.table === expected.table &&
				row.enabled === 'A' &&
				row.calls === expected.name &&
				row.type === (expected as PostgresGuard).type &&
				!row.conditional,
		})),
		...functions.rows.map((row): Present => ({
			name: row.name,
			kind: 'function',
			drop: `DROP FUNCTION IF EXISTS ${identifier(schema)}.${identifier(row.name)}() CASCADE`,
			matches: (expected) => row.source === (expected as PostgresGuard).body,
		})),
	];
}

const kindOf = (statement: GuardStatement): Present['kind'] =>
	'kind' in statement && statement.kind === 'function' ? 'function' : 'trigger';

async function presentGuards(knex: Knex): Promise<readonly Present[]> {
	return dialectOf(knex) === 'sqlite' ? presentOnSqlite(knex) : presentOnPostgres(knex, await currentSchema(knex));
}

async function declaredGuards(knex: Knex, spec: GuardSpec): Promise<readonly GuardStatement[]> {
	return dialectOf(knex) === 'sqlite' ? sqliteGuards(spec) : postgresGuards(spec, await currentSchema(knex));
}

interface Comparison {
	readonly declared: readonly GuardStatement[];
	readonly missing: readonly GuardStatement[];
	readonly different: readonly GuardStatement[];
	readonly superfluous: readonly Present[];
}

async function compare(knex: Knex, spec: GuardSpec): Promise<Comparison> {
	const declared = await declaredGuards(knex, spec);
	const present = await presentGuards(knex);
	const find = (statement: GuardStatement): Present | undefined =>
		present.find((candidate) => candidate.name === statement.name && candidate.kind === kindOf(statement));
	return {
		declared,
		missing: declared.filter((statement) => find(statement) === undefined),
		different: declared.filter((statement) => find(statement)?.matches(statement) === false),
		superfluous: present.filter(
			(candidate) => !declared.some((statement) => statement.name === candidate.name && kindOf(statement) === candidate.kind),
		),
	};
}

/** Compares the guards in the database with the declared ones, by name and by source. Changes nothing. */
export async function verifyGuards(knex: Knex, spec: GuardSpec): Promise<GuardReport> {
	const { missing, different, superfluous } = await compare(knex, spec);
	const names = (entries: readonly { readonly name: string }[]): readonly string[] => entries.map(({ name }) => name);
	return { missing: names(missing), different: names(different), superfluous: names(superfluous) };
}

export const isIntact = (report: GuardReport): boolean => report.missing.length + report.different.length + report.superfluous.length === 0;

async function inTransaction<T>(knex: Knex, work: (trx: Knex) => Promise<T>): Promise<T> {
	return knex.isTransaction ? work(knex) : knex.transaction(work);
}

/**
 * Makes the guards in the database equal to the declared ones, in one transaction, touching only those that differ.
 * Returns the names it made; none when all was as declared. Needs the ticket table to exist and every guarded table.
 */
export async function installGuards(knex: Knex, spec: GuardSpec): Promise<readonly string[]> {
	return inTransaction(knex, async (trx) => {
		const { declared, missing, different, superfluous } = await compare(trx, spec);
		// A function is dropped with the triggers that call it, so that everything of a table is made anew when anything of it differs.
		const tables = new Set([...missing, ...different].map(({ table }) => table));
		const anew = declared.filter(({ table }) => tables.has(table));
		for (const { drop } of superfluous) await trx.raw(drop);
		for (const { drop } of anew) await trx.raw(drop);
		for (const { create } of anew) await trx.raw(create);
		return anew.map(({ name }) => name);
	});
}

/** Takes every guard of ours out of the database, whatever version installed it. Returns their names. */
export async function removeGuards(knex: Knex): Promise<readonly string[]> {
	return inTransaction(knex, async (trx) => {
		const present = await presentGuards(trx);
		for (const { drop } of present) await trx.raw(drop);
		return [...new Set(present.map(({ name }) => name))];
	});
}
