import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type { Accountability, SchemaOverview } from '@directus/types';
import type { Actor, Person } from '@crm-policy/rules/organisation/people';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import type { Locale } from '@crm-policy/rules/words/text';
import type { Logger } from 'pino';

/** What a write of Directus may be told. */
export interface MutationOptions {
	/** Called instead of telling the host's action hooks. */
	readonly bypassEmitAction?: (event: unknown) => void;
}

/** The parts of Directus' services the engine uses; handed in by Directus, never imported. */
export interface HostServices {
	ItemsService: new (
		collection: string,
		options: { knex?: Knex; schema: SchemaOverview; accountability?: Accountability | null },
	) => {
		readOne(key: string, query?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
		readMany(keys: readonly string[], query?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>[]>;
		readByQuery(query: Readonly<Record<string, unknown>>, options?: { readonly emitEvents?: boolean }): Promise<Record<string, unknown>[]>;
		createOne(data: Readonly<Record<string, unknown>>, options?: MutationOptions): Promise<string>;
		createMany(data: readonly Readonly<Record<string, unknown>>[]): Promise<string[]>;
		updateOne(key: string, data: Readonly<Record<string, unknown>>, options?: MutationOptions): Promise<string>;
	};
	FilesService: new (options: { knex?: Knex; schema: SchemaOverview; accountability?: Accountability | null }) => {
		uploadOne(
			stream: Readable,
			data: Readonly<Record<string, unknown>>,
			primaryKey?: string,
			options?: { emitEvents?: boolean },
		): Promise<string>;
		deleteMany(keys: readonly string[]): Promise<unknown>;
	};
	AssetsService: new (options: { knex?: Knex; schema: SchemaOverview; accountability?: Accountability | null }) => {
		getAsset(id: string): Promise<{ stream: AsyncIterable<Uint8Array> }>;
	};
	NotificationsService: new (options: { knex?: Knex; schema: SchemaOverview; accountability?: Accountability | null }) => {
		createOne(data: Readonly<Record<string, unknown>>): Promise<unknown>;
	};
	MailService: new (options: { knex?: Knex; schema: SchemaOverview; accountability?: Accountability | null }) => {
		send(mail: {
			readonly to: string;
			readonly subject: string;
			readonly text: string;
			readonly headers: Readonly<Record<string, string>>;
		}): Promise<unknown>;
	};
	ServerService: new (options: { knex?: Knex; schema: SchemaOverview; accountability?: Accountability | null }) => {
		serverInfo(): Promise<{ readonly version?: string }>;
	};
}

/** What the host gives every extension. */
export interface Host {
	readonly database: Knex;
	readonly services: HostServices;
	readonly getSchema: () => Promise<SchemaOverview>;
	readonly logger: Logger;
	readonly env: Readonly<Record<string, unknown>>;
}

/** One unit of work: a transaction, the schema, and what is fixed for its duration. */
export interface Work {
	readonly host: Host;
	readonly trx: Knex;
	readonly schema: SchemaOverview;
	/** ISO 8601 instant in UTC; the same for everything the command does. */
	readonly now: string;
	readonly newId: () => string;
	/** Everyone who holds one of our roles; read once, when somebody first asks. */
	readonly people: () => Promise<readonly Person[]>;
}

/** A person at the keyboard, as the engine needs them. */
export interface Caller {
	readonly actor: Actor;
	readonly locale: Locale;
	readonly accountability: Accountability | null;
}

/** What a fact loader gets. */
export interface FactRequest {
	readonly work: Work;
	readonly row: Readonly<Record<string, unknown>>;
	readonly actor: Actor;
	readonly rulebook: Rulebook;
}
