import type { AnyProcess } from '@crm-policy/rules/processes';
import { visitProcess } from '@crm-policy/rules/visits/process';
import { visitTaskProcess } from '@crm-policy/rules/visits/task-process';
import { reportOwed, type VisitFacts, type VisitRow } from '@crm-policy/rules/visits/visit';
import type { FactRequest } from '../engine/context.js';
import type { Domain } from '../engine/domain.js';
import { firstOf, onlyRowOf, rowsOf } from '../engine/rows.js';
import { caseCalendar } from '../working-time/case-calendar.js';

const visit = visitProcess as unknown as AnyProcess;

const rowOf = ({ row }: FactRequest): VisitRow => row as unknown as VisitRow;

/** Reports somebody owes on other visits and has not given in time: one query on an index. */
async function overdueReports(request: FactRequest): Promise<VisitFacts['overdueReports']> {
	const { id, owner } = rowOf(request);
	if (owner === null) return 0;
	const found = await onlyRowOf<{ visits: number | string }>(
		request.work
			.trx('crm_visits')
			.where({ owner })
			.whereNot('id', id)
			.where('report_due_at', '<', new Date(request.work.now))
			.whereIn('status', [...reportOwed])
			.count({ visits: '*' })
			.first(),
	);
	return Number(found.visits);
}

/** Visits the visitor has made to the customer before. */
async function groundwork(request: FactRequest): Promise<VisitFacts['groundwork']> {
	const { id, owner, customer } = rowOf(request);
	if (owner === null || customer === null) return 0;
	const found = await onlyRowOf<{ visits: number | string }>(
		request.work
			.trx('crm_visits')
			.where({ owner, customer })
			.whereNot('id', id)
			.whereIn('status', ['done', 'reported'])
			.count({ visits: '*' })
			.first(),
	);
	return Number(found.visits);
}

/** Visits and the tasks that come of them: where the facts their rules ask for come from. */
export const visitDomains: readonly Domain[] = [
	{
		process: visit,
		title: (row) => [row['number'], row['title']].filter((part) => typeof part === 'string').join(' '),
		workingDeadline: { states: [...reportOwed], recompute: 'recompute' },
		facts: {
			customer: async (request): Promise<VisitFacts['customer']> => {
				const { customer } = rowOf(request);
				if (customer === null) return null;
				const found = await firstOf<NonNullable<VisitFacts['customer']>>(
					request.work.trx('crm_customers').where({ id: customer }).select('id', 'name', 'status').first(),
				);
				return found ?? null;
			},
			contact: async (request): Promise<VisitFacts['contact']> => {
				const { contact } = rowOf(request);
				if (contact === null) return null;
				return (
					(await firstOf<{ customer: string }>(request.work.trx('crm_contacts').where({ id: contact }).select('customer').first())) ?? null
				);
			},
			participants: async (request): Promise<VisitFacts['participants']> =>
				(
					await rowsOf<{ user: string }>(
						request.work
							.trx('crm_visit_participants')
							.where({ visit: rowOf(request).id })
							.orderBy('user')
							.select('user'),
					)
				).map(({ user }) => user),
			people: ({ work }) => work.people(),
			calendar: caseCalendar,
			overdueReports,
			groundwork,
		},
	},
	{
		process: visitTaskProcess as unknown as AnyProcess,
		title: (row) => String(row['what']),
		facts: {},
	},
];
