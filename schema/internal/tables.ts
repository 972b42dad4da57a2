import type { Knex } from 'knex';
import { dialectOf } from '../guards/dialect.js';

/**
 * Tables of the machinery itself. They are never collections of Directus and are listed in `DB_EXCLUDE_TABLES`, so that not even an
 * administrator reads or writes them through it.
 */
export const internalTables = [
	'crm_tickets',
	'crm_sequences',
	'crm_provisioned',
	'crm_locks',
	'crm_outbox',
	'crm_anchors',
	'crm_complaint_links',
	'crm_duplicate_keys',
	'crm_imports',
	'crm_import_rows',
	'crm_import_mappings',
	'crm_calendar_keys',
	'crm_calendar_texts',
	'crm_contact_reminders',
] as const;
export type InternalTable = (typeof internalTables)[number];

const columns: Readonly<Record<InternalTable, (knex: Knex, table: Knex.CreateTableBuilder) => void>> = {
	crm_tickets: (knex, table) => {
		table.increments('id');
		table.string('collection', 64).notNullable();
		table.string('item', 64).notNullable();
		table.string('op', 16).notNullable();
		// A ticket left behind by a mistake is worth nothing to anybody else: it is bound to the transaction that wrote it.
		if (dialectOf(knex) === 'postgres') table.bigInteger('transaction').notNullable().defaultTo(knex.raw('txid_current()'));
		table.index(['collection', 'item', 'op'], 'crm_ix_tickets');
	},
	crm_sequences: (_knex, table) => {
		table.string('name', 64).notNullable();
		table.string('cycle', 32).notNullable();
		table.integer('last').notNullable();
		table.primary(['name', 'cycle']);
	},
	crm_provisioned: (_knex, table) => {
		table.string('object_key', 255).notNullable().primary();
		table.string('hash', 64).notNullable();
		// What was written, property by property, so that a later declaration can tell its own earlier value from the customer's.
		table.text('written');
		// Where a row of the host is found again (service and key columns), so that it can be retired when nothing declares it any more.
		table.text('place');
		table.timestamp('applied_at').notNullable();
	},
	crm_locks: (_knex, table) => {
		table.string('name', 64).notNullable().primary();
		table.string('holder', 64).notNullable();
		// Milliseconds since 1970; the same comparison on every database.
		table.bigInteger('until').notNullable();
	},
	crm_outbox: (_knex, table) => {
		table.uuid('id').notNullable().primary();
		table.string('kind', 32).notNullable();
		table.uuid('recipient');
		table.string('address', 255);
		table.string('subject', 255);
		table.text('body');
		table.string('collection', 64);
		table.string('item', 64);
		table.timestamp('due_at').notNullable();
		table.integer('attempts').notNullable().defaultTo(0);
		table.timestamp('claimed_until');
		table.timestamp('sent_at');
		table.text('last_error');
		table.timestamp('created_at').notNullable();
		table.index(['sent_at', 'due_at'], 'crm_ix_outbox_due');
	},
	// Rows to queue at, for decisions about records that have no one record in common.
	crm_anchors: (_knex, table) => {
		table.string('id', 64).notNullable().primary();
	},
	crm_complaint_links: (_knex, table) => {
		// SHA-256 of the secret in hexadecimal digits; the secret itself is nowhere.
		table.string('secret_hash', 64).notNullable().primary();
		table.uuid('complaint').notNullable();
		table.timestamp('created_at').notNullable();
		table.timestamp('revoked_at');
		table.uuid('revoked_by');
		table.index(['complaint'], 'crm_ix_complaint_links');
	},
	// Under which keys a customer is filed, so that its duplicates are found without comparing it with everybody.
	crm_duplicate_keys: (_knex, table) => {
		table.string('key', 96).notNullable();
		table.uuid('customer').notNullable();
		table.primary(['key', 'customer']);
		table.index(['customer'], 'crm_ix_duplicate_keys');
	},
	crm_imports: (_knex, table) => {
		table.uuid('id').notNullable().primary();
		table.uuid('user').notNullable();
		table.string('target', 64).notNullable();
		table.string('file_name', 255).notNullable();
		// How the file was read: encoding, delimiter, sheet.
		table.text('reading').notNullable();
		table.text('columns').notNullable();
		table.string('header_hash', 64).notNullable();
		table.string('status', 16).notNullable();
		// Mapping and rules, once they are chosen.
		table.text('plan');
		table.integer('total').notNullable();
		table.text('problem');
		table.timestamp('created_at').notNullable();
		table.timestamp('changed_at').notNullable();
		// Who works on it until when, so that no two do.
		table.string('holder', 36);
		table.bigInteger('held_until');
		table.index(['user', 'created_at'], 'crm_ix_imports');
	},
	crm_import_rows: (_knex, table) => {
		table.uuid('import').notNullable();
		table.integer('line').notNullable();
		// Emptied once the row is in: from then on the record holds it.
		table.text('cells');
		table.boolean('mended').notNullable();
		table.string('outcome', 16).notNullable();
		table.text('messages');
		table.uuid('item');
		table.primary(['import', 'line']);
		table.index(['import', 'outcome', 'line'], 'crm_ix_import_rows');
	},
	crm_import_mappings: (_knex, table) => {
		table.uuid('user').notNullable();
		table.string('target', 64).notNullable();
		table.string('header_hash', 64).notNullable();
		table.text('plan').notNullable();
		table.timestamp('used_at').notNullable();
		table.primary(['user', 'target', 'header_hash']);
	},
	// What opens a calendar feed, and what was last answered with it. A feed that was revoked has no row.
	crm_calendar_keys: (_knex, table) => {
		table.uuid('feed').notNullable().primary();
		// SHA-256 of the secret in hexadecimal digits; the secret itself is nowhere.
		table.string('secret_hash', 64).notNullable();
		// Makes the identities of busy times, so that they are another feed's by no means.
		table.string('busy_key', 64).notNullable();
		// What the last answer was made of, and its validators; empty until the first.
		table.string('revision', 64);
		table.text('content');
		table.string('etag', 64);
		table.string('changed_at', 32);
		// By which texts its events were shown, and what the feed adds to their revisions since that changed.
		table.string('showing', 64);
		table.integer('lift').notNullable().defaultTo(0);
		table.string('lifted_at', 32);
		table.integer('highest').notNullable().defaultTo(0);
		table.unique(['secret_hash'], { indexName: 'crm_ix_calendar_keys' });
	},
	// Events as text, once for each way of showing them, with the revision the text is in.
	crm_calendar_texts: (_knex, table) => {
		table.string('item', 64).notNullable();
		table.string('showing', 32).notNullable();
		// What the text was made of; while that is the same, so is the text.
		table.string('made_of', 64).notNullable();
		table.string('content_hash', 64).notNullable();
		table.integer('sequence').notNullable();
		table.string('changed_at', 32).notNullable();
		table.text('text').notNullable();
		table.primary(['item', 'showing']);
		table.index(['changed_at'], 'crm_ix_calendar_texts');
	},
	// Which reminders of contact were given, so that each is given once in the period that began on a day (ISO).
	crm_contact_reminders: (_knex, table) => {
		table.uuid('customer').notNullable();
		table.string('contact', 16).notNullable();
		table.string('stage', 16).notNullable();
		table.string('since', 10).notNullable();
		table.string('told_at', 32).notNullable();
		table.primary(['customer', 'contact', 'stage', 'since']);
		table.index(['told_at'], 'crm_ix_contact_reminders');
	},
};

/** Columns that came after their table. */
const addedLater = [
	{ table: 'crm_provisioned', column: 'place' },
	{ table: 'crm_calendar_keys', column: 'content' },
] as const;

/** Adds what an earlier version's internal tables lack. */
async function addLaterColumns(knex: Knex): Promise<void> {
	for (const { table, column } of addedLater) {
		if (await knex.schema.hasColumn(table, column)) continue;
		try {
			await knex.schema.alterTable(table, (altered) => altered.text(column));
		} catch (error) {
			if (!(await knex.schema.hasColumn(table, column))) throw error;
		}
	}
}

/** Makes the internal tables that are missing. Returns their names. */
export async function createInternalTables(knex: Knex): Promise<readonly InternalTable[]> {
	const made: InternalTable[] = [];
	for (const name of internalTables) {
		if (await knex.schema.hasTable(name)) continue;
		try {
			await knex.schema.createTable(name, (table) => columns[name](knex, table));
		} catch (error) {
			// Another instance starting at the same moment may have made it first.
			if (!(await knex.schema.hasTable(name))) throw error;
		}
		made.push(name);
	}
	await addLaterColumns(knex);
	return made;
}
