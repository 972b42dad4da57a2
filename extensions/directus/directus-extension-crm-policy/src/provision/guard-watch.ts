import { dialectOf, currentSchema } from '@crm-policy/schema/guards/dialect';
import { installGuards, isIntact, verifyGuards } from '@crm-policy/schema/guards/install';
import { postgresGuards } from '@crm-policy/schema/guards/postgres';
import type { GuardSpec } from '@crm-policy/schema/guards/spec';
import { guardPrefix } from '@crm-policy/schema/guards/statement';
import type { Knex } from 'knex';

/**
 * Knows cheaply whether the guards still stand. A schema edit may drop them (SQLite rebuilds tables and forgets their triggers), and
 * a command must not run in the moment before they are back.
 */
export class GuardWatch {
	private dirty = true;
	private schemaVersion: number | null = null;
	private triggers: number | null = null;

	constructor(private readonly spec: GuardSpec) {}

	/** Called when the schema may have changed. */
	markDirty(): void {
		this.dirty = true;
	}

	/** Whether every guard is in place; one small query unless something changed since it was last asked. */
	async intact(knex: Knex): Promise<boolean> {
		const unchanged = dialectOf(knex) === 'sqlite' ? await this.sameSchemaVersion(knex) : await this.allTriggersEnabled(knex);
		if (!this.dirty && unchanged) return true;
		const intact = isIntact(await verifyGuards(knex, this.spec));
		if (intact) await this.settle(knex);
		return intact;
	}

	/** Puts back whatever guard is missing or different. Returns the names of those made. */
	async ensure(knex: Knex): Promise<readonly string[]> {
		if (await this.intact(knex)) return [];
		const made = await installGuards(knex, this.spec);
		await this.settle(knex);
		return made;
	}

	private async settle(knex: Knex): Promise<void> {
		if (dialectOf(knex) === 'sqlite') this.schemaVersion = await readSchemaVersion(knex);
		this.dirty = false;
	}

	private async sameSchemaVersion(knex: Knex): Promise<boolean> {
		return this.schemaVersion === (await readSchemaVersion(knex));
	}

	private async allTriggersEnabled(knex: Knex): Promise<boolean> {
		this.triggers ??= postgresGuards(this.spec, await currentSchema(knex)).filter(({ kind }) => kind === 'trigger').length;
		const { rows } = await knex.raw<{ rows: readonly { count: string }[] }>(
			`SELECT count(*) AS count FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = current_schema() AND t.tgenabled = 'A' AND starts_with(t.tgname::text, ?)`,
			[guardPrefix],
		);
		return Number(rows[0]?.count) === this.triggers;
	}
}

async function readSchemaVersion(knex: Knex): Promise<number> {
	const rows: readonly { schema_version: number }[] = await knex.raw('PRAGMA schema_version');
	const first = rows[0];
	if (first === undefined) throw new Error('SQLite does not tell its schema version.');
	return first.schema_version;
}

/** Extensions are loaded again under a fresh address on reload; the process has one watch all the same. */
const shared = Symbol.for('crm-policy.guard-watch');
type Shared = { [shared]?: GuardWatch };

export function shareWatch(watch: GuardWatch): void {
	(globalThis as Shared)[shared] = watch;
}

/** Whether every database guard stands. Cheap: for the command bus to ask before each governed command, with its own transaction. */
export async function guardsIntact(knex: Knex): Promise<boolean> {
	const watch = (globalThis as Shared)[shared];
	return watch !== undefined && (await watch.intact(knex));
}

/** Puts back guards that are missing, as far as they are. Throws when that is not possible. */
export async function ensureGuards(knex: Knex): Promise<readonly string[]> {
	const watch = (globalThis as Shared)[shared];
	if (watch === undefined) throw new Error('The provisioning hook of CRM Policy is not loaded.');
	return watch.ensure(knex);
}
