import { ForbiddenError } from '@directus/errors';
import type { EventContext, RegisterFunctions } from '@directus/types';
import type { Violation } from '@crm-policy/rules/process/violation';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { canonicalValue } from '@crm-policy/rules/canonical/content';
import type { Knex } from 'knex';
import { decodeRow, hasColumn, kindOf, type Row } from '../engine/codec.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { readable, type VisibilityHost } from './visibility.js';
import {
	citedProcess,
	columnsIn,
	editableProcess,
	editableStates,
	gatedCollections,
	governedChild,
	isEngineWritten,
	referencesOf,
	type GovernedChild,
} from './governed.js';
import { governedFieldViolation, notDeletableViolation, notEditableViolation, refusal } from './refuse.js';

type Payload = Record<string, unknown>;

const keysOf = (keys: unknown): readonly string[] => [
	...new Set((Array.isArray(keys) ? keys : [keys]).filter((key) => key !== undefined && key !== null).map(String)),
];

const governedFields = (process: AnyProcess): readonly string[] => ['status', 'revision', ...process.governed];

const same = (collection: string, field: string, a: unknown, b: unknown): boolean => {
	try {
		const kind = kindOf(collection, field);
		return JSON.stringify(canonicalValue(a, kind)) === JSON.stringify(canonicalValue(b, kind));
	} catch {
		// A value that is not even of the column's kind is not the value the row has.
		return false;
	}
};

/** The id a relational value names, whether it is written as an id or as an object with one. */
const idIn = (value: unknown): string | null => {
	if (typeof value === 'string') return value;
	if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
	return null;
};

async function rowsById(
	knex: Knex,
	collection: string,
	keys: readonly string[],
	columns: readonly string[] | '*' = '*',
): Promise<readonly Row[]> {
	const rows = await rowsOf(
		knex(collection)
			.whereIn('id', keys)
			.select(...(columns === '*' ? ['*'] : columns)),
	);
	return rows.map((row) => decodeRow(collection, row));
}

/** The gate before ordinary writes: a plain refusal that cites the clause, for administrators as for everybody (ring three). */
export function registerBeforeWrite({ filter }: Pick<RegisterFunctions, 'filter'>, host: VisibilityHost): void {
	for (const collection of gatedCollections) {
		filter(`${collection}.items.create`, (payload, _meta, context) => beforeCreate(host, collection, payload as Payload, context));
		filter(`${collection}.items.update`, (payload, meta, context) =>
			beforeUpdate(host, collection, payload as Payload, keysOf(meta['keys']), context),
		);
		filter(`${collection}.items.delete`, (payload, _meta, context) => beforeDelete(host, collection, keysOf(payload), context));
		filter(`${collection}.items.promote`, async (_payload, _meta, { database, accountability }) => {
			throw await refusal(database, accountability, { collection, id: null }, [
				governedFieldViolation(collection, 'status', citedProcess(collection)),
			]);
		});
	}
}

async function refuseEngineWritten(collection: string, { database, accountability }: EventContext): Promise<void> {
	if (isEngineWritten(collection))
		throw await refusal(database, accountability, { collection, id: null }, [
			governedFieldViolation(collection, 'status', citedProcess(collection)),
		]);
}

/** A reference to a row the caller may not see is refused as if the row did not exist. */
async function refuseHiddenReferences(host: VisibilityHost, collection: string, payload: Payload, context: EventContext): Promise<void> {
	for (const { field, to } of referencesOf(collection)) {
		const id = idIn(payload[field]);
		if (id !== null && !(await readable(host, context, to, id))) throw new ForbiddenError();
	}
}

async function beforeCreate(host: VisibilityHost, collection: string, payload: Payload, context: EventContext): Promise<Payload> {
	await refuseEngineWritten(collection, context);
	const { database, accountability } = context;
	const process = editableProcess(collection);
	let next = { ...payload };
	if (process !== undefined) {
		const governed = governedFields(process);
		const initial: Readonly<Record<string, unknown>> = { status: process.initial, revision: 0 };
		const set = governed.filter((field) => field in payload && !same(collection, field, payload[field], initial[field] ?? null));
		if (set.length > 0) {
			throw await refusal(
				database,
				accountability,
				{ collection, id: null },
				set.map((field) => governedFieldViolation(collection, field, process)),
			);
		}
		next = Object.fromEntries(Object.entries(payload).filter(([field]) => !governed.includes(field)));
		await defaultOwner(process, next, context);
	}
	await refuseHiddenReferences(host, collection, next, context);
	const child = governedChild(collection);
	if (child !== undefined) {
		const parent = idIn(next[child.child.parent]);
		if (parent !== null) await refuseOutsideWindow(host, collection, child, next, [parent], context);
	}
	return next;
}

/** Everybody else's owner and department come from their permission's preset; an administrator's are filled in here. */
async function defaultOwner(process: AnyProcess, payload: Payload, { database, accountability }: EventContext): Promise<void> {
	if (accountability?.admin !== true || accountability.user === null || !process.setOnce.includes('owner')) return;
	payload['owner'] ??= accountability.user;
	if (payload['department'] !== undefined) return;
	const owner = await firstOf<{ crm_department: string | null }>(
		database('directus_users')
			.where({ id: payload['owner'] as string })
			.select('crm_department')
			.first(),
	);
	payload['department'] = owner?.crm_department ?? null;
}

async function beforeUpdate(
	host: VisibilityHost,
	collection: string,
	payload: Payload,
	keys: readonly string[],
	context: EventContext,
): Promise<Payload> {
	await refuseEngineWritten(collection, context);
	const process = editableProcess(collection);
	const child = governedChild(collection);
	let next = { ...payload };
	if (process !== undefined) {
		next = await withoutUnchangedGoverned(host, process, next, keys, context);
		await refuseOutsideOwnWindow(host, process, next, keys, context);
	}
	await refuseHiddenReferences(host, collection, next, context);
	if (child !== undefined) {
		const own = await rowsById(context.database, collection, keys, ['id', child.child.parent]);
		const target = idIn(next[child.child.parent]);
		const parents = own.map((row) => row[child.child.parent]).filter((id): id is string => typeof id === 'string');
		await refuseOutsideWindow(host, collection, child, next, [...new Set(target === null ? parents : [...parents, target])], context, keys);
	}
	return next;
}

/**
 * Takes governed fields whose value is unchanged out of a payload, because forms and reverts resend what they have. A change,
 * or a row the caller may not read, is refused in the same words, so that the refusal tells nothing about the row.
 */
async function withoutUnchangedGoverned(
	host: VisibilityHost,
	process: AnyProcess,
	payload: Payload,
	keys: readonly string[],
	context: EventContext,
): Promise<Payload> {
	const { collection } = process;
	const sent = [...governedFields(process), ...process.setOnce].filter((field) => field in payload);
	if (sent.length === 0) return payload;
	const rows = await rowsById(context.database, collection, keys);
	const visible =
		rows.length === keys.length && (await Promise.all(keys.map((key) => readable(host, context, collection, key)))).every(Boolean);
	const changed = sent.filter((field) => !visible || rows.some((row) => !same(collection, field, payload[field], row[field])));
	if (changed.length > 0) {
		throw await refusal(
			context.database,
			context.accountability,
			{ collection, id: keys[0] ?? null },
			changed.map((field) => governedFieldViolation(collection, field, process)),
		);
	}
	return Object.fromEntries(Object.entries(payload).filter(([field]) => !sent.includes(field)));
}

async function refuseOutsideOwnWindow(
	host: VisibilityHost,
	process: AnyProcess,
	payload: Payload,
	keys: readonly string[],
	context: EventContext,
): Promise<void> {
	const { collection } = process;
	const columns = columnsIn(collection, payload);
	if (columns.length === 0) return;
	const states = await rowsById(context.database, collection, keys, ['id', 'status']);
	const outside = (state: string): readonly string[] => columns.filter((field) => !editableStates(process.editable, field).includes(state));
	const suspects = states.filter((row) => outside(String(row['status'])).length > 0);
	if (suspects.length === 0) return;
	const full = await rowsById(
		context.database,
		collection,
		suspects.map((row) => String(row['id'])),
	);
	for (const row of full) {
		const state = String(row['status']);
		const changed = outside(state).filter((field) => !same(collection, field, payload[field], row[field]));
		if (changed.length === 0 || !(await readable(host, context, collection, String(row['id'])))) continue;
		throw await refusal(
			context.database,
			context.accountability,
			{ collection, id: String(row['id']) },
			changed.map((field) => notEditableViolation(collection, field, process, state, editableStates(process.editable, field))),
		);
	}
}

/** A child follows its parent: visible to the caller, and in a state in which these fields of the child may be edited. */
async function refuseOutsideWindow(
	host: VisibilityHost,
	collection: string,
	{ child, parent }: GovernedChild,
	payload: Payload,
	parents: readonly string[],
	context: EventContext,
	keys: readonly string[] = [],
): Promise<void> {
	const states = await rowsById(context.database, parent.collection, parents, ['id', 'status']);
	for (const id of parents) {
		const row = states.find((candidate) => candidate['id'] === id);
		if (row === undefined || !(await readable(host, context, parent.collection, id))) throw new ForbiddenError();
		const state = String(row['status']);
		const columns = columnsIn(collection, payload).filter((field) => field !== child.parent || keys.length > 0);
		const outside = (columns.length === 0 ? [child.parent] : columns).filter(
			(field) => !editableStates(child.editable, field).includes(state),
		);
		const changed = keys.length === 0 ? outside : await changedFields(context.database, collection, payload, outside, keys);
		if (changed.length === 0 || (keys.length === 0 && outside.length < columns.length)) continue;
		throw await refusal(
			context.database,
			context.accountability,
			{ collection, id: keys[0] ?? null },
			changed.map((field): Violation => notEditableViolation(collection, field, parent, state, editableStates(child.editable, field))),
		);
	}
}

async function changedFields(
	knex: Knex,
	collection: string,
	payload: Payload,
	fields: readonly string[],
	keys: readonly string[],
): Promise<readonly string[]> {
	if (fields.length === 0) return [];
	const rows = await rowsById(knex, collection, keys);
	return fields.filter(
		(field) => field in payload && rows.some((row) => !same(collection, field, idIn(payload[field]) ?? payload[field], row[field])),
	);
}

async function beforeDelete(
	host: VisibilityHost,
	collection: string,
	keys: readonly string[],
	context: EventContext,
): Promise<readonly string[]> {
	await refuseEngineWritten(collection, context);
	const process = editableProcess(collection);
	if (process !== undefined) {
		const numbered = hasColumn(collection, 'number');
		const rows = await rowsById(context.database, collection, keys, ['id', 'status', ...(numbered ? ['number'] : [])]);
		for (const row of rows) {
			const kept = !process.deletable || row['status'] !== process.initial || (row['number'] ?? null) !== null;
			if (kept && (await readable(host, context, collection, String(row['id'])))) {
				throw await refusal(context.database, context.accountability, { collection, id: String(row['id']) }, [
					notDeletableViolation(process),
				]);
			}
		}
	}
	const child = governedChild(collection);
	if (child !== undefined) {
		const own = await rowsById(context.database, collection, keys, ['id', child.child.parent]);
		const parents = [...new Set(own.map((row) => row[child.child.parent]).filter((id): id is string => typeof id === 'string'))];
		await refuseOutsideWindow(host, collection, child, {}, parents, context);
	}
	return keys;
}
