import type { Effect } from '../process/effect.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../words/text.js';
import { customerFieldLabels } from './fields.js';
import { historyWords as words } from './history-words.js';

/** A change of particulars that has been written: of whom, what, by whom and when. */
export interface Change {
	readonly customer: Readonly<Record<string, unknown>>;
	readonly fields: readonly string[];
	readonly by: string | null;
	/** ISO 8601 instant in UTC. */
	readonly at: string;
	readonly rulebook: Pick<Rulebook, 'customers'>;
	readonly newId: () => string;
	/** The name of whoever changed it, where it is known. */
	readonly who: string | null;
}

const labelOf = (field: string): Text =>
	field === 'contacts' ? words.contacts : (customerFieldLabels[field] ?? { 'en-US': field, 'zh-CN': field });

const listOf = (labels: readonly Text[]): Text => ({
	'en-US': labels.map((label) => label['en-US']).join(', '),
	'zh-CN': labels.map((label) => label['zh-CN']).join('、'),
});

type Kept = Extract<Effect, { kind: 'insert' | 'notify' }>;

/** Keeps a change and tells the departments concerned which fields it was; never the values, which not all of them see (CUS-06, CUS-07). */
export function changeOf({ customer, fields, by, at, rulebook, newId, who }: Change): readonly Kept[] {
	if (fields.length === 0) return [];
	const concerned = rulebook.customers.changes
		.map((rule) => ({ ...rule, fields: fields.filter((field) => rule.fields.includes(field)) }))
		.filter((rule) => rule.fields.length > 0);
	const owner = (customer['owner'] ?? null) as string | null;
	return [
		{
			kind: 'insert',
			collection: 'crm_customer_changes',
			row: {
				id: newId(),
				customer: customer['id'],
				fields,
				told: [...new Set(concerned.flatMap(({ roles }) => roles))],
				changed_by: by,
				changed_at: at,
			},
		},
		...concerned.map((rule): Kept => ({
			kind: 'notify',
			to: [...rule.roles.map((role) => ({ role })), ...(rule.owner && owner !== null ? [{ user: owner }] : [])],
			except: by,
			subject: words.changedSubject,
			body: words.changedBody,
			values: { customer: String(customer['name']), who: who ?? words.somebody, fields: listOf(rule.fields.map(labelOf)) },
		})),
	];
}
