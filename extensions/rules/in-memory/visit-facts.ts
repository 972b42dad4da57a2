import type { PlanFacts } from '../visit-plans/plan.js';
import type { VisitFacts } from '../visits/visit.js';
import { contactTargetOf } from '../visits/contact.js';
import { reportOwed, takingTime } from '../visits/visit.js';
import { calendar } from './complaint-facts.js';
import type { FactLoader } from './facts.js';
import type { MemoryStore } from './store.js';

const one =
	(collection: string, column: string): FactLoader =>
	(store, row) =>
		store.where(collection, { id: row[column] })[0] ?? null;

/** The ISO day of the last visit to a customer that was made. */
const lastVisit = (store: MemoryStore, customer: string): string | null =>
	store
		.where('crm_visits', { customer })
		.filter(({ status }) => ['done', 'reported'].includes(String(status)))
		.map(({ starts_at: at }) => String(at).slice(0, 10))
		.toSorted()
		.at(-1) ?? null;

/** Where visits and their tasks find the facts their rules ask for. */
export const visitFacts = (
	subjectFacts: (collection: string) => Readonly<Record<string, FactLoader>>,
): Readonly<Record<string, Readonly<Record<string, FactLoader>>>> => ({
	crm_visits: {
		customer: one('crm_customers', 'customer'),
		contact: one('crm_contacts', 'contact'),
		participants: (store, row): VisitFacts['participants'] =>
			store.where('crm_visit_participants', { visit: row['id'] }).map(({ user }) => String(user)),
		people: (store) => store.people,
		calendar,
		overdueReports: (store, row, { now }) =>
			store
				.where('crm_visits', { owner: row['owner'] })
				.filter(({ id, status }) => id !== row['id'] && (reportOwed as readonly unknown[]).includes(status))
				.filter(({ report_due_at: due }) => typeof due === 'string' && Date.parse(due) < Date.parse(now)).length,
		groundwork: (store, row) =>
			store
				.where('crm_visits', { owner: row['owner'], customer: row['customer'] })
				.filter(({ id, status }) => id !== row['id'] && ['done', 'reported'].includes(String(status))).length,
	},
	crm_visit_tasks: {},
	crm_visit_plans: {
		...subjectFacts('crm_visit_plans'),
		lines: (store, row) =>
			store
				.where('crm_visit_plan_lines', { plan: row['id'] })
				.toSorted((a, b) => String(a['planned_on']).localeCompare(String(b['planned_on'])) || a.id.localeCompare(b.id)),
		customers: (store, row): PlanFacts['customers'] =>
			store
				.where('crm_customers', { department: row['department'] })
				.filter(({ status }) => status !== 'archived')
				.map((customer) => ({
					id: customer.id,
					name: String(customer['name']),
					status: customer['status'] as PlanFacts['customers'][number]['status'],
					owner: (customer['owner'] ?? null) as string | null,
					target: contactTargetOf(customer as Parameters<typeof contactTargetOf>[0]),
					lastVisit: lastVisit(store, customer.id),
				})),
		openVisits: (store, row) => {
			const lines = store.where('crm_visit_plan_lines', { plan: row['id'] }).map(({ id }) => id);
			return store
				.rows('crm_visits')
				.filter((visit) => lines.includes(String(visit['plan_line'])) && (takingTime as readonly unknown[]).includes(visit['status']))
				.length;
		},
	},
});
