import type { Accountability, EventContext, RegisterFunctions } from '@directus/types';
import { contentHash } from '@crm-policy/rules/canonical/content';
import type { MovedRecord } from '@crm-policy/rules/ledger/chain';
import { strayGovernedField } from '@crm-policy/rules/ledger/governed-digest';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Violation } from '@crm-policy/rules/process/violation';
import type { Knex } from 'knex';
import { decodeRow, kindOf, type Row } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { editableProcess, editableStates, gatedCollections, governedChild, isEngineWritten } from './governed.js';
import { governedFieldViolation, notDeletableViolation, notEditableViolation, refusal } from './refuse.js';

interface Activity {
	readonly action: string;
	readonly collection: string;
	readonly item: string;
	readonly user: string | null;
}

const gated = new Set(gatedCollections);

/**
 * The gate after the write and before the commit (ring four): it sees what is really in the row, also when a Flow replaced the
 * payload or a service emitted no events, and rolls everything back by throwing. Commands do not pass here; they write no activity.
 */
export function registerAfterWrite({ filter }: Pick<RegisterFunctions, 'filter'>, host: Host): void {
	filter('activity.create', async (payload, _meta, context) => {
		const activity = payload as Activity;
		if (gated.has(activity.collection) && ['create', 'update', 'delete'].includes(activity.action)) await check(host, activity, context);
		return payload;
	});
}

async function check(host: Host, { action, collection, item, user }: Activity, { database }: EventContext): Promise<void> {
	// An activity names the person only; that is all the language of a refusal depends on.
	const writer: Accountability | null = user === null ? null : { user, role: null, roles: [], admin: false, app: false, ip: null };
	const refuse = async (violation: Violation): Promise<never> => {
		throw await refusal(database, writer, { collection, id: item }, [violation]);
	};
	if (isEngineWritten(collection)) await refuse(governedFieldViolation(collection, 'status', undefined));

	const process = editableProcess(collection);
	if (process !== undefined) {
		if (action === 'delete') {
			const entered = await firstOf(database('crm_ledger').where({ collection, item }).select('seq').first());
			if (entered !== undefined) await refuse(notDeletableViolation(process));
			return;
		}
		const row = await readRow(database, collection, item);
		if (row === undefined) return;
		const field = await stray(database, process, row);
		if (field !== null) await refuse(governedFieldViolation(collection, field, process));
		await refuseChangedContent(host, database, process, row, collection, refuse);
	}

	const child = governedChild(collection);
	if (child === undefined || action === 'delete') return;
	const own = await readRow(database, collection, item);
	const parentId = own?.[child.child.parent];
	if (typeof parentId !== 'string') return;
	const parent = await readRow(database, child.parent.collection, parentId);
	if (parent !== undefined) await refuseChangedContent(host, database, child.parent, parent, collection, refuse);
}

async function readRow(database: Knex, collection: string, id: string): Promise<Row | undefined> {
	const raw = await firstOf(database(collection).where({ id }).first());
	return raw === undefined ? undefined : decodeRow(collection, raw);
}

/** The digest that the ledger entry a record names has for it, compared with the record as it is. */
async function stray(database: Knex, process: AnyProcess, row: Row): Promise<string | null> {
	const { collection } = process;
	const seq = row['ledger'] as number | null;
	const entry = seq === null ? undefined : await firstOf(database('crm_ledger').where({ seq }).select('moved').first());
	const moved = entry === undefined ? [] : (decodeRow('crm_ledger', entry)['moved'] as readonly MovedRecord[]);
	const recorded = moved.find((record) => record.collection === collection && record.item === row['id']);
	return strayGovernedField(process, row, recorded?.digest ?? null, kindOf);
}

/** Outside its draft a reviewed record still has the content that was submitted, whichever of its rows was written. */
async function refuseChangedContent(
	host: Host,
	database: Knex,
	process: AnyProcess,
	row: Row,
	written: string,
	refuse: (violation: Violation) => Promise<never>,
): Promise<void> {
	const { reviewed } = process;
	const state = String(row['status']);
	const states = editableStates(process.editable, '');
	if (reviewed === undefined || states.includes(state)) return;
	const approvals = await rowsOf<{
		subject_hash: string;
		result_hash: string | null;
		subject_collection: string;
	}>(
		database('crm_approvals')
			.where(process.approvalRelation ?? 'subject_id', String(row['id']))
			.orderBy('started_at', 'desc')
			.select('subject_hash', 'result_hash', 'subject_collection'),
	);
	if (approvals.length === 0) return;
	const work = await startWork(host, database, await host.getSchema());
	const present = contentHash(await loadContent(work, process, row));
	const covered = approvals.some(
		(approval) => (approval.subject_collection === process.collection ? approval.subject_hash : approval.result_hash) === present,
	);
	if (!covered) await refuse(notEditableViolation(written, reviewed.fields[0] ?? 'status', process, state, states));
}
