import { calendarOf, type WorkCalendarRow } from '@crm-policy/rules/working-time/record';
import type { WorkingCalendar } from '@crm-policy/rules/working-time/calendar';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import { decodeRow } from '../engine/codec.js';
import type { Work } from '../engine/context.js';
import { UnsafeConfigurationError } from '../engine/refusals.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { engineWords } from '../engine/words.js';
import { loadCalendarDays } from './domain.js';

/** A calendar in force, with what a deadline remembers and explains about it. */
export interface CalendarInForce {
	/** The version a deadline was counted on; kept with the deadline (`work_calendar`), so that it is found when the calendar changes. */
	readonly id: string;
	readonly calendar: WorkingCalendar;
	/** Last ISO day whose holidays are published. */
	readonly publishedUntil: string | null;
}

/** Published calendars never change, so each version is read and validated once. */
const known = new Map<string, CalendarInForce>();

async function load(trx: Knex, id: string): Promise<CalendarInForce | undefined> {
	const cached = known.get(id);
	if (cached !== undefined) return cached;
	const raw = await firstOf(trx('crm_work_calendars').where({ id }).whereIn('status', ['published', 'superseded']).first());
	if (raw === undefined) return undefined;
	const row = decodeRow('crm_work_calendars', raw) as unknown as WorkCalendarRow;
	const read = calendarOf(row, await loadCalendarDays(trx, id));
	if (!read.ok) return undefined;
	const inForce = { id, calendar: read.calendar, publishedUntil: row.published_until?.slice(0, 10) ?? null };
	known.set(id, inForce);
	return inForce;
}

/** Which calendar applies to whom: the company's, and those of departments that have their own. */
export interface CalendarsInForce {
	readonly company: string | null;
	/** Calendar by department. */
	readonly own: ReadonlyMap<string, string>;
}

/** The published calendars by whom they apply to: one query, whatever the number of departments. */
export async function calendarsInForce(trx: Knex): Promise<CalendarsInForce> {
	const rows = await rowsOf<{ id: string; department: string | null }>(
		trx('crm_work_calendars')
			.leftJoin('crm_work_calendar_departments', 'crm_work_calendar_departments.calendar', 'crm_work_calendars.id')
			.where('crm_work_calendars.status', 'published')
			.select('crm_work_calendars.id', 'crm_work_calendar_departments.applies_to as department'),
	);
	return {
		company: rows.find(({ department }) => department === null)?.id ?? null,
		own: new Map(rows.flatMap(({ id, department }) => (department === null ? [] : [[department, id] as const]))),
	};
}

/**
 * The working calendar deadlines of a department are counted on: its own, or the company's.
 *
 * @param department null for a record without one
 * @throws UNSAFE_CONFIGURATION when no usable calendar is published, with what to do
 */
export async function workingCalendarOf(
	work: Pick<Work, 'trx'>,
	department: string | null,
	locale: Locale = 'en-US',
): Promise<CalendarInForce> {
	const { company, own } = await calendarsInForce(work.trx);
	const id = (department === null ? undefined : own.get(department)) ?? company;
	const inForce = id === null ? undefined : await load(work.trx, id);
	if (inForce === undefined) throw new UnsafeConfigurationError({ reasons: [say(engineWords.noCalendar, locale)] });
	return inForce;
}

/**
 * The calendar a running deadline was counted on, to explain it as it was promised.
 *
 * @returns undefined when there is no such published or superseded version
 */
export const calendarVersion = (work: Pick<Work, 'trx'>, id: string): Promise<CalendarInForce | undefined> => load(work.trx, id);

/** The last day up to which every calendar in force has its holidays published; null when one names no day or none is in force. */
export async function calendarsPublishedUntil(database: Knex): Promise<string | null> {
	const rows = await rowsOf(database('crm_work_calendars').where({ status: 'published' }).select('published_until'));
	const days = rows.map((raw) => (decodeRow('crm_work_calendars', raw)['published_until'] as string | null)?.slice(0, 10) ?? null);
	if (days.length === 0 || days.includes(null)) return null;
	return days.reduce((earliest, day) => (earliest !== null && day !== null && day < earliest ? day : earliest));
}
