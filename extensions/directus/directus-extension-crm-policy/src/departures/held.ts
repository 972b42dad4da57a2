import { deciders, standsOnASide } from '@crm-policy/rules/approval/eligibility';
import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { HeldItem } from '@crm-policy/rules/departures/departure';
import type { Person } from '@crm-policy/rules/organisation/people';
import { holdingsOf } from '@crm-policy/rules/process/holdings';
import { processes } from '@crm-policy/rules/processes';
import { notAboutReader } from '@crm-policy/seeds/departments/complaint-rows';
import type { Knex } from 'knex';
import { findAskedTasks } from '../approval/open-tasks.js';
import { decodeRow, type Row } from '../engine/codec.js';
import { rowsOf } from '../engine/rows.js';

/** What a hand-over may carry at once. Beyond it, it is done again for the rest. */
const most = 5000;

/** What people call a record, by its collection. */
export type TitleOf = (collection: string, row: Readonly<Row>) => string;

/** Collections of which not everybody who sees a hand-over may read the words: a complaint can be about them (CMP-20). */
const discreet = new Set(Object.keys(notAboutReader).filter((collection) => !collection.startsWith('crm_approval')));

/** What a receipt calls a record: as people do, or by its number alone where the words could tell somebody that they are meant. */
const nameOn = (collection: string, row: Readonly<Row>, titleOf: TitleOf): string =>
	discreet.has(collection) ? String(row['number'] ?? row['id']) : titleOf(collection, row);

/** Everything declared as held by people, in the order of the processes. */
const declared = processes.flatMap((process) => holdingsOf(process).map((holding) => ({ collection: process.collection, ...holding })));

/** Every record a person answers for, as the processes declare it: one query per declaration, whatever the number of records. */
export async function heldBy(trx: Knex, person: string, titleOf: TitleOf): Promise<readonly Omit<HeldItem, 'fits'>[]> {
	const held: Omit<HeldItem, 'fits'>[] = [];
	for (const { collection, field, states, leaving } of declared) {
		const left = most - held.length;
		if (left <= 0) break;
		const rows = await rowsOf(
			trx(collection)
				.where({ [field]: person })
				.whereIn('status', [...states])
				.orderBy('id')
				.limit(left),
		);
		for (const raw of rows) {
			const row = decodeRow(collection, raw);
			held.push({
				collection,
				id: String(row['id']),
				field,
				status: String(row['status']),
				title: nameOn(collection, row, titleOf),
				leaving,
			});
		}
	}
	return held;
}

/** How many records a person answers for; enough to refuse, without reading them. */
export async function countHeld(trx: Knex, person: string): Promise<number> {
	let count = 0;
	for (const { collection, field, states } of declared) {
		const [row] = await rowsOf<{ held: number | string }>(
			trx(collection)
				.where({ [field]: person })
				.whereIn('status', [...states])
				.count({ held: '*' }),
		);
		count += Number(row?.held ?? 0);
	}
	return count;
}

/** Which of these tasks the successor may decide: the same pure rules the decision itself will obey. */
export async function tasksFor(
	trx: Knex,
	ids: readonly string[],
	successor: string | null,
	people: readonly Person[],
	now: string,
	timeZone: string,
): Promise<ReadonlySet<string>> {
	if (ids.length === 0 || successor === null) return new Set();
	const tasks = (await rowsOf(trx('crm_approval_tasks').whereIn('id', ids))).map(
		(row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow,
	);
	const about = tasks.map(({ approval }) => approval);
	const approvals = await rowsOf<Pick<ApprovalRow, 'id' | 'started_by' | 'barred'>>(
		trx('crm_approvals').whereIn('id', about).select('id', 'started_by', 'barred'),
	);
	const decided = await rowsOf<TaskRow>(
		trx('crm_approval_tasks')
			.whereIn('approval', about)
			.where({ status: 'decided' })
			.select('approval', 'status', 'decided_by', 'on_behalf_of'),
	);
	const day = localDay(now, timeZone);
	return new Set(
		tasks.flatMap((task) => {
			const approval = approvals.find(({ id }) => id === task.approval);
			if (approval === undefined) return [];
			const taken = standsOnASide(
				approval,
				decided.filter((other) => other.approval === task.approval),
			);
			const fit = deciders({ ...task, assignee: successor }, people, taken, day).some(({ person }) => person === successor);
			return fit ? [task.id] : [];
		}),
	);
}

/** A record that waits for a decision. */
export interface Waiting {
	readonly collection: string;
	readonly id: string;
	readonly title: string;
}

/** Records with an open step that nobody could decide any more if this person were gone; the clock would pass them to the last resort. */
export async function strandedWithout(
	database: Knex,
	person: string,
	now: string,
	titleOf: TitleOf,
	limit: number,
): Promise<readonly Waiting[]> {
	const asked = await findAskedTasks(database, now, { states: ['open'], most: 10_000 });
	const approvals = asked
		.filter(({ deciders: able }) => able.length > 0 && able.every((decider) => decider.person === person || decider.onBehalfOf === person))
		.map(({ approval }) => approval.id);
	const rows = await rowsOf<{ subject_collection: string; subject_id: string }>(
		database('crm_approvals').whereIn('id', approvals).orderBy('id').limit(limit).select('subject_collection', 'subject_id'),
	);
	const titles = new Map<string, string>();
	for (const collection of new Set(rows.map(({ subject_collection }) => subject_collection))) {
		const ids = rows.filter(({ subject_collection }) => subject_collection === collection).map(({ subject_id }) => subject_id);
		for (const raw of await rowsOf(database(collection).whereIn('id', ids))) {
			const row = decodeRow(collection, raw);
			titles.set(`${collection}/${String(row['id'])}`, nameOn(collection, row, titleOf));
		}
	}
	return rows.map(({ subject_collection: collection, subject_id: id }) => ({
		collection,
		id,
		title: titles.get(`${collection}/${id}`) ?? id,
	}));
}
