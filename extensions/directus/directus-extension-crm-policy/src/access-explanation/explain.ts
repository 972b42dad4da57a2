import { isDirectusError } from '@directus/errors';
import type { Accountability } from '@directus/types';
import { ruleInWords } from '@crm-policy/seeds/departments/rule-words';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import type { Locale } from '@crm-policy/rules/words/text';
import type { Work } from '../engine/context.js';
import { readRule, resolveRule } from '../engine/row-rules.js';
import { firstOf, rowsOf } from '../engine/rows.js';

/** One part of a rule: what it says, and whether it holds for this person and this record. */
export interface RulePart {
	readonly words: string;
	readonly holds: boolean;
	/** How the parts below make up this one; none where it is a single condition. */
	readonly of: 'all' | 'any' | null;
	readonly parts: readonly RulePart[];
}

/** What one access policy of the person says about reading the collection. */
export interface PolicyAnswer {
	readonly id: string;
	readonly name: string;
	readonly administrator: boolean;
	/** Absent where the policy gives no right to read the collection at all. */
	readonly rule: RulePart | null;
	readonly fields: readonly string[];
}

export interface Explanation {
	/** What the host really answers this person. */
	readonly visible: boolean;
	readonly fields: readonly string[];
	readonly policies: readonly PolicyAnswer[];
	/** What would let them see it, each enough by itself; empty where they see it or no rule speaks of the collection. */
	readonly needed: readonly string[];
}

interface PolicyRow {
	readonly id: string;
	readonly name: string;
	readonly admin_access: unknown;
}

/** The person as the host sees them: role with those it inherits from, and every policy that comes with it. */
async function standingOf(work: Work, user: string): Promise<{ accountability: Accountability; policies: readonly PolicyRow[] } | null> {
	const { trx } = work;
	const person = await firstOf<{ role: string | null }>(trx('directus_users').where({ id: user }).select('role').first());
	if (person === undefined) return null;
	const parents = new Map(
		(await rowsOf<{ id: string; parent: string | null }>(trx('directus_roles').select('id', 'parent'))).map(({ id, parent }) => [
			id,
			parent,
		]),
	);
	const roles: string[] = [];
	for (let role = person.role; role !== null && !roles.includes(role); role = parents.get(role) ?? null) roles.push(role);
	const policies = await rowsOf<PolicyRow>(
		trx('directus_policies')
			.whereIn(
				'id',
				trx('directus_access')
					.select('policy')
					.whereIn('role', roles)
					.orWhere({ user })
					// What is open to everybody is open to them.
					.orWhere((anybody) => void anybody.whereNull('role').whereNull('user')),
			)
			.orderBy('name')
			.select('id', 'name', 'admin_access'),
	);
	const admin = policies.some(({ admin_access }) => Boolean(admin_access));
	return { accountability: { user, role: person.role, roles, admin, app: true, ip: null }, policies };
}

/** Evaluates parts of rules as the host does: its own reading of the variables, its own query for the rest. */
class Evaluation {
	constructor(
		private readonly work: Work,
		private readonly accountability: Accountability,
		private readonly policies: readonly string[],
		private readonly collection: string,
		private readonly id: string,
		private readonly locale: Locale,
	) {}

	private items(collection: string) {
		return new this.work.host.services.ItemsService(collection, { knex: this.work.trx, schema: this.work.schema, accountability: null });
	}

	private async holds(filter: Filter): Promise<boolean> {
		const own = { id: { _eq: this.id } };
		const condition = await resolveRule(filter, this.accountability, this.policies, (collection) => this.items(collection));
		const rows = await this.items(this.collection).readByQuery({
			fields: ['id'],
			limit: 1,
			filter: condition === null || Object.keys(filter).length === 0 ? own : { _and: [own, condition] },
		});
		return rows.length === 1;
	}

	async part(filter: Filter): Promise<RulePart> {
		const words = ruleInWords(this.collection, filter, this.locale);
		const entries = Object.entries(filter);
		const [only] = entries;
		if (entries.length === 1 && only !== undefined && (only[0] === '_and' || only[0] === '_or') && Array.isArray(only[1])) {
			const parts: RulePart[] = [];
			for (const inner of only[1] as readonly Filter[]) parts.push(await this.part(inner));
			return { words, of: only[0] === '_and' ? 'all' : 'any', parts, holds: await this.holds(filter) };
		}
		return { words, of: null, parts: [], holds: await this.holds(filter) };
	}
}

/** Single conditions that do not hold, where one of them would be enough; the whole, where several would be needed together. */
function missing({ holds, of, parts, words }: RulePart): readonly string[] {
	if (holds) return [];
	return of === 'any' ? parts.flatMap(missing) : [words];
}

/**
 * Why somebody sees a record or not: what the host really answers them, and each rule that speaks of it, part by part.
 * Returns null where there is no such person.
 */
export async function explainAccess(work: Work, user: string, collection: string, id: string, locale: Locale): Promise<Explanation | null> {
	const standing = await standingOf(work, user);
	if (standing === null) return null;
	const { accountability, policies } = standing;
	const asThem = new work.host.services.ItemsService(collection, { knex: work.trx, schema: work.schema, accountability });
	let fields: readonly string[] = [];
	try {
		fields = Object.keys(await asThem.readOne(id, { fields: ['*'] })).sort();
	} catch (error) {
		if (!isDirectusError(error)) throw error;
	}
	const visible = fields.length > 0;

	const permissions = await rowsOf<{ policy: string; permissions: unknown; fields: string | null }>(
		work
			.trx('directus_permissions')
			.whereIn(
				'policy',
				policies.map((policy) => policy.id),
			)
			.where({ collection, action: 'read' })
			.orderBy('id')
			.select('policy', 'permissions', 'fields'),
	);
	const evaluation = new Evaluation(
		work,
		accountability,
		policies.map((policy) => policy.id),
		collection,
		id,
		locale,
	);
	const answers: PolicyAnswer[] = [];
	for (const policy of policies) {
		const permission = permissions.find((candidate) => candidate.policy === policy.id);
		answers.push({
			id: policy.id,
			name: policy.name,
			administrator: Boolean(policy.admin_access),
			rule: permission === undefined ? null : await evaluation.part(readRule(permission.permissions)),
			fields: permission?.fields?.split(',') ?? [],
		});
	}
	return { visible, fields, policies: answers, needed: visible ? [] : answers.flatMap(({ rule }) => (rule === null ? [] : missing(rule))) };
}
