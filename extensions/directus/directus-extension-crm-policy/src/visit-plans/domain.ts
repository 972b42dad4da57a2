import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { PlanFacts } from '@crm-policy/rules/visit-plans/plan';
import { visitPlanProcess } from '@crm-policy/rules/visit-plans/process';
import { contactTargetOf } from '@crm-policy/rules/visits/contact';
import { takingTime } from '@crm-policy/rules/visits/visit';
import { subjectFacts } from '../approval/subject-facts.js';
import { decodeRow } from '../engine/codec.js';
import type { FactRequest } from '../engine/context.js';
import type { Domain } from '../engine/domain.js';
import { onlyRowOf, rowsOf } from '../engine/rows.js';

const plan = visitPlanProcess as unknown as AnyProcess;

/** Customers of one unit a plan can be proposed for; a unit that looks after more makes several plans. */
const mostCustomers = 2000;

/** Customers of the plan's department with the day each was last visited: two queries. */
async function customers({ work, row, rulebook }: FactRequest): Promise<PlanFacts['customers']> {
	const department = row['department'];
	if (typeof department !== 'string') return [];
	const rows = await rowsOf(
		work
			.trx('crm_customers')
			.where({ department })
			.whereNot('status', 'archived')
			.orderBy('id')
			.limit(mostCustomers)
			.select('id', 'name', 'status', 'owner', 'value_class', 'key_customer'),
	);
	const visits = await rowsOf<{ customer: string; last: unknown }>(
		work
			.trx('crm_visits as visit')
			.join('crm_customers as customer', 'customer.id', 'visit.customer')
			.where({ 'customer.department': department })
			.whereIn('visit.status', ['done', 'reported'])
			.groupBy('visit.customer')
			.select('visit.customer as customer')
			.max({ last: 'visit.starts_at' }),
	);
	const lastVisits = new Map(
		visits.map(({ customer, last }) => [customer, decodeRow('crm_visits', { starts_at: last })['starts_at'] as string | null]),
	);
	return rows.map((raw) => {
		const customer = decodeRow('crm_customers', raw) as unknown as PlanFacts['customers'][number] & Parameters<typeof contactTargetOf>[0];
		const last = lastVisits.get(customer.id) ?? null;
		return {
			id: customer.id,
			name: customer.name,
			status: customer.status,
			owner: customer.owner,
			target: contactTargetOf(customer),
			lastVisit: last === null ? null : localDay(last, rulebook.time_zone),
		};
	});
}

/** Visit plans: where the facts their rules ask for come from. */
export const visitPlanDomains: readonly Domain[] = [
	{
		process: plan,
		title: (row) => [row['number'], row['title']].filter((part) => typeof part === 'string').join(' '),
		facts: {
			...subjectFacts(plan),
			lines: async ({ work, row }): Promise<PlanFacts['lines']> =>
				(
					await rowsOf(
						work
							.trx('crm_visit_plan_lines')
							.where({ plan: String(row['id']) })
							.orderBy([{ column: 'planned_on' }, { column: 'id' }])
							.select('id', 'customer', 'visitor', 'planned_on', 'purpose', 'remark'),
					)
				).map((raw) => decodeRow('crm_visit_plan_lines', raw) as unknown as PlanFacts['lines'][number]),
			customers,
			openVisits: async ({ work, row }): Promise<PlanFacts['openVisits']> => {
				const found = await onlyRowOf<{ visits: number | string }>(
					work
						.trx('crm_visits as visit')
						.join('crm_visit_plan_lines as line', 'line.id', 'visit.plan_line')
						.where({ 'line.plan': String(row['id']) })
						.whereIn('visit.status', [...takingTime])
						.count({ visits: '*' })
						.first(),
				);
				return Number(found.visits);
			},
		},
	},
];
