import type { Client, Directus } from '../harness/directus.js';

/** An ordinary collection with the columns of contracts and nothing of ours before it. */
export const plainCollection = 'bench_plain';

interface FieldAnswer {
	readonly field: string;
	readonly type: string;
	readonly schema: {
		readonly max_length: number | null;
		readonly numeric_precision: number | null;
		readonly numeric_scale: number | null;
	} | null;
}

async function done(
	answer: Promise<{ readonly status: number; readonly body: { readonly errors?: readonly unknown[] } | null }>,
): Promise<void> {
	const { status, body } = await answer;
	if (status >= 300) throw new Error(`The plain collection could not be made: ${status} ${JSON.stringify(body)}`);
}

/**
 * Makes the collection through Directus' own interface, tracked as contracts are, and lets a salesperson read and edit the rows of
 * their department. Returns the columns it shares with contracts.
 */
export async function makePlainCollection(directus: Directus, admin: Client): Promise<readonly string[]> {
	const { body } = await admin.request<{ data: readonly FieldAnswer[] }>('GET', '/fields/crm_contracts');
	const columns = body.data.filter(({ schema }) => schema !== null);
	const collection = await admin.request<{ data: { meta: { accountability: string | null } } }>('GET', '/collections/crm_contracts');
	await done(
		admin.request('POST', '/collections', {
			collection: plainCollection,
			meta: { accountability: collection.body.data.meta.accountability },
			schema: {},
			fields: columns.map(({ field, type, schema }) => ({
				field,
				type,
				schema:
					field === 'id'
						? { is_primary_key: true, length: 36, has_auto_increment: false }
						: { max_length: schema?.max_length, numeric_precision: schema?.numeric_precision, numeric_scale: schema?.numeric_scale },
				meta: { special: field === 'id' ? ['uuid'] : specialOf(field) },
			})),
		}),
	);
	const policy = (await directus
		.database('directus_permissions')
		.where({ collection: 'crm_contract_lines', action: 'create' })
		.whereNotNull('policy')
		.first()) as { policy: string };
	const mayRead = { department: { _in: '$CURRENT_USER.crm_department' } };
	for (const action of ['read', 'update'] as const)
		await done(
			admin.request('POST', '/permissions', {
				policy: policy.policy,
				collection: plainCollection,
				action,
				permissions: mayRead,
				fields: ['*'],
			}),
		);
	return columns.map(({ field }) => field);
}

/** What Directus fills in by itself is filled in on both sides. */
function specialOf(field: string): readonly string[] | null {
	const specials: Readonly<Record<string, string>> = {
		date_created: 'date-created',
		date_updated: 'date-updated',
		user_created: 'user-created',
		user_updated: 'user-updated',
	};
	const special = specials[field];
	return special === undefined ? null : [special];
}
