import { contentHash } from '../canonical/content.js';
import type { Row } from '../process/effect.js';
import type { FactLoader } from './memory-facts.js';
import type { MemoryStore } from './memory-store.js';
import { officeCalendar } from './working-calendar.js';

const office = officeCalendar();

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

/** A store's calendar is a row of `crm_work_calendars`, if a story wants another than the usual office's, or none. */
const calendar: FactLoader = (store) => {
	const [kept] = store.rows('crm_work_calendars');
	if (kept?.['missing'] === true) return null;
	return { id: String(kept?.['id'] ?? 'office'), calendar: kept?.['calendar'] ?? office, publishedUntil: '2026-12-31' };
};

const content =
	(collection: string): FactLoader =>
	(store, row) => {
		const canonical = store.contentOf(collection, String(row['id']));
		return { hash: contentHash(canonical), canonical };
	};

const rounds: FactLoader = (store, row) => store.where('crm_approvals', { subject_id: row['id'] }).length;

const pending: FactLoader = (store, row) => {
	const [approval] = store.where('crm_approvals', { subject_id: row['id'], status: 'pending' });
	return approval === undefined ? null : { approval, tasks: store.where('crm_approval_tasks', { approval: approval['id'] }) };
};

/** Where complaints, corrective actions and hotlines find the facts their rules ask for. */
export const complaintFacts: Readonly<Record<string, Readonly<Record<string, FactLoader>>>> = {
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
		names: (store) => Object.fromEntries(store.people.map(({ id }) => [id, `Person ${id.slice(-2)}`])),
	},
	crm_complaint_tasks: { complaint: caseOf },
	crm_complaint_rulings: { complaint: caseOf, people },
	crm_complaint_compensations: {
		complaint: caseOf,
		content: content('crm_complaint_compensations'),
		pending,
		rounds,
		people,
	},
	crm_corrective_actions: {
		content: content('crm_corrective_actions'),
		accused: (store, row) => caseOf(store, row)?.['accused'] ?? null,
	},
	crm_hotlines: { published: (store, row) => store.where('crm_hotlines', { status: 'published' }).filter(({ id }) => id !== row['id']) },
};
