import { z } from 'zod';
import { ForbiddenError } from '@directus/errors';
import { deciders, standsOnASide } from '@crm-policy/rules/approval/eligibility';
import { stepPassed } from '@crm-policy/rules/approval/progress';
import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { approvalWords as words } from '@crm-policy/rules/approval/words';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { differences, type Content } from '@crm-policy/rules/canonical/content';
import { roles } from '@crm-policy/rules/organisation/roles';
import { processOf } from '@crm-policy/rules/processes';
import { say, type Locale } from '@crm-policy/rules/words/text';
import { decodeRow, type Row } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host } from '../engine/context.js';
import { loadPeople, namesOf } from '../engine/people.js';
import { assertVisible } from '../engine/records.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { rulebookOf } from '../engine/rulebooks.js';
import { answering, type Handler } from './http.js';
import { describeContent, describeDifference } from './content-words.js';
import { disclosedContent, disclosedDifferences, disclosureFor } from './disclosure.js';

const targetModel = z.object({
	collection: z
		.string()
		.regex(/^crm_[a-z_]+$/)
		.max(64),
	id: z.uuid(),
});

/** Entries of history shown; the ledger itself has all of them. */
const historyLimit = 200;

type StepStatus = 'waiting' | 'open' | 'passed' | 'refused' | 'skipped';

function stepStatus(tasks: readonly TaskRow[], approval: ApprovalRow): StepStatus {
	if (tasks.some((task) => task.status === 'decided' && task.decision !== 'approved' && (task.mode !== 'meeting' || task.part === 'chair')))
		return 'refused';
	if (stepPassed(tasks)) return 'passed';
	if (approval.status !== 'pending') return 'skipped';
	return tasks.some((task) => task.status === 'open') ? 'open' : 'waiting';
}

/** Approvals of a record with their steps, people, decisions and changes, and the history of its commands. */
export const timelineRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/timeline/:collection/:id',
	answering(host, async ({ params }, caller) => {
		const parsed = targetModel.safeParse(params);
		const process = parsed.success ? processOf(parsed.data.collection) : undefined;
		if (!parsed.success || process === undefined) throw new ForbiddenError();
		const { collection, id } = parsed.data;
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, collection, id);

		const { database } = host;
		const approvals = (
			await rowsOf(database('crm_approvals').where({ subject_collection: collection, subject_id: id }).orderBy('started_at', 'desc'))
		).map((row) => decodeRow('crm_approvals', row));
		const approvalIds = approvals.map((approval) => String(approval['id']));
		const tasks = (
			await rowsOf(
				database('crm_approval_tasks')
					.whereIn('approval', approvalIds)
					.orderBy([{ column: 'position' }, { column: 'opened_at' }, { column: 'id' }]),
			)
		).map((row) => decodeRow('crm_approval_tasks', row) as unknown as TaskRow);
		const meetings = (await rowsOf(database('crm_approval_meetings').whereIn('approval', approvalIds))).map((row) =>
			decodeRow('crm_approval_meetings', row),
		);
		const entries = (
			await rowsOf(
				database('crm_ledger')
					.leftJoin('crm_command_comments', 'crm_command_comments.seq', 'crm_ledger.seq')
					.where((about) => {
						about
							.where({ 'crm_ledger.collection': collection, 'crm_ledger.item': id })
							.orWhere((part) => {
								part.where('crm_ledger.collection', 'crm_approval_tasks').whereIn(
									'crm_ledger.item',
									tasks.map((task) => task.id),
								);
							})
							.orWhere((part) => {
								part.where('crm_ledger.collection', 'crm_approvals').whereIn('crm_ledger.item', approvalIds);
							});
					})
					.orderBy('crm_ledger.seq', 'desc')
					.limit(historyLimit)
					.select('crm_ledger.*', 'crm_command_comments.comment as comment'),
			)
		).map((row): Row => ({ ...decodeRow('crm_ledger', row), comment: row['comment'] ?? null }));

		const subjectRow = decodeRow(collection, (await firstOf(database(collection).where({ id }).first())) ?? {});
		const present = process.reviewed === undefined || approvals.length === 0 ? null : await loadContent(work, process, subjectRow);
		const people = approvals.length === 0 ? [] : await loadPeople(database);
		const departments = new Map(
			(await rowsOf<{ id: string; name: string }>(database('crm_departments').select('id', 'name'))).map((row) => [row.id, row.name]),
		);
		const names = await namesOf(database, [
			...people.map((person) => person.id),
			...approvals.map((approval) => approval['started_by'] as string),
			...tasks.flatMap((task) => [task.assignee, task.decided_by, task.on_behalf_of]),
			...meetings.flatMap((meeting) => meeting['attendance'] as string[]),
			...entries.map((entry) => entry['actor'] as string | null),
		]);
		const person = (who: string | null | undefined) => (who === null || who === undefined ? null : { id: who, name: names.get(who) ?? '' });

		const disclosure = approvals.length === 0 ? null : await disclosureFor(work, caller, collection, id, process.reviewed);
		const described = [];
		for (const row of approvals) {
			const approval = row as unknown as ApprovalRow;
			const own = tasks.filter((task) => task.approval === approval.id);
			const rulebook = await rulebookOf(database, approval.rulebook_version, work.now, caller.locale);
			const route = rulebook.approvals.routes[approval.route];
			const taken = standsOnASide(approval, own);
			const day = localDay(work.now, rulebook.time_zone);
			const submitted = row['submitted'] as Content;
			described.push({
				id: approval.id,
				round: approval.round,
				route: approval.route,
				route_label: route === undefined ? approval.route : say(route.label, caller.locale),
				status: approval.status,
				status_label: say(words.approvalStates[approval.status], caller.locale),
				started_by: person(approval.started_by),
				started_at: approval.started_at,
				ended_at: approval.ended_at,
				rulebook_version: approval.rulebook_version,
				clauses: route?.clauses ?? [],
				steps: approval.steps.map((step, position) => {
					const ofStep = own.filter((task) => task.position === position);
					const meeting = meetings.find((candidate) => candidate['approval'] === approval.id && candidate['step'] === step.key);
					return {
						key: step.key,
						label: say(step.label, caller.locale),
						mode: step.mode,
						mode_label: say(words.modes[step.mode], caller.locale),
						status: stepStatus(ofStep, approval),
						clauses: step.clauses,
						tasks: ofStep.map((task) =>
							describeTask(
								task,
								caller.locale,
								person,
								departments,
								task.status === 'open' ? deciders(task, people, taken, day).map((decider) => decider.person) : [],
							),
						),
						meeting:
							meeting === undefined
								? null
								: {
										held_at: meeting['held_at'],
										place: meeting['place'],
										attendance: (meeting['attendance'] as string[]).map((attendee) => person(attendee)),
										minutes: meeting['minutes'],
										conclusion: meeting['conclusion'],
									},
					};
				}),
				submitted: await describeContent(work, collection, disclosedContent(disclosure, collection, submitted), caller.locale),
				changes:
					present === null || !['pending', 'approved'].includes(approval.status)
						? []
						: await describeDifference(
								work,
								collection,
								disclosedDifferences(disclosure, collection, differences(submitted, present)),
								caller.locale,
							),
			});
		}
		return { data: { approvals: described, history: entries.map((entry) => describeEntry(entry, caller, person)) } };
	}),
];

function describeTask(
	task: TaskRow,
	locale: Locale,
	person: (who: string | null) => { id: string; name: string } | null,
	departments: ReadonlyMap<string, string>,
	eligible: readonly string[],
) {
	return {
		id: task.id,
		status: task.status,
		status_label: say(words.taskStates[task.status], locale),
		part: task.part,
		assignee: person(task.assignee),
		role_label: task.role === null ? null : say(roles[task.role], locale),
		department_name: task.department === null ? null : (departments.get(task.department) ?? null),
		eligible: [...new Set(eligible)].map((who) => person(who)),
		decision: task.decision,
		decision_label: task.decision === null ? null : say(words.decisions[task.decision], locale),
		decided_by: person(task.decided_by),
		on_behalf_of: person(task.on_behalf_of),
		comment: task.comment,
		opened_at: task.opened_at,
		due_at: task.due_at,
		decided_at: task.decided_at,
		superseded_by: task.superseded_by === null ? null : say(words.supersededBy[task.superseded_by], locale),
	};
}

function describeEntry(entry: Readonly<Row>, { locale }: Caller, person: (who: string | null) => { id: string; name: string } | null) {
	const process = processOf(String(entry['collection']));
	const command = process?.commands[String(entry['command'])];
	const state = (name: unknown): string => {
		const label = process?.states[String(name)]?.label;
		return label === undefined ? String(name) : say(label, locale);
	};
	return {
		seq: entry['seq'],
		at: entry['at'],
		command: entry['command'],
		command_label: command === undefined ? entry['command'] : say(command.label, locale),
		from_label: state(entry['from']),
		to_label: state(entry['to']),
		by: person((entry['actor'] as string | null) ?? null),
		comment: entry['comment'],
	};
}
