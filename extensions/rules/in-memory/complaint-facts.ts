import { contentHash } from '../canonical/content.js';
import type { CaseCalendar } from '../complaints/complaint.js';
import { sentGoodsIn, type Delivery } from '../complaints/sent-goods.js';
import type { Row } from '../process/effect.js';
import { calendarOf, type WorkCalendarDayRow, type WorkCalendarRow } from '../working-time/record.js';
import type { FactLoader } from './facts.js';
import type { MemoryStore } from './store.js';

const of =
	(collection: string): FactLoader =>
	(store, row) =>
		store.where(collection, { complaint: row['id'] });

const caseOf = (store: MemoryStore, row: Row): Row | null =>
	typeof row['complaint'] === 'string' ? store.row('crm_complaints', row['complaint']) : null;

const unfinished = ['registered', 'investigating', 'resolving', 'replied'];

function openCases(store: MemoryStore): Readonly<Record<string, number>> {
	const count: Record<string, number> = {};
	for (const row of store.rows('crm_complaints')) {
		const owner = String(row['owner']);
		if (unfinished.includes(String(row['status']))) count[owner] = (count[owner] ?? 0) + 1;
	}
	return count;
}

const people: FactLoader = (store) => store.people;

/** The company's calendar in force; none while none is published. */
export const calendar: FactLoader = (store): CaseCalendar | null => {
	const [found] = store.where('crm_work_calendars', { status: 'published' }) as unknown as readonly WorkCalendarRow[];
	if (found === undefined) return null;
	const days = store.where('crm_work_calendar_days', { calendar: found.id }) as unknown as readonly WorkCalendarDayRow[];
	const read = calendarOf(found, days);
	return read.ok ? { id: found.id, calendar: read.calendar, publishedUntil: found.published_until?.slice(0, 10) ?? null } : null;
};

/** Where complaints, corrective actions and hotlines find the facts their rules ask for. */
export const complaintFacts = (
	subjectFacts: (collection: string) => Readonly<Record<string, FactLoader>>,
): Readonly<Record<string, Readonly<Record<string, FactLoader>>>> => ({
	crm_complaints: {
		people,
		openCases,
		calendar,
		duties: of('crm_complaint_tasks'),
		rulings: of('crm_complaint_rulings'),
		compensations: of('crm_complaint_compensations'),
		actions: of('crm_corrective_actions'),
		communications: of('crm_complaint_communications'),
		appraisals: of('crm_appraisal_entries'),
		sentGoods: (store, row) =>
			sentGoodsIn(store.where('crm_transactions', { customer: row['customer'], kind: 'delivery' }) as unknown as readonly Delivery[]),
		names: (store) => Object.fromEntries(store.people.map(({ id }) => [id, `Person ${id.slice(-2)}`])),
	},
	crm_complaint_tasks: { complaint: caseOf },
	crm_complaint_rulings: { complaint: caseOf, people },
	crm_complaint_compensations: {
		complaint: caseOf,
		...subjectFacts('crm_complaint_compensations'),
	},
	crm_corrective_actions: {
		content: (store, row) => {
			const canonical = store.contentOf('crm_corrective_actions', String(row['id']));
			return { hash: contentHash(canonical), canonical };
		},
		accused: (store, row) => caseOf(store, row)?.['accused'] ?? null,
	},
	crm_hotlines: { published: (store, row) => store.where('crm_hotlines', { status: 'published' }).filter(({ id }) => id !== row['id']) },
});
