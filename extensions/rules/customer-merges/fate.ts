import type { AnyProcess } from '../processes.js';

/**
 * What becomes of a record that names the duplicate: it follows the survivor, it stays where it is, or it has to be settled before. What was
 * reviewed and approved names its customer, and an approval is about what was read: such a record stays, so that its hash goes on to agree.
 */
export type Fate = 'moves' | 'stays' | 'settle';

/** A process under whose approval a column is, with the column of the row that points at the reviewed record where the row is a part of it. */
export interface Reviewing {
	readonly process: Pick<AnyProcess, 'collection' | 'states' | 'editable' | 'children' | 'setOnce'>;
	readonly parent: string | null;
}

/** What was done to a record itself is said of that record for good. */
export const aboutTheRecord: readonly string[] = [
	'crm_customer_changes',
	'crm_customer_classes',
	'crm_customer_verifications',
	'crm_customer_merges',
];

/** The process whose approvals read this column; nothing where no approval does. */
export function reviewingOf(processes: readonly AnyProcess[], collection: string, field: string): Reviewing | null {
	for (const process of processes) {
		if (process.reviewed === undefined) continue;
		if (process.collection === collection && process.reviewed.fields.includes(field)) return { process, parent: null };
		const child = process.reviewed.children.find((declared) => declared.collection === collection && declared.fields.includes(field));
		if (child !== undefined) return { process, parent: child.parent };
	}
	return null;
}

function statesOf({ process, parent }: Reviewing, collection: string, field: string): readonly string[] {
	const windows =
		parent === null ? process.editable : (process.children.find((declared) => declared.collection === collection)?.editable ?? []);
	const named = windows.filter(({ fields }) => fields !== '*' && fields.includes(field));
	return (named.length > 0 ? named : windows.filter(({ fields }) => fields === '*')).flatMap(({ states }) => states);
}

/**
 * @param state the state of the reviewed record: of the row itself, or of the record it is a part of
 */
export function fateOf(reviewing: Reviewing | null, collection: string, field: string, state: string | null): Fate {
	if (aboutTheRecord.includes(collection)) return 'stays';
	if (reviewing === null || state === null) return 'moves';
	const { process, parent } = reviewing;
	if (process.states[state]?.kind === 'waiting') return 'settle';
	if (parent === null && process.setOnce.includes(field)) return 'stays';
	return statesOf(reviewing, collection, field).includes(state) ? 'moves' : 'stays';
}
