import { contentHash } from '@crm-policy/rules/canonical/content';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { workCalendarProcess, type PublishedCalendar, type WorkCalendarFacts } from '@crm-policy/rules/working-time/process';
import { mostExceptions } from '@crm-policy/rules/working-time/calendar';
import type { WorkCalendarDayRow } from '@crm-policy/rules/working-time/record';
import type { Knex } from 'knex';
import { decodeRow } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import type { Domain } from '../engine/domain.js';
import { firstOf, rowsOf } from '../engine/rows.js';

const workCalendar = workCalendarProcess as unknown as AnyProcess;

/** The days of a calendar that differ from its week, in order. One more than allowed is enough to refuse it. */
export async function loadCalendarDays(trx: Knex, calendar: string): Promise<readonly WorkCalendarDayRow[]> {
	const rows = await rowsOf(
		trx('crm_work_calendar_days')
			.where({ calendar })
			.orderBy('day')
			.limit(mostExceptions + 1),
	);
	return rows.map((raw) => decodeRow('crm_work_calendar_days', raw) as unknown as WorkCalendarDayRow);
}

type NamedDepartment = WorkCalendarFacts['departments'][number];

/** The departments of calendars, by calendar. */
async function departmentsOf(trx: Knex, calendars: readonly string[]): Promise<ReadonlyMap<string, readonly NamedDepartment[]>> {
	const rows = await rowsOf<NamedDepartment & { calendar: string }>(
		trx('crm_work_calendar_departments')
			.join('crm_departments', 'crm_departments.id', 'crm_work_calendar_departments.applies_to')
			.whereIn('calendar', calendars)
			.orderBy('crm_departments.name')
			.select('calendar', 'crm_departments.id', 'crm_departments.name'),
	);
	const found = new Map<string, NamedDepartment[]>(calendars.map((calendar) => [calendar, []]));
	for (const { calendar, id, name } of rows) found.get(calendar)?.push({ id, name });
	return found;
}

/** Working calendars: where the facts their rules ask for come from. */
export const workingTimeDomains: readonly Domain[] = [
	{
		process: workCalendar,
		// The first calendar ever published is never deleted: commands on all of them queue there, so that two published at the same
		// instant see each other.
		anchors: async (work) => {
			const first = await firstOf<{ id: string }>(
				work
					.trx('crm_work_calendars')
					.whereIn('status', ['published', 'superseded'])
					.orderBy('published_at')
					.orderBy('id')
					.select('id')
					.first(),
			);
			return first === undefined ? [] : [{ collection: 'crm_work_calendars', id: first.id }];
		},
		title: (row) => `${String(row['title'])} ${typeof row['version'] === 'number' ? row['version'] : ''}`.trim(),
		facts: {
			content: async ({ work, row }): Promise<WorkCalendarFacts['content']> => {
				const canonical = await loadContent(work, workCalendar, row);
				return { hash: contentHash(canonical), canonical };
			},
			days: ({ work, row }) => loadCalendarDays(work.trx, String(row['id'])),
			departments: async ({ work, row }) => {
				const id = String(row['id']);
				return (await departmentsOf(work.trx, [id])).get(id) ?? [];
			},
			published: async ({ work, row }): Promise<readonly PublishedCalendar[]> => {
				const rows = await rowsOf<{ id: string; title: string }>(
					work.trx('crm_work_calendars').where({ status: 'published' }).whereNot('id', String(row['id'])).select('id', 'title'),
				);
				const departments = await departmentsOf(
					work.trx,
					rows.map(({ id }) => id),
				);
				return rows.map(({ id, title }) => ({ id, title, departments: departments.get(id) ?? [] }));
			},
			successors: async ({ work, row }) =>
				rowsOf(
					work
						.trx('crm_work_calendars')
						.where({ replaces: String(row['id']) })
						.whereIn('status', ['draft', 'in_review'])
						.select('id', 'version'),
				),
		},
	},
];
