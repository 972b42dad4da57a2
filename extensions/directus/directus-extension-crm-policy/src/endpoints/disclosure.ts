import { isDirectusError } from '@directus/errors';
import type { Content, Difference } from '@crm-policy/rules/canonical/content';
import type { ReviewedContent } from '@crm-policy/rules/process/declaration';
import type { Caller, Work } from '../engine/context.js';

/** Fields of a record and of its children that a reader's own permissions show them; `null` is everything. */
export type Disclosure = ReadonlyMap<string, ReadonlySet<string>> | null;

/** The fields Directus gives this reader of one row, or none. */
async function fieldsShown(
	work: Work,
	caller: Caller,
	collection: string,
	filter: Readonly<Record<string, unknown>>,
): Promise<ReadonlySet<string>> {
	const items = new work.host.services.ItemsService(collection, {
		knex: work.trx,
		schema: work.schema,
		accountability: caller.accountability,
	});
	try {
		const [row] = await items.readByQuery({ filter, fields: ['*'], limit: 1 });
		return new Set(Object.keys(row ?? {}));
	} catch (error) {
		if (isDirectusError(error)) return new Set();
		throw error;
	}
}

/**
 * What of a record's reviewed content its reader may be shown. Snapshots and versions hold the whole content; a warehouse keeper
 * who signs a slip is shown the goods, not what they cost.
 */
export async function disclosureFor(
	work: Work,
	caller: Caller,
	collection: string,
	id: string,
	reviewed: ReviewedContent | undefined,
): Promise<Disclosure> {
	if (caller.accountability?.admin === true) return null;
	const shown = new Map([[collection, await fieldsShown(work, caller, collection, { id: { _eq: id } })]]);
	for (const child of reviewed?.children ?? []) {
		shown.set(child.collection, await fieldsShown(work, caller, child.collection, { [child.parent]: { _eq: id } }));
	}
	return shown;
}

const isShown = (disclosure: Disclosure, collection: string, field: string): boolean =>
	disclosure === null || (disclosure.get(collection)?.has(field) ?? false);

const shownOf = (disclosure: Disclosure, collection: string, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
	Object.fromEntries(Object.entries(row).filter(([field]) => isShown(disclosure, collection, field)));

/** The part of a content its reader may see. Files count as shown when the record itself is shown in full. */
export const disclosedContent = (disclosure: Disclosure, collection: string, content: Content): Content => ({
	fields: shownOf(disclosure, collection, content.fields),
	children: Object.fromEntries(
		Object.entries(content.children)
			.filter(([child]) => disclosure === null || (disclosure.get(child)?.size ?? 0) > 0)
			.map(([child, rows]) => [child, rows.map((row) => shownOf(disclosure, child, row))]),
	),
	files: disclosure === null || isShown(disclosure, collection, 'files') ? content.files : [],
});

/** The differences their reader may see; a child row that came or went is shown with its visible fields. */
export function disclosedDifferences(disclosure: Disclosure, collection: string, found: readonly Difference[]): readonly Difference[] {
	if (disclosure === null) return found;
	return found.flatMap((difference): readonly Difference[] => {
		const [first = '', second] = difference.field.split('.');
		if (second !== undefined) return isShown(disclosure, first, second) ? [difference] : [];
		if (!disclosure.has(first) || first === collection) return isShown(disclosure, collection, first) ? [difference] : [];
		if (disclosure.get(first)?.size === 0) return [];
		const shown = (row: unknown): unknown => (row === null ? null : shownOf(disclosure, first, row as Readonly<Record<string, unknown>>));
		return [{ field: first, before: shown(difference.before), after: shown(difference.after) }];
	});
}
