import { z } from 'zod';
import type { ApprovalRow, TaskRow } from '@crm-policy/rules/approval/rows';
import { approvalWords } from '@crm-policy/rules/approval/words';
import { say } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import { findAskedTasks } from '../approval/open-tasks.js';
import { titleOf } from '../domains.js';
import { decodeRow, type Row } from '../engine/codec.js';
import type { Caller, Host } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { onlyRowOf, rowsOf } from '../engine/rows.js';
import { answering, pageModel, read, type Handler } from './http.js';

const boxes = ['todo', 'done', 'started', 'copied'] as const;
type Box = (typeof boxes)[number];

const queryModel = pageModel.extend({ box: z.enum(boxes).default('todo') });

/** One line of a box: an approval, with the task that concerns the reader if there is one. */
interface Line {
	readonly task: string | null;
	readonly approval: string;
}

const page = (query: Knex.QueryBuilder, limit: number, offset: number): Knex.QueryBuilder => query.limit(limit).offset(offset);

/** Tasks a person is shown at the most; nobody decides a thousand things in a day. */
const mostTasks = 1000;

/** Tasks the reader may decide now: asked by name, by role, or as the substitute of somebody absent. */
async function todo(host: Host, caller: Caller): Promise<readonly Line[]> {
	const me = caller.actor.id;
	const asked = await findAskedTasks(host.database, new Date().toISOString(), {
		states: ['open'],
		most: mostTasks,
		narrow: (query, people, day) => {
			const principals = people.filter(
				(person) =>
					person.id === me || person.absences.some((absence) => absence.substitute === me && absence.from <= day && day <= absence.until),
			);
			const names = principals.map((person) => person.id);
			const roles = [...new Set(principals.flatMap((person) => person.roles))];
			query.where((task) => {
				task.whereIn('assignee', names).orWhere((pool) => {
					pool.whereNull('assignee').whereIn('role', roles);
				});
			});
		},
	});
	return asked
		.filter(({ deciders }) => deciders.some((decider) => decider.person === me))
		.map(({ task }) => ({ task: task.id, approval: task.approval }));
}

const done = (database: Knex, caller: Caller): Knex.QueryBuilder =>
	database('crm_approval_tasks')
		.where({ status: 'decided', decided_by: caller.actor.id })
		.select('id as task', 'approval')
		.orderBy([{ column: 'decided_at', order: 'desc' }, { column: 'id' }]);

const started = (database: Knex, caller: Caller): Knex.QueryBuilder =>
	database('crm_approvals')
		.where({ started_by: caller.actor.id })
		.select('id as approval')
		.orderBy([{ column: 'started_at', order: 'desc' }, { column: 'id' }]);

const copied = (database: Knex, caller: Caller): Knex.QueryBuilder =>
	database('crm_approvals')
		.whereIn(
			'id',
			database('crm_approval_copies')
				.where({ user: caller.actor.id })
				.orWhere((byRole) => {
					byRole
						.whereNull('user')
						.whereIn('role', [...caller.actor.roles])
						.where((scope) => {
							scope.whereNull('department');
							if (caller.actor.department !== null) scope.orWhere('department', caller.actor.department);
						});
				})
				.select('approval'),
		)
		.where((open) => {
			open.whereNull('barred').orWhereNot('barred', caller.actor.id);
		})
		.select('id as approval')
		.orderBy([{ column: 'started_at', order: 'desc' }, { column: 'id' }]);

const count = async (query: Knex.QueryBuilder): Promise<number> => {
	const row = await onlyRowOf<{ total: number | string }>(query.clone().clearSelect().clearOrder().count({ total: '*' }).first());
	return Number(row.total);
};

/** A title without the number that stands beside it anyway. */
const withoutNumber = (title: string, number: string | null): string =>
	number !== null && title.startsWith(`${number} `) ? title.slice(number.length + 1) : title;

/** Everything a page of lines shows, in a fixed number of queries. */
async function describe(host: Host, caller: Caller, lines: readonly Line[], box: Box): Promise<readonly unknown[]> {
	const { database } = host;
	const approvals = new Map(
		(
			await rowsOf(
				database('crm_approvals').whereIn(
					'id',
					lines.map((line) => line.approval),
				),
			)
		).map((row) => [String(row['id']), decodeRow('crm_approvals', row) as unknown as ApprovalRow]),
	);
	const tasks = new Map(
		(
			await rowsOf(
				database('crm_approval_tasks').whereIn(
					'id',
					lines.flatMap((line) => line.task ?? []),
				),
			)
		).map((row) => [String(row['id']), decodeRow('crm_approval_tasks', row) as unknown as TaskRow]),
	);
	const byCollection = new Map<string, string[]>();
	for (const approval of approvals.values())
		byCollection.set(approval.subject_collection, [...(byCollection.get(approval.subject_collection) ?? []), approval.subject_id]);
	const subjects = new Map<string, Row>();
	for (const [collection, ids] of byCollection) {
		for (const row of await rowsOf(database(collection).whereIn('id', ids))) subjects.set(`${collection}/${String(row['id'])}`, row);
	}
	const names = await namesOf(
		database,
		[...approvals.values()].map((approval) => approval.started_by),
	);
	return lines.flatMap((line) => {
		const approval = approvals.get(line.approval);
		if (approval === undefined) return [];
		const task = line.task === null ? undefined : tasks.get(line.task);
		const subject = subjects.get(`${approval.subject_collection}/${approval.subject_id}`) ?? { id: approval.subject_id };
		const step = task === undefined ? undefined : approval.steps[task.position];
		const number = (subject['number'] as string | null | undefined) ?? null;
		return [
			{
				task: line.task,
				approval: approval.id,
				collection: approval.subject_collection,
				id: approval.subject_id,
				title: withoutNumber(titleOf(approval.subject_collection, subject), number),
				number,
				step: task?.step ?? null,
				step_label: step === undefined ? null : say(step.label, caller.locale),
				due: task?.due_at ?? null,
				waiting_since: task?.opened_at ?? approval.started_at,
				clauses: step?.clauses ?? [],
				started_by: { id: approval.started_by, name: names.get(approval.started_by) ?? '' },
				status: approval.status,
				status_label: say(approvalWords.approvalStates[approval.status], caller.locale),
				commands:
					box === 'todo'
						? ['approve', 'return', 'reject', 'transfer', 'delegate', 'add_signer']
						: box === 'started' && approval.status === 'pending'
							? ['withdraw', 'remind']
							: [],
			},
		];
	});
}

/** The four boxes of a person's desk: to do, done, I started, copied to me. */
export const inboxRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/inbox',
	answering(host, async ({ query }, caller) => {
		const { box, limit, offset } = read(queryModel, query);
		const waiting = await todo(host, caller);
		const queries: Readonly<Record<Exclude<Box, 'todo'>, Knex.QueryBuilder>> = {
			done: done(host.database, caller),
			started: started(host.database, caller),
			copied: copied(host.database, caller),
		};
		const counts = {
			todo: waiting.length,
			done: await count(queries.done),
			started: await count(queries.started),
			copied: await count(queries.copied),
		};
		const lines: readonly Line[] =
			box === 'todo'
				? waiting.slice(offset, offset + limit)
				: (await rowsOf<{ task?: string; approval: string }>(page(queries[box], limit, offset))).map((row) => ({
						task: row.task ?? null,
						approval: row.approval,
					}));
		return { data: await describe(host, caller, lines, box), meta: { total: counts[box], counts } };
	}),
];
