import { describe, expect, it } from 'vitest';
import { processes } from '@crm-policy/rules/processes';
import { roleKeys } from '@crm-policy/rules/organisation/roles';
import { collections, model, type CollectionName } from '@crm-policy/schema/model';
import { departments } from './departments.js';
import { fieldsOf, governedFieldsOf, setOnceFieldsOf } from './fields.js';
import { archiveFields } from './customer-records.js';
import { accessIds, overridePolicyId, policyIds, roleIds } from './role-ids.js';
import { systemObjects } from '../system.js';

const roleDeclarations = departments.flatMap((department) => department.roles);
const all = roleDeclarations.flatMap(({ role, permissions }) => permissions.map((permission) => ({ role, ...permission })));
const named = all.map((permission) => [`${permission.role} ${permission.action} ${permission.collection}`, permission] as const);
const ours = (collection: string): collection is CollectionName => collection in collections;

/** Every comparison of a rule, with the way to it: `['department', '_in', '$CURRENT_USER…']`. */
function comparisons(value: unknown, path: readonly string[] = []): { readonly path: readonly string[]; readonly operand: unknown }[] {
	if (Array.isArray(value)) return value.flatMap((entry) => comparisons(entry, path));
	if (typeof value !== 'object' || value === null) return [{ path, operand: value }];
	return Object.entries(value).flatMap(([key, inner]) =>
		key === '_in' || key === '_nin' ? [{ path: [...path, key], operand: inner }] : comparisons(inner, [...path, key]),
	);
}

/** Follows the relations a rule names, and returns the first name that is not a field where it stands. */
function unknownField(collection: string, path: readonly string[]): string | null {
	let at: string = collection;
	for (const name of path) {
		if (name.startsWith('_')) continue;
		if (!ours(at)) return null;
		const field = fieldsOf(at)[name];
		if (field === undefined) return at.startsWith('directus_') ? null : `${at}.${name}`;
		if (field.relation?.kind === 'm2o') at = field.relation.to;
		else if (field.relation?.kind === 'o2m') at = field.relation.from;
	}
	return null;
}

/** Whether a condition holds of a record that is not there: Directus joins it, and finds every field of it empty. */
const isMetByNothing = (condition: unknown): boolean => {
	if (typeof condition !== 'object' || condition === null) return false;
	return Object.entries(condition).every(([key, inner]) => {
		if (key === '_or') return (inner as readonly unknown[]).some(isMetByNothing);
		if (key === '_and') return (inner as readonly unknown[]).every(isMetByNothing);
		return key.startsWith('_') ? key === '_null' && inner === true : isMetByNothing(inner);
	});
};

/** Lists a rule leads over whose condition an empty list would meet. */
function listsMetByNothing(collection: string, value: unknown): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => listsMetByNothing(collection, entry));
	if (typeof value !== 'object' || value === null || !ours(collection)) return [];
	return Object.entries(value).flatMap(([key, inner]) => {
		if (key.startsWith('_')) return listsMetByNothing(collection, inner);
		const relation = fieldsOf(collection)[key]?.relation;
		if (relation === undefined || relation.kind === 'files') return [];
		const isOpen = relation.kind === 'o2m' && isMetByNothing(inner);
		return [
			...(isOpen ? [`${collection}.${key}`] : []),
			...listsMetByNothing(relation.kind === 'm2o' ? relation.to : relation.from, inner),
		];
	});
}

describe('roles', () => {
	it('are declared by exactly one department each', () => {
		expect(roleDeclarations.map(({ role }) => role).sort()).toEqual([...roleKeys].sort());
	});

	it('have identifiers of their own', () => {
		const ids = [roleIds, policyIds, accessIds].flatMap((map) => Object.values(map));
		expect(new Set(ids).size).toBe(ids.length);
		for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	});

	it('have one access policy each, without administration rights', () => {
		const policies = systemObjects.filter(({ key, service }) => service === 'policies' && key !== 'policy:shop');
		expect(policies).toHaveLength(roleKeys.length + 1);
		for (const { values } of policies)
			expect(values).toMatchObject({ admin_access: false, app_access: true, enforce_tfa: false, ip_access: null });
		const own = systemObjects.filter(({ service, values }) => service === 'access' && values['policy'] !== overridePolicyId);
		// The shop's account is nobody of a department.
		expect(new Set(own.map(({ values }) => values['policy'])).size).toBe(roleKeys.length + 1);
	});

	it('share one policy more, for overriding a review, which opens nothing and which two of them hold', () => {
		const holding = systemObjects.filter(({ service, values }) => service === 'access' && values['policy'] === overridePolicyId);
		expect(holding.map(({ values }) => values['role']).sort()).toEqual([roleIds['business-head'], roleIds['general-manager']].sort());
		expect(systemObjects.filter(({ service, match }) => service === 'permissions' && match['policy'] === overridePolicyId)).toEqual([]);
	});

	it('give a shop a policy that permits nothing and opens no app', () => {
		const policy = systemObjects.find(({ key }) => key === 'policy:shop');
		expect(policy?.values).toMatchObject({ admin_access: false, app_access: false });
		const permitted = systemObjects.filter(({ service, match }) => service === 'permissions' && match['policy'] === policy?.match['id']);
		expect(permitted).toEqual([]);
	});
});

/** Leaving the reader out by their own id, which nobody is without. */
const isExclusion = (path: readonly string[], operand: unknown): boolean => path.at(-1) === '_nin' && operand === '$CURRENT_USER';

describe('permissions', () => {
	it('name each collection and action once for a role, so that Directus never joins two rules by “or”', () => {
		const keys = named.map(([name]) => name);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	it.each(named)('%s names only fields that exist', (_name, { collection, action, fields }) => {
		if (!ours(collection) || collection.startsWith('directus_') || action === 'delete') return;
		expect(fields.filter((field) => !(field in fieldsOf(collection)))).toEqual([]);
		expect(new Set(fields).size).toBe(fields.length);
		expect(fields).not.toContain('*');
	});

	it.each(named)('%s has rules that follow declared relations', (_name, { collection, rows, validation }) => {
		for (const { path } of [...comparisons(rows), ...comparisons(validation ?? {})]) expect(unknownField(collection, path)).toBeNull();
	});

	it.each(named)('%s compares with the reader by “in” only', (_name, { rows, validation }) => {
		const withReader = [...comparisons(rows), ...comparisons(validation ?? {})].filter(({ operand }) =>
			JSON.stringify(operand ?? null).includes('$CURRENT_USER'),
		);
		expect(withReader.filter(({ path, operand }) => path.at(-1) !== '_in' && !isExclusion(path, operand))).toEqual([]);
	});

	it.each(named)('%s follows lists by plain nesting, which works at any depth', (_name, { rows }) => {
		expect(JSON.stringify(rows)).not.toMatch(/"_(some|none)"/);
	});

	it.each(named)('%s has no empty condition inside its rule, which Directus would drop', (_name, { rows }) => {
		expect(
			Object.values(rows)
				.map((condition) => JSON.stringify(condition))
				.filter((condition) => condition.includes('{}')),
		).toEqual([]);
	});

	it.each(named)('%s never takes nothing on the other side of a list for a record that names nobody', (_name, { collection, rows }) => {
		expect(listsMetByNothing(collection, rows)).toEqual([]);
	});

	const writes = named.filter(([, { action }]) => action === 'create' || action === 'update');

	it.each(writes)('%s leaves governed fields to commands', (_name, { collection, fields, presets }) => {
		if (!ours(collection)) return;
		const governed = governedFieldsOf(collection);
		expect([...fields, ...Object.keys(presets ?? {})].filter((field) => governed.includes(field))).toEqual([]);
	});

	it.each(writes)('%s leaves owner and department to presets', (_name, { collection, fields }) => {
		if (!ours(collection)) return;
		expect(
			fields.filter((field) =>
				['owner', 'department', 'raised_by', 'id', 'user_created', 'date_created', 'user_updated', 'date_updated'].includes(field),
			),
		).toEqual([]);
	});

	it.each(writes.filter(([, { action }]) => action === 'update'))(
		'%s moves no record to another parent',
		(_name, { collection, fields }) => {
			if (!ours(collection)) return;
			expect(fields.filter((field) => setOnceFieldsOf(collection).includes(field))).toEqual([]);
		},
	);

	it.each(named.filter(([, { action }]) => action !== 'read'))('%s does not touch what the engine writes', (_name, { collection }) => {
		expect([...model.engineWritten, ...model.appendOnly]).not.toContain(collection);
	});

	it('force owner and department on every record under a process that people create', () => {
		const governed = all.filter(
			({ collection, action }) =>
				action === 'create' &&
				[
					'crm_customers',
					'crm_contracts',
					'crm_contract_amendments',
					'crm_access_requests',
					'crm_customer_merges',
					'crm_departures',
					'crm_gifts',
					'crm_visits',
					'crm_visit_plans',
					'crm_complaints',
					'crm_complaint_compensations',
					'crm_corrective_actions',
					'crm_hotlines',
				].includes(collection),
		);
		expect(governed.length).toBeGreaterThan(0);
		for (const { presets, validation } of governed) {
			expect(presets).toEqual({ owner: '$CURRENT_USER', department: '$CURRENT_USER.crm_department' });
			expect(validation).toEqual({ department: { _nnull: true } });
		}
	});

	it('give nobody rights on what administers Directus', () => {
		const host = all.map(({ collection }) => collection).filter((collection) => collection.startsWith('directus_'));
		expect([...new Set(host)].sort()).toEqual(['directus_dashboards', 'directus_files', 'directus_panels', 'directus_users']);
		expect(all.filter(({ collection, action }) => collection === 'directus_users' && action !== 'read')).toEqual([]);
		expect(all.filter(({ collection, action }) => collection === 'directus_files' && (action === 'update' || action === 'delete'))).toEqual(
			[],
		);
	});
});

/** Tables a rule makes Directus join: each way to another record once, with the record a field refers to even where only its id is compared. */
function joined(collection: string, value: unknown, path = ''): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => joined(collection, entry, path));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => {
		if (key.startsWith('_')) return joined(collection, inner, path);
		const relation = ours(collection) ? fieldsOf(collection)[key]?.relation : undefined;
		if (relation === undefined) return [];
		const way = `${path}.${key}`;
		return [
			way,
			...joined(relation.kind === 'm2o' ? relation.to : relation.kind === 'o2m' ? relation.from : relation.junction, inner, way),
		];
	});
}

describe('rules', () => {
	it.each(named)('“%s” joins fewer tables than SQLite can (64), with room for what a query adds', (_, { collection, rows }) => {
		expect(new Set(joined(collection, rows)).size).toBeLessThanOrEqual(58);
	});
});

describe('who sees what', () => {
	const fieldsRead = (role: string, collection: string) =>
		all.find((permission) => permission.role === role && permission.collection === collection && permission.action === 'read')?.fields ??
		[];

	it('shows archive fields to the custodian, the heads and the auditor only (CUS-03, CUS-04)', () => {
		const seeing = roleKeys.filter((role) => archiveFields.some((field) => fieldsRead(role, 'crm_customers').includes(field)));
		expect(seeing.sort()).toEqual(['auditor', 'business-head', 'general-manager', 'information-administrator']);
	});

	it('lets the custodian alone change archive fields (CUS-04)', () => {
		const writing = all.filter(
			({ collection, action, fields }) =>
				collection === 'crm_customers' && action !== 'read' && archiveFields.some((field) => fields.includes(field)),
		);
		expect([...new Set(writing.map(({ role }) => role))]).toEqual(['information-administrator']);
	});

	it('lets the custodian alone say which customers are related, because limits add up over them', () => {
		const writing = all.filter(
			({ collection, action, fields }) =>
				action !== 'read' && (collection === 'crm_customer_groups' || (collection === 'crm_customers' && fields.includes('related_group'))),
		);
		expect([...new Set(writing.map(({ role }) => role))]).toEqual(['information-administrator']);
	});

	it('lets people edit applications for gifts of their own only (GFT-01)', () => {
		const rights = all.filter(({ collection, action }) => collection === 'crm_gifts' && action !== 'read' && action !== 'create');
		expect([...new Set(rights.map(({ role }) => role))].sort()).toEqual(['business-head', 'marketing-specialist', 'salesperson']);
		for (const { rows } of rights) expect(rows).toEqual({ owner: { _in: '$CURRENT_USER' } });
	});

	it('shows the warehouse no price (T-2)', () => {
		const priced = ['amount', 'currency', 'payment_terms', 'unit_price', 'submitted', 'terms', 'content', 'signed_for_customer'];
		const shown = all
			.filter(({ role, action, collection }) => role === 'warehouse-keeper' && action === 'read' && collection !== 'crm_rulebooks')
			.flatMap(({ fields }) => fields);
		expect(shown.filter((field) => priced.includes(field))).toEqual([]);
	});

	it('keeps reviewers’ answers out of the hands of those who draw up contracts (REV-05)', () => {
		const drafting = all.filter(
			({ role, collection, action }) =>
				(role === 'salesperson' || role === 'business-head') && collection === 'crm_contract_reviews' && action !== 'read',
		);
		expect(drafting.length).toBeGreaterThan(0);
		for (const { fields } of drafting) expect(fields).not.toContain('capable');
	});

	it('shows the ledger to the auditor and the general manager only', () => {
		const seeing = all.filter(({ collection }) => collection === 'crm_ledger' || collection === 'crm_command_comments');
		expect([...new Set(seeing.map(({ role }) => role))].sort()).toEqual(['auditor', 'general-manager']);
	});

	it('lets everybody asked to decide see the record, for every collection with approvals', () => {
		const subjects = processes
			.filter((process) => process.approvalRelation !== undefined && process.collection !== 'crm_rulebooks')
			.map((process) => process.collection);
		for (const role of roleKeys) {
			for (const collection of subjects) expect(fieldsRead(role, collection), `${role} ${collection}`).toContain('id');
		}
	});
});
