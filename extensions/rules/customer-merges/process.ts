import { z } from 'zod';
import { changeOf } from '../customers/change.js';
import { choicesInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration } from '../process/declaration.js';
import type { Effect, Row } from '../process/effect.js';
import { mostReferences, takableFields, type MergedCustomer, type MergeTypes, type MovedPlace } from './merge.js';
import { mergeWords as words } from './words.js';

type MergeCase = Case<MergeTypes>;

const guard = defineGuard<MergeTypes>();

/** Where a refusal lists records, it lists this many. */
const listed = 20;

const survivorIsNamed = guard({
	rule: 'survivor-missing',
	clause: 'CUS-10',
	text: words.survivorMissing,
	needs: ['survivor'],
	check: ({ facts }) => (facts.survivor === null ? [{ field: 'survivor' }] : []),
});

const duplicateIsNamed = guard({
	rule: 'duplicate-missing',
	clause: 'CUS-10',
	text: words.duplicateMissing,
	needs: ['duplicate'],
	check: ({ facts }) => (facts.duplicate === null ? [{ field: 'duplicate' }] : []),
});

const theyAreTwo = guard({
	rule: 'same-record',
	clause: 'CUS-10',
	text: words.sameRecord,
	needs: [],
	check: ({ row }) => (row.survivor !== null && row.survivor === row.duplicate ? [{ field: 'duplicate' }] : []),
});

const neitherIsMerged = guard({
	rule: 'merged-already',
	clause: 'CUS-10',
	text: words.alreadyMerged,
	needs: ['survivor', 'duplicate'],
	check: ({ facts }) =>
		(['survivor', 'duplicate'] as const).flatMap((field) => {
			const customer = facts[field];
			return (customer?.merged_into ?? null) === null ? [] : [{ field, values: { customer: customer?.name ?? '' } }];
		}),
});

const survivorIsInUse = guard({
	rule: 'survivor-archived',
	clause: 'REC-03',
	text: words.survivorArchived,
	needs: ['survivor'],
	check: ({ facts: { survivor } }) =>
		survivor?.status === 'archived' && (survivor.merged_into ?? null) === null
			? [{ field: 'survivor', values: { customer: survivor.name } }]
			: [],
});

const nobodyVetsTheDuplicate = guard({
	rule: 'duplicate-in-vetting',
	clause: 'NEW-01',
	text: words.duplicateInVetting,
	needs: ['duplicate'],
	check: ({ facts: { duplicate } }) =>
		duplicate?.status === 'vetting' ? [{ field: 'duplicate', values: { customer: duplicate.name } }] : [],
});

/** A customer is selected by its vetting; a merge makes nobody one who is not. */
const theSelectedIsKept = guard({
	rule: 'survivor-not-selected',
	clause: 'NEW-05',
	text: words.survivorNotSelected,
	needs: ['survivor', 'duplicate'],
	check: ({ facts: { survivor, duplicate } }) =>
		survivor !== null &&
		duplicate !== null &&
		['prospect', 'vetting'].includes(survivor.status) &&
		['active', 'dormant'].includes(duplicate.status)
			? [{ field: 'survivor', values: { survivor: survivor.name, duplicate: duplicate.name } }]
			: [],
});

const nothingIsBeingDecided = guard({
	rule: 'settle-first',
	clause: 'REV-03',
	text: words.settleFirst,
	needs: ['references'],
	check: ({ facts }) =>
		facts.references
			.filter(({ fate }) => fate === 'settle')
			.slice(0, listed)
			.map(({ title, id }) => ({ values: { title: title ?? id } })),
});

const itCanBeCarried = guard({
	rule: 'too-much-to-merge',
	clause: 'CUS-11',
	text: words.tooMany,
	needs: ['references'],
	check: ({ facts }) => (facts.references.length > mostReferences ? [{ field: 'duplicate', values: { most: mostReferences } }] : []),
});

const neitherWasMergedOn = guard({
	rule: 'merged-on',
	clause: 'CUS-11',
	text: words.mergedOn,
	needs: ['survivor'],
	check: ({ facts: { survivor } }) =>
		(survivor?.merged_into ?? null) === null ? [] : [{ field: 'survivor', values: { customer: survivor?.name ?? '' } }],
});

const duplicateIsStillTheirs = guard({
	rule: 'not-merged',
	clause: 'CUS-11',
	text: words.notTheirs,
	needs: ['survivor', 'duplicate'],
	check: ({ row, facts: { survivor, duplicate } }) =>
		// Where the survivor was merged on, that is said instead.
		(survivor?.merged_into ?? null) !== null || duplicate?.merged_into === row.survivor ? [] : [{ field: 'duplicate' }],
});

type Place = Pick<MovedPlace, 'collection' | 'id' | 'field'>;

/** One effect for each column, however many rows. */
function repoint(places: readonly Place[], to: string): readonly Effect[] {
	const columns = new Map<string, { readonly collection: string; readonly field: string; readonly ids: string[] }>();
	for (const { collection, id, field } of places) {
		const key = `${collection}.${field}`;
		const column = columns.get(key) ?? { collection, field, ids: [] };
		column.ids.push(id);
		columns.set(key, column);
	}
	return [...columns.values()].map(({ collection, field, ids }) => ({ kind: 'updateAll', collection, ids, patch: { [field]: to } }));
}

/** Whom it concerns: who answers for either record. */
const ownersOf = (...customers: readonly MergedCustomer[]) =>
	[...new Set(customers.flatMap(({ owner }) => (owner === null ? [] : [owner])))].map((user) => ({ user }));

const pick = (customer: MergedCustomer, fields: readonly string[]): Row =>
	Object.fromEntries(fields.map((field) => [field, customer[field] ?? null]));

/** What the survivor keeps of its own is left out, so that what is said to be taken is what changed. */
function takenFrom({ input, facts: { survivor, duplicate } }: MergeCase): readonly string[] {
	const asked = (input['take'] ?? []) as readonly string[];
	return [...new Set(asked)].filter((field) => (survivor?.[field] ?? null) !== (duplicate?.[field] ?? null));
}

function merge(subject: MergeCase): readonly Effect[] {
	const { row, facts, now, actor, newId, rulebook } = subject;
	const { survivor, duplicate, references } = facts;
	if (survivor === null || duplicate === null) return [];
	const taken = takenFrom(subject);
	const moving = references.filter(({ fate }) => fate === 'moves');
	return [
		{
			kind: 'set',
			patch: {
				taken,
				before: pick(survivor, taken),
				duplicate_was: duplicate.status,
				merged_at: now,
				merged_by: actor.id,
				moved: moving.length,
				stayed: references.length - moving.length,
			},
		},
		...references.map(({ collection, id, field, fate }): Effect => ({
			kind: 'insert',
			collection: 'crm_customer_merge_items',
			row: {
				id: newId(),
				merge: row.id,
				subject_collection: collection,
				subject_id: id,
				field,
				outcome: fate === 'moves' ? 'moved' : 'stayed',
			},
		})),
		...repoint(moving, survivor.id),
		// Even where nothing is taken: a record whose parts have changed has another revision.
		{ kind: 'update', collection: 'crm_customers', id: survivor.id, patch: pick(duplicate, taken) },
		{ kind: 'update', collection: 'crm_customers', id: duplicate.id, patch: { status: 'archived', merged_into: survivor.id } },
		...changeOf({ customer: { ...survivor, ...pick(duplicate, taken) }, fields: taken, by: actor.id, at: now, rulebook, newId, who: null }),
		{
			kind: 'notify',
			to: ownersOf(survivor, duplicate),
			except: actor.id,
			subject: words.mergedSubject,
			body: words.mergedBody,
			values: { survivor: survivor.name, duplicate: duplicate.name },
		},
	];
}

function undo({ row, facts, now, actor, newId, rulebook }: MergeCase): readonly Effect[] {
	const { survivor, duplicate, moved } = facts;
	if (survivor === null || duplicate === null) return [];
	const before = row.before ?? {};
	// Nobody could edit the duplicate meanwhile: what was taken still stands in it, and what differs was changed since.
	const restored = (row.taken ?? []).filter(
		(field) => Object.hasOwn(before, field) && (survivor[field] ?? null) === (duplicate[field] ?? null),
	);
	const returning = moved.filter(({ returns }) => returns);
	const left = moved.filter(({ returns }) => !returns);
	const settled = (items: readonly MovedPlace[], outcome: 'returned' | 'left'): readonly Effect[] =>
		items.length === 0
			? []
			: [{ kind: 'updateAll', collection: 'crm_customer_merge_items', ids: items.map(({ item }) => item), patch: { outcome } }];
	const values = Object.fromEntries(restored.map((field) => [field, before[field]]));
	return [
		{
			kind: 'set',
			patch: {
				undone_at: now,
				undone_by: actor.id,
				returned: returning.length,
				left_moved: left.length,
				left_taken: (row.taken ?? []).filter((field) => !restored.includes(field)),
			},
		},
		...repoint(returning, duplicate.id),
		...settled(returning, 'returned'),
		...settled(left, 'left'),
		{ kind: 'update', collection: 'crm_customers', id: survivor.id, patch: values },
		{ kind: 'update', collection: 'crm_customers', id: duplicate.id, patch: { status: row.duplicate_was, merged_into: null } },
		...changeOf({ customer: { ...survivor, ...values }, fields: restored, by: actor.id, at: now, rulebook, newId, who: null }),
		{
			kind: 'notify',
			to: ownersOf(survivor, duplicate),
			except: actor.id,
			subject: words.undoneSubject,
			body: words.undoneBody,
			values: { survivor: survivor.name, duplicate: duplicate.name },
		},
	];
}

/** The one custodian of the archive (CUS-04). */
const custodian: CommandDeclaration<MergeTypes>['by'] = ['information-administrator'];

/** Two records of one customer become one, without losing what happened with either (CUS-10, CUS-11, CUS-13). */
export const customerMergeProcess = defineProcess<MergeTypes>()({
	name: 'customer-merges',
	collection: 'crm_customer_merges',
	label: words.merge,
	initial: 'proposed',
	states: {
		proposed: { label: words.states.proposed, kind: 'draft' },
		merged: { label: words.states.merged, kind: 'in-force' },
		undone: { label: words.states.undone, kind: 'ended' },
	},
	commands: {
		merge: {
			label: words.doMerge,
			note: words.doMergeNote,
			tone: 'primary',
			from: ['proposed'],
			to: 'merged',
			by: custodian,
			byClause: 'CUS-04',
			comment: 'required',
			input: z.object({ take: choicesInput(words.take, takableFields).optional() }),
			guards: [
				survivorIsNamed,
				duplicateIsNamed,
				theyAreTwo,
				neitherIsMerged,
				survivorIsInUse,
				nobodyVetsTheDuplicate,
				theSelectedIsKept,
				nothingIsBeingDecided,
				itCanBeCarried,
			],
			effects: merge,
		},
		undo: {
			label: words.undo,
			note: words.undoNote,
			tone: 'danger',
			from: ['merged'],
			to: 'undone',
			by: custodian,
			byClause: 'CUS-04',
			comment: 'required',
			guards: [neitherWasMergedOn, duplicateIsStillTheirs],
			needs: ['moved'],
			effects: undo,
		},
	},
	governed: [
		'taken',
		'before',
		'duplicate_was',
		'merged_at',
		'merged_by',
		'moved',
		'stayed',
		'undone_at',
		'undone_by',
		'returned',
		'left_moved',
		'left_taken',
	],
	setOnce: ['owner', 'department'],
	editable: [{ states: ['proposed'], fields: '*' }],
	editClause: 'CUS-04',
	children: [],
	// A proposal is work left undone; what is merged is the archive's, though it can still be undone.
	holdings: [{ field: 'owner', states: ['proposed'], leaving: { by: 'transfer' } }],
	deletable: true,
});
