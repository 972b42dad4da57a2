import { model } from '@crm-policy/schema/model';
import type { Knex } from 'knex';
import { z } from 'zod';
import { firstOf, rowsOf } from '../engine/rows.js';
import type { DatabaseCheckId } from './guard-ids.js';
import { problemWords, type Problem } from './problems.js';

/** Drivers write lists and JSON of the host as text, or hand them on read. */
const list = z.preprocess(
	(value) => {
		if (typeof value !== 'string') return value ?? [];
		try {
			return JSON.parse(value) as unknown;
		} catch {
			return value.split(',').filter((entry) => entry !== '');
		}
	},
	z.union([z.array(z.unknown()), z.unknown().transform(() => [])]),
);
const listIn = (value: unknown): readonly string[] => list.parse(value).map(String);
const isTrue = (value: unknown): boolean => value === true || value === 1;

/** A right somebody has who is no administrator. */
interface Right {
	readonly collection: string;
	readonly action: string;
	readonly fields: unknown;
	readonly policy: string;
	readonly name: string;
}

/** What a check looks at, read once for all of them. */
interface Facts {
	readonly settings: Readonly<Record<string, unknown>>;
	readonly policies: readonly {
		readonly name: string;
		readonly admin_access: unknown;
		readonly app_access: unknown;
		readonly ip_access: unknown;
	}[];
	readonly publicPolicies: ReadonlySet<string>;
	readonly rights: readonly Right[];
	readonly collections: readonly { readonly collection: string; readonly accountability: string | null; readonly versioning: unknown }[];
	readonly flows: readonly { readonly id: string; readonly trigger: string | null; readonly options: unknown }[];
	readonly openFlows: ReadonlySet<string>;
}

const governed = model.collections.map(({ collection }) => collection).filter((name) => !name.startsWith('directus_'));

/** Nobody but administrators has any right on these: each of them is a way to every other right. */
const forAdministrators = [
	'directus_flows',
	'directus_operations',
	'directus_settings',
	'directus_policies',
	'directus_permissions',
	'directus_access',
];
/** Rights on these name their fields. */
const byField = ['directus_shares', 'directus_comments'];

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === '' || value === 'null' || value === '[]';

const modelKeys = /^ai_.*(?:_api_key|_headers)$/;

const optionsModel = z.looseObject({ collections: z.array(z.string()).optional() });
/** The collections whose readers may run a flow by a button. */
function collectionsOfFlow({ trigger, options }: Facts['flows'][number]): readonly string[] {
	if (trigger !== 'manual') return [];
	const read = optionsModel.safeParse(typeof options === 'string' ? (JSON.parse(options) as unknown) : options);
	return read.success ? (read.data.collections ?? []) : [];
}

const checks: Readonly<Record<DatabaseCheckId, (facts: Facts) => readonly Problem['values'][]>> = {
	'ip-access': ({ policies }) =>
		policies
			.filter((policy) => (isTrue(policy.admin_access) || isTrue(policy.app_access)) && listIn(policy.ip_access).length > 0)
			.map(({ name }) => ({ policy: name })),
	'public-rights': ({ rights, publicPolicies, flows }) => {
		const withFlows = new Set(flows.flatMap(collectionsOfFlow));
		return rights
			.filter(({ policy, collection }) => publicPolicies.has(policy) && (collection.startsWith('directus_') || withFlows.has(collection)))
			.map(({ collection, action }) => ({ collection, action }));
	},
	'public-flows': ({ flows, openFlows }) => {
		const webhooks = new Set(flows.filter(({ trigger }) => trigger === 'webhook').map(({ id }) => id.toLowerCase()));
		return [...openFlows].filter((id) => !webhooks.has(id)).map((flow) => ({ flow }));
	},
	'system-rights': ({ rights }) =>
		rights
			.filter(({ collection }) => forAdministrators.includes(collection))
			.map(({ name, collection, action }) => ({ policy: name, collection, action })),
	'named-fields': ({ rights }) =>
		rights
			.filter(({ collection, action, fields }) => byField.includes(collection) && action !== 'delete' && listIn(fields).includes('*'))
			.map(({ name, collection, action }) => ({ policy: name, collection, action })),
	tracking: ({ collections }) =>
		collections.filter(({ accountability }) => accountability !== 'all').map(({ collection }) => ({ collection })),
	versioning: ({ collections }) => collections.filter(({ versioning }) => isTrue(versioning)).map(({ collection }) => ({ collection })),
	public_registration: ({ settings }) => (isTrue(settings['public_registration']) ? [{}] : []),
	storage_asset_transform: ({ settings }) => (['presets', 'none'].includes(String(settings['storage_asset_transform'])) ? [] : [{}]),
	'model-keys': ({ settings }) => {
		const fields = Object.keys(settings).filter((name) => modelKeys.test(name) && !isNothing(settings[name]));
		return fields.length === 0 ? [] : [{ fields: fields.join(', ') }];
	},
};

const sentences: Readonly<Record<DatabaseCheckId, Problem['sentence']>> = {
	'ip-access': problemWords.addressList,
	'public-rights': problemWords.publicRight,
	'public-flows': problemWords.publicFlow,
	'system-rights': problemWords.systemRight,
	'named-fields': problemWords.allFields,
	tracking: problemWords.tracking,
	versioning: problemWords.versioning,
	public_registration: problemWords.registration,
	storage_asset_transform: problemWords.imageTransformations,
	'model-keys': problemWords.modelKeys,
};

async function readFacts(knex: Knex, openFlows: ReadonlySet<string>): Promise<Facts> {
	const policies = await rowsOf<Facts['policies'][number] & { readonly id: string }>(
		knex('directus_policies').select('id', 'name', 'admin_access', 'app_access', 'ip_access'),
	);
	const named = new Map(policies.filter(({ admin_access }) => !isTrue(admin_access)).map(({ id, name }) => [id, name]));
	const rights = await rowsOf<Omit<Right, 'name'>>(knex('directus_permissions').select('collection', 'action', 'fields', 'policy'));
	return {
		policies,
		rights: rights.flatMap((right) => {
			const name = named.get(right.policy);
			return name === undefined ? [] : [{ ...right, name }];
		}),
		publicPolicies: new Set(
			(await rowsOf<{ policy: string }>(knex('directus_access').whereNull('role').whereNull('user').select('policy'))).map(
				({ policy }) => policy,
			),
		),
		settings: (await firstOf(knex('directus_settings').first())) ?? {},
		collections: await rowsOf(
			knex('directus_collections').whereIn('collection', governed).select('collection', 'accountability', 'versioning'),
		),
		flows: await rowsOf(knex('directus_flows').select('id', 'trigger', 'options')),
		openFlows,
	};
}

/** What in the database makes governed commands unsafe: settings, rights, tracking. A handful of small queries. */
export async function databaseProblems(knex: Knex, openFlows: ReadonlySet<string>): Promise<readonly Problem[]> {
	const facts = await readFacts(knex, openFlows);
	return (Object.keys(checks) as DatabaseCheckId[]).flatMap((kind) =>
		checks[kind](facts).map((values): Problem => ({ kind, sentence: sentences[kind], ...(values === undefined ? {} : { values }) })),
	);
}
