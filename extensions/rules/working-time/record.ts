import type { RowBase } from '../process/declaration.js';
import { readWorkingCalendar, type CalendarProblem, type ExceptionKind, type WorkingCalendar, type WorkingHours } from './calendar.js';

export const workCalendarStates = ['draft', 'in_review', 'published', 'superseded'] as const;
export type WorkCalendarState = (typeof workCalendarStates)[number];

/** A working calendar as it is kept. Its hours come from a form and are read by `calendarOf` before anything is counted on them. */
export interface WorkCalendarRow extends RowBase {
	readonly status: WorkCalendarState;
	readonly title: string;
	/** Given when it is submitted for the first time. */
	readonly version: number | null;
	/** The version this one was drafted from and replaces. */
	readonly replaces: string | null;
	readonly time_zone: string;
	readonly usual_hours: unknown;
	readonly usual_weekdays: unknown;
	/** Stretches of weekdays with hours of their own: `{ weekday, from, to }`. */
	readonly other_hours: unknown;
	/** Last ISO day whose holidays have been entered and checked. */
	readonly published_until: string | null;
	readonly user_created?: string | null;
	readonly submitted_by: string | null;
}

/** A day of the calendar that differs from its week. */
export interface WorkCalendarDayRow {
	readonly id: string;
	readonly calendar: string;
	readonly day: string;
	readonly kind: ExceptionKind;
	readonly name: string;
	readonly name_zh: string;
	readonly hours: readonly WorkingHours[] | null;
}

type CalendarFields = Pick<WorkCalendarRow, 'time_zone' | 'usual_hours' | 'usual_weekdays' | 'other_hours'>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** A form lists stretches in the order they were added; they are read in the order of the day. */
function inOrder(hours: unknown): unknown {
	if (!Array.isArray(hours)) return hours ?? [];
	const from = (stretch: unknown): string => (isRecord(stretch) && typeof stretch['from'] === 'string' ? stretch['from'] : '');
	return hours.toSorted((a, b) => from(a).localeCompare(from(b)));
}

/** `{ weekday, from, to }` rows, gathered by weekday. */
function byWeekday(rows: unknown): unknown {
	if (!Array.isArray(rows)) return rows ?? [];
	const entered: readonly unknown[] = rows;
	const gathered = new Map<unknown, unknown[]>();
	for (const row of entered) {
		const { weekday, ...stretch } = isRecord(row) ? row : { weekday: row };
		gathered.set(weekday, [...(gathered.get(weekday) ?? []), stretch]);
	}
	return [...gathered].map(([weekday, hours]) => ({ weekday, hours: inOrder(hours) }));
}

export type ReadCalendar =
	| { readonly ok: true; readonly calendar: WorkingCalendar }
	| { readonly ok: false; readonly problems: readonly (CalendarProblem & { readonly field: string })[] };

/** The working calendar of a record and its days; problems name the field of the form. */
export function calendarOf(row: CalendarFields, days: readonly WorkCalendarDayRow[]): ReadCalendar {
	const ordered = days.toSorted((a, b) => a.day.localeCompare(b.day));
	const read = readWorkingCalendar({
		time_zone: row.time_zone,
		usual_hours: inOrder(row.usual_hours),
		usual_weekdays: row.usual_weekdays ?? [],
		other_hours: byWeekday(row.other_hours),
		exceptions: ordered.map(({ day, kind, name, name_zh, hours }) => ({
			day: day.slice(0, 10),
			kind,
			name: { 'en-US': name, 'zh-CN': name_zh },
			hours: hours === null || hours.length === 0 ? null : inOrder(hours),
		})),
	});
	if (read.ok) return read;
	return {
		ok: false,
		problems: read.problems.map((problem) => ({
			...problem,
			field: problem.path[0] === 'exceptions' ? `crm_work_calendar_days.${problem.path[2] ?? 'day'}` : (problem.path[0] ?? 'usual_hours'),
		})),
	};
}
