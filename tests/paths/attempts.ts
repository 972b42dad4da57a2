import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, Body, Client, Directus, ReportedError } from '../harness/directus.js';
import type { Target } from './subjects.js';

/** How a path answers a refusal: by HTTP status, in GraphQL's `errors[]`, or by the database itself. */
export interface Outcome {
	readonly status: number;
	readonly errors: readonly ReportedError[];
}

/** One way to write into Directus (facts, section 1.2), used to move a record's state without a command. */
export interface WritePath {
	readonly name: string;
	/** Tries to give the record these values. */
	readonly attempt: (target: Target, values: Readonly<Record<string, unknown>>) => Promise<Outcome>;
	/** Only records with rows below them can be reached this way. */
	readonly throughRowsBelow?: true;
	readonly throughListAbove?: true;
	/** Whether the answer can carry rule and clause. */
	readonly namesTheRule: boolean;
}

/** A request that was granted answers no errors, or nothing at all. */
const outcome = ({ status, body }: Answer<Partial<Body> | null>): Outcome => ({ status, errors: body?.errors ?? [] });

const graphql = (client: Client, query: string): Promise<Outcome> => client.request('POST', '/graphql', { query }).then(outcome);

const asGraphqlInput = (values: Readonly<Record<string, unknown>>): string =>
	Object.entries(values)
		.map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
		.join(', ');

/** A Flow with full access that writes the record when it is called, with or without events. */
async function throughFlow(
	{ admin, collection, id: record }: Target,
	values: Readonly<Record<string, unknown>>,
	emitEvents: boolean,
): Promise<Outcome> {
	const flow = await admin.request('POST', '/flows', {
		name: `Attempt ${randomUUID()}`,
		trigger: 'webhook',
		status: 'active',
		accountability: 'all',
		options: { method: 'POST', return: '$last', async: false },
	});
	const id = String(flow.body.data['id']);
	const operation = await admin.request('POST', '/operations', {
		flow: id,
		name: 'Write',
		key: 'write',
		type: 'item-update',
		position_x: 19,
		position_y: 1,
		options: { collection, key: [record], payload: values, permissions: '$full', emitEvents },
	});
	await admin.request('PATCH', `/flows/${id}`, { operation: operation.body.data['id'] });
	const run = await admin.request('POST', `/flows/trigger/${id}`, {});
	await admin.request('DELETE', `/flows/${id}`);
	return outcome(run);
}

/** Whether the record has these values now. */
async function has({ directus, collection, id }: Target, values: Readonly<Record<string, unknown>>): Promise<boolean> {
	const row = (await directus.database(collection).where({ id }).first()) as Record<string, unknown>;
	return Object.entries(values).every(([field, value]) => row[field] === value);
}

/** A Flow that replaces the payload of an innocent edit after the extension's own filter has passed it. */
async function throughPayloadReplacement(target: Target, values: Readonly<Record<string, unknown>>): Promise<Outcome> {
	const { admin, collection, harmless } = target;
	const flow = await admin.request('POST', '/flows', {
		name: `Replacement ${randomUUID()}`,
		trigger: 'event',
		status: 'active',
		accountability: 'all',
		options: { type: 'filter', scope: ['items.update'], collections: [collection], return: '$last' },
	});
	const id = String(flow.body.data['id']);
	const operation = await admin.request('POST', '/operations', {
		flow: id,
		name: 'Replace',
		key: 'replace',
		type: 'transform',
		position_x: 19,
		position_y: 1,
		options: { json: JSON.stringify(values) },
	});
	await admin.request('PATCH', `/flows/${id}`, { operation: operation.body.data['id'] });
	// Directus takes a moment to put a new flow to work; until then the edit passes as it is.
	let written = await admin.request('PATCH', `/items/${collection}/${target.id}`, { [harmless]: 'A harmless note' });
	for (let tries = 0; tries < 20 && written.status === 200 && !(await has(target, values)); tries++) {
		await new Promise((resolve) => setTimeout(resolve, 250));
		written = await admin.request('PATCH', `/items/${collection}/${target.id}`, { [harmless]: `A harmless note (${String(tries)})` });
	}
	await admin.request('DELETE', `/flows/${id}`);
	return outcome(written);
}

async function importFile(
	{ admin, collection, id }: Target,
	values: Readonly<Record<string, unknown>>,
	format: 'csv' | 'json',
): Promise<Outcome> {
	const row = { id, ...values };
	const content =
		format === 'json' ? JSON.stringify([row]) : `${Object.keys(row).join(',')}\n${Object.values(row).map(String).join(',')}\n`;
	const form = new FormData();
	form.append('file', new Blob([content], { type: format === 'json' ? 'application/json' : 'text/csv' }), `rows.${format}`);
	return outcome(await admin.request('POST', `/utils/import/${collection}`, form));
}

/** What commands write has no earlier revisions; a person with database access makes one up. */
async function revisionMadeUp(directus: Directus, collection: string, item: string): Promise<{ id: number; data: unknown }> {
	const { database } = directus;
	await database('directus_activity').insert({ action: 'update', timestamp: new Date(), collection, item });
	const activity = (await database('directus_activity').where({ collection, item }).orderBy('id', 'desc').first()) as { id: number };
	await database('directus_revisions').insert({ activity: activity.id, collection, item, data: '{}', delta: '{}' });
	return (await database('directus_revisions').where({ collection, item }).orderBy('id', 'desc').first()) as { id: number; data: unknown };
}

/** Reverts the record to an earlier revision of Directus that a person with database access has doctored. */
async function revertToForgedRevision(
	{ admin, directus, collection, id: item, harmless }: Target,
	values: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
	const noted = await admin.request('PATCH', `/items/${collection}/${item}`, { [harmless]: `Note ${randomUUID().slice(0, 8)}` });
	// What is submitted refuses this too; its earlier revisions are as good.
	expect([200, 422], JSON.stringify(noted.body)).toContain(noted.status);
	const known = (await directus.database('directus_revisions').where({ collection, item }).orderBy('id', 'desc').first()) as
		{ id: number; data: unknown } | undefined;
	const revision = known ?? (await revisionMadeUp(directus, collection, item));
	const data =
		typeof revision.data === 'string' ? (JSON.parse(revision.data) as Record<string, unknown>) : (revision.data as Record<string, unknown>);
	await directus
		.database('directus_revisions')
		.where({ id: revision.id })
		.update({ data: JSON.stringify({ ...data, ...values }) });
	return outcome(await admin.request('POST', `/utils/revert/${revision.id}`));
}

const promote = async ({ admin, collection, id: item }: Target, values: Readonly<Record<string, unknown>>): Promise<Outcome> => {
	const version = await admin.request('POST', '/versions', {
		name: 'Attempt',
		key: `v${randomUUID().slice(0, 8)}`,
		collection,
		item,
	});
	if (version.status !== 200) return outcome(version);
	const id = String(version.body.data['id']);
	await admin.request('POST', `/versions/${id}/save`, values);
	const compared = await admin.request<Body<{ mainHash: string }>>('GET', `/versions/${id}/compare`);
	return outcome(await admin.request('POST', `/versions/${id}/promote`, { mainHash: compared.body.data.mainHash }));
};

/** Every write path of Directus on one record. Each is tried as an administrator, whom no permission stops. */
export const writePaths: readonly WritePath[] = [
	{
		name: 'REST, one',
		namesTheRule: true,
		attempt: async ({ admin, collection, id }, values) => outcome(await admin.request('PATCH', `/items/${collection}/${id}`, values)),
	},
	{
		name: 'REST, many by keys',
		namesTheRule: true,
		attempt: async ({ admin, collection, id }, data) => outcome(await admin.request('PATCH', `/items/${collection}`, { keys: [id], data })),
	},
	{
		name: 'REST, by query',
		namesTheRule: true,
		attempt: async ({ admin, collection, id }, data) =>
			outcome(await admin.request('PATCH', `/items/${collection}`, { query: { filter: { id: { _eq: id } } }, data })),
	},
	{
		name: 'REST, list of rows',
		namesTheRule: true,
		attempt: async ({ admin, collection, id }, values) =>
			outcome(await admin.request('PATCH', `/items/${collection}`, [{ id, ...values }])),
	},
	{
		name: 'nested through the customer',
		namesTheRule: true,
		throughListAbove: true,
		attempt: async ({ admin, id, listedIn }, values) =>
			outcome(
				await admin.request('PATCH', `/items/${listedIn.collection}/${listedIn.id}`, {
					[listedIn.list]: { create: [], update: [{ id, ...values }], delete: [] },
				}),
			),
	},
	{
		name: 'nested through a row below it',
		namesTheRule: true,
		throughRowsBelow: true,
		attempt: async ({ admin, directus, id, below }, values) => {
			if (below === null) throw new Error('This record has no rows below it.');
			const row = (await directus
				.database(below.collection)
				.where({ [below.parent]: id })
				.first()) as { id: string };
			return outcome(await admin.request('PATCH', `/items/${below.collection}/${row.id}`, { [below.parent]: { id, ...values } }));
		},
	},
	{
		name: 'GraphQL, one',
		namesTheRule: true,
		attempt: ({ admin, collection, id }, values) =>
			graphql(admin, `mutation { update_${collection}_item(id: "${id}", data: { ${asGraphqlInput(values)} }) { id } }`),
	},
	{
		name: 'GraphQL, many',
		namesTheRule: true,
		attempt: ({ admin, collection, id }, values) =>
			graphql(admin, `mutation { update_${collection}_items(ids: ["${id}"], data: { ${asGraphqlInput(values)} }) { id } }`),
	},
	{
		name: 'GraphQL, batch',
		namesTheRule: true,
		attempt: ({ admin, collection, id }, values) =>
			graphql(admin, `mutation { update_${collection}_batch(data: [{ id: "${id}", ${asGraphqlInput(values)} }]) { id } }`),
	},
	{ name: 'import of JSON', namesTheRule: true, attempt: (target, values) => importFile(target, values, 'json') },
	{ name: 'import of CSV', namesTheRule: true, attempt: (target, values) => importFile(target, values, 'csv') },
	{ name: 'revert to a doctored revision', namesTheRule: true, attempt: revertToForgedRevision },
	{ name: 'promotion of a content version', namesTheRule: false, attempt: promote },
	{ name: 'Flow with full access and events', namesTheRule: false, attempt: (target, values) => throughFlow(target, values, true) },
	{
		name: 'Flow with full access without events',
		namesTheRule: false,
		attempt: (target, values) => throughFlow(target, values, false),
	},
	{ name: 'Flow that replaces the payload', namesTheRule: true, attempt: throughPayloadReplacement },
	{
		name: 'one SQL statement',
		namesTheRule: false,
		attempt: async ({ directus, collection, id }, values) => {
			try {
				await directus.database(collection).where({ id }).update(values);
				return { status: 200, errors: [] };
			} catch (error) {
				return { status: 500, errors: [{ message: String(error), extensions: { code: 'DATABASE' } }] };
			}
		},
	},
];
