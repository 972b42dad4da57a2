import { randomUUID } from 'node:crypto';
import type { Answer, Body, Client, ReportedError } from '../harness/directus.js';
import type { Office } from './office.js';

/** How a path answers a refusal: by HTTP status, in GraphQL's `errors[]`, or by the database itself. */
export interface Outcome {
	readonly status: number;
	readonly errors: readonly ReportedError[];
}

/** One way to write into Directus (facts, section 1.2), used to move a contract's state without a command. */
export interface WritePath {
	readonly name: string;
	/** Tries to give the contract these values. */
	readonly attempt: (office: Office, contract: string, values: Readonly<Record<string, unknown>>) => Promise<Outcome>;
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

/** A Flow with full access that writes the contract when it is called, with or without events. */
async function throughFlow(
	office: Office,
	contract: string,
	values: Readonly<Record<string, unknown>>,
	emitEvents: boolean,
): Promise<Outcome> {
	const { admin } = office;
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
		options: { collection: 'crm_contracts', key: [contract], payload: values, permissions: '$full', emitEvents },
	});
	await admin.request('PATCH', `/flows/${id}`, { operation: operation.body.data['id'] });
	const run = await admin.request('POST', `/flows/trigger/${id}`, {});
	await admin.request('DELETE', `/flows/${id}`);
	return outcome(run);
}

/** Whether the contract has these values now. */
async function has(office: Office, contract: string, values: Readonly<Record<string, unknown>>): Promise<boolean> {
	const row = await office.row('crm_contracts', contract);
	return Object.entries(values).every(([field, value]) => row[field] === value);
}

/** A Flow that replaces the payload of an innocent edit after the extension's own filter has passed it. */
async function throughPayloadReplacement(office: Office, contract: string, values: Readonly<Record<string, unknown>>): Promise<Outcome> {
	const { admin } = office;
	const flow = await admin.request('POST', '/flows', {
		name: `Replacement ${randomUUID()}`,
		trigger: 'event',
		status: 'active',
		accountability: 'all',
		options: { type: 'filter', scope: ['items.update'], collections: ['crm_contracts'], return: '$last' },
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
	let written = await admin.request('PATCH', `/items/crm_contracts/${contract}`, { internal_note: 'A harmless note' });
	for (let tries = 0; tries < 20 && written.status === 200 && !(await has(office, contract, values)); tries++) {
		await new Promise((resolve) => setTimeout(resolve, 250));
		written = await admin.request('PATCH', `/items/crm_contracts/${contract}`, { internal_note: `A harmless note (${String(tries)})` });
	}
	await admin.request('DELETE', `/flows/${id}`);
	return outcome(written);
}

async function importFile(
	client: Client,
	contract: string,
	values: Readonly<Record<string, unknown>>,
	format: 'csv' | 'json',
): Promise<Outcome> {
	const row = { id: contract, ...values };
	const content =
		format === 'json' ? JSON.stringify([row]) : `${Object.keys(row).join(',')}\n${Object.values(row).map(String).join(',')}\n`;
	const form = new FormData();
	form.append('file', new Blob([content], { type: format === 'json' ? 'application/json' : 'text/csv' }), `contracts.${format}`);
	return outcome(await client.request('POST', '/utils/import/crm_contracts', form));
}

/** Reverts the contract to an earlier revision of Directus that a person with database access has doctored. */
async function revertToForgedRevision(
	{ admin, directus }: Office,
	contract: string,
	values: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
	await admin.request('PATCH', `/items/crm_contracts/${contract}`, { internal_note: `Note ${randomUUID()}` });
	const revision = (await directus
		.database('directus_revisions')
		.where({ collection: 'crm_contracts', item: contract })
		.orderBy('id', 'desc')
		.first()) as { id: number; data: unknown };
	const data =
		typeof revision.data === 'string' ? (JSON.parse(revision.data) as Record<string, unknown>) : (revision.data as Record<string, unknown>);
	await directus
		.database('directus_revisions')
		.where({ id: revision.id })
		.update({ data: JSON.stringify({ ...data, ...values }) });
	return outcome(await admin.request('POST', `/utils/revert/${revision.id}`));
}

const promote = async ({ admin }: Office, contract: string, values: Readonly<Record<string, unknown>>): Promise<Outcome> => {
	const version = await admin.request('POST', '/versions', {
		name: 'Attempt',
		key: `v${randomUUID().slice(0, 8)}`,
		collection: 'crm_contracts',
		item: contract,
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
		attempt: async ({ admin }, id, values) => outcome(await admin.request('PATCH', `/items/crm_contracts/${id}`, values)),
	},
	{
		name: 'REST, many by keys',
		namesTheRule: true,
		attempt: async ({ admin }, id, data) => outcome(await admin.request('PATCH', '/items/crm_contracts', { keys: [id], data })),
	},
	{
		name: 'REST, by query',
		namesTheRule: true,
		attempt: async ({ admin }, id, data) =>
			outcome(await admin.request('PATCH', '/items/crm_contracts', { query: { filter: { id: { _eq: id } } }, data })),
	},
	{
		name: 'REST, list of rows',
		namesTheRule: true,
		attempt: async ({ admin }, id, values) => outcome(await admin.request('PATCH', '/items/crm_contracts', [{ id, ...values }])),
	},
	{
		name: 'nested through the customer',
		namesTheRule: true,
		attempt: async ({ admin, activeCustomer }, id, values) =>
			outcome(
				await admin.request('PATCH', `/items/crm_customers/${activeCustomer}`, {
					contracts: { create: [], update: [{ id, ...values }], delete: [] },
				}),
			),
	},
	{
		name: 'nested through a line',
		namesTheRule: true,
		attempt: async ({ admin, directus }, id, values) => {
			const line = (await directus.database('crm_contract_lines').where({ contract: id }).first()) as { id: string };
			return outcome(await admin.request('PATCH', `/items/crm_contract_lines/${line.id}`, { contract: { id, ...values } }));
		},
	},
	{
		name: 'GraphQL, one',
		namesTheRule: true,
		attempt: ({ admin }, id, values) =>
			graphql(admin, `mutation { update_crm_contracts_item(id: "${id}", data: { ${asGraphqlInput(values)} }) { id } }`),
	},
	{
		name: 'GraphQL, many',
		namesTheRule: true,
		attempt: ({ admin }, id, values) =>
			graphql(admin, `mutation { update_crm_contracts_items(ids: ["${id}"], data: { ${asGraphqlInput(values)} }) { id } }`),
	},
	{
		name: 'GraphQL, batch',
		namesTheRule: true,
		attempt: ({ admin }, id, values) =>
			graphql(admin, `mutation { update_crm_contracts_batch(data: [{ id: "${id}", ${asGraphqlInput(values)} }]) { id } }`),
	},
	{ name: 'import of JSON', namesTheRule: true, attempt: ({ admin }, id, values) => importFile(admin, id, values, 'json') },
	{ name: 'import of CSV', namesTheRule: true, attempt: ({ admin }, id, values) => importFile(admin, id, values, 'csv') },
	{ name: 'revert to a doctored revision', namesTheRule: true, attempt: revertToForgedRevision },
	{ name: 'promotion of a content version', namesTheRule: false, attempt: promote },
	{ name: 'Flow with full access and events', namesTheRule: false, attempt: (office, id, values) => throughFlow(office, id, values, true) },
	{
		name: 'Flow with full access without events',
		namesTheRule: false,
		attempt: (office, id, values) => throughFlow(office, id, values, false),
	},
	{ name: 'Flow that replaces the payload', namesTheRule: true, attempt: throughPayloadReplacement },
	{
		name: 'one SQL statement',
		namesTheRule: false,
		attempt: async ({ directus }, id, values) => {
			try {
				await directus.database('crm_contracts').where({ id }).update(values);
				return { status: 200, errors: [] };
			} catch (error) {
				return { status: 500, errors: [{ message: String(error), extensions: { code: 'DATABASE' } }] };
			}
		},
	},
];
