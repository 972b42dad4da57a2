import type { DeclaredModel } from '@crm-policy/schema/model-type';
import type { Text, TextValues } from '@crm-policy/rules/words/text';
import type { Accountability, EventContext, RegisterFunctions } from '@directus/types';
import type { Knex } from 'knex';
import { appliedModel } from './manifest.js';
import { refusal } from './refusal.js';
import { provisionWords } from './words.js';

/** The bundle entry this file is part of; it tells our rows of the extension settings from all others, whatever the folder is called. */
export const entryName = 'crm-provision';

/** What we use of the host's web server (Express). */
interface WebServer {
	delete(
		path: string,
		handler: (
			request: { readonly params: Readonly<Record<string, string>>; readonly accountability?: Accountability | null },
			response: unknown,
			next: (error?: unknown) => void,
		) => void,
	): void;
}

type Refuse = (rule: string, collection: string, id: string | null, sentence: Text, values?: TextValues) => Promise<never>;

async function ownExtensionRows(knex: Knex): Promise<ReadonlySet<string>> {
	const bundles: readonly string[] = await knex('directus_extensions').where({ folder: entryName }).whereNotNull('bundle').pluck('bundle');
	const entries: readonly string[] = await knex('directus_extensions').whereIn('bundle', bundles).pluck('id');
	return new Set([...bundles, ...entries]);
}

const strings = (keys: unknown): readonly string[] => (Array.isArray(keys) ? keys.map(String) : []);

/**
 * Keeps the ground the gates stand on: the extension stays switched on, governed collections stay tracked and unversioned, and
 * our fields and collections are not deleted, by nobody and on no path that goes through Directus. After `crm-policy remove` all of it is free.
 */
export function protect({ filter, init }: Pick<RegisterFunctions, 'filter' | 'init'>, model: DeclaredModel, database: Knex): void {
	const fields = new Map(model.collections.map(({ collection, fields: own }) => [collection, new Set(Object.keys(own))]));
	const own = new Set([
		...model.collections.map(({ collection }) => collection).filter((name) => !name.startsWith('directus_')),
		...model.folders.map(({ name }) => name),
	]);
	const tables = model.collections.map(({ collection }) => collection).filter((name) => own.has(name));

	/** Runs a check while the product is installed, with a way to refuse in the actor's language. */
	const guarded =
		(check: (payload: unknown, meta: Record<string, unknown>, refuse: Refuse, knex: Knex) => Promise<void>) =>
		async (payload: unknown, meta: Record<string, unknown>, { database: trx, accountability }: EventContext): Promise<unknown> => {
			const refuse: Refuse = async (rule, collection, id, sentence, values = {}) => {
				throw await refusal(trx, accountability, { rule, collection, id, sentence, values });
			};
			const settled = await appliedModel(trx);
			if (settled !== null) await check(payload, meta, refuse, trx);
			return payload;
		};

	const keepExtension = async (keys: readonly string[], refuse: Refuse, knex: Knex): Promise<void> => {
		const rows = await ownExtensionRows(knex);
		const hit = keys.find((key) => rows.has(key));
		if (hit !== undefined) await refuse('keep-extension', 'directus_extensions', hit, provisionWords.keepExtension);
	};

	filter(
		'extensions.update',
		guarded(async (payload, { keys }, refuse, knex) => {
			if (typeof payload !== 'object' || payload === null || !('enabled' in payload) || payload.enabled === true) return;
			await keepExtension(strings(keys), refuse, knex);
		}),
	);
	filter(
		'extensions.delete',
		guarded((payload, _meta, refuse, knex) => keepExtension(strings(payload), refuse, knex)),
	);
	filter(
		'collections.update',
		guarded(async (payload, { keys }, refuse) => {
			if (typeof payload !== 'object' || payload === null) return;
			for (const collection of strings(keys).filter((key) => tables.includes(key))) {
				if ('accountability' in payload && payload.accountability !== 'all') {
					await refuse('keep-tracking', collection, null, provisionWords.keepTracking, { collection });
				}
				if ('versioning' in payload && payload.versioning === true) {
					await refuse('keep-unversioned', collection, null, provisionWords.keepUnversioned, { collection });
				}
			}
		}),
	);
	filter(
		'fields.delete',
		guarded(async (payload, meta, refuse) => {
			const collection = String(meta['collection']);
			for (const field of strings(payload)) {
				if (fields.get(collection)?.has(field) === true)
					await refuse('keep-field', collection, null, provisionWords.keepField, { field: `${collection}.${field}` });
			}
		}),
	);
	filter(
		'collections.delete',
		guarded(async (payload, _meta, refuse) => {
			const collection = strings(payload).find((key) => own.has(key));
			if (collection !== undefined) await refuse('keep-collection', collection, null, provisionWords.keepCollection, { collection });
		}),
	);

	// Directus drops the table before it asks the filter above, which PostgreSQL refuses in its own words while other tables refer to it.
	const keepCollection = async (collection: string, accountability: Accountability | null | undefined): Promise<Error | null> => {
		if (accountability?.admin !== true || !own.has(collection) || (await appliedModel(database)) === null) return null;
		const sentence = provisionWords.keepCollection;
		return refusal(database, accountability, { rule: 'keep-collection', collection, id: null, sentence, values: { collection } });
	};
	init('routes.before', ({ app }) => {
		(app as WebServer).delete('/collections/:collection', (request, _response, next) => {
			keepCollection(request.params['collection'] ?? '', request.accountability).then(
				(error) => (error === null ? next() : next(error)),
				next,
			);
		});
	});
}
