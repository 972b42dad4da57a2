import { z } from 'zod';
import { text, type Text } from '../words/text.js';
import { minutesIn, type WorkingCalendar } from './calendar.js';

/**
 * A length of working time, as rulebooks write it: `{ "working_days": 2 }`, `{ "working_hours": 4 }`, `{ "working_minutes": 30 }`.
 * The bounds keep every deadline within twenty years, whatever calendar it is counted on.
 */
export const workingDurationModel = z.union([
	z.strictObject({ working_days: z.number().min(0.5).max(250).multipleOf(0.5) }),
	z.strictObject({ working_hours: z.number().min(0.25).max(500).multipleOf(0.25) }),
	z.strictObject({ working_minutes: z.number().int().min(0).max(30_000) }),
]);
export type WorkingDuration = z.infer<typeof workingDurationModel>;

/** Working minutes of a usual day. */
export const minutesOfUsualDay = (calendar: Pick<WorkingCalendar, 'usual_hours'>): number => minutesIn(calendar.usual_hours);

/** How many working minutes a duration is: a working day is as long as the usual day of the calendar. */
export function workingMinutes(duration: WorkingDuration, calendar: Pick<WorkingCalendar, 'usual_hours'>): number {
	if ('working_days' in duration) return duration.working_days * minutesOfUsualDay(calendar);
	return 'working_hours' in duration ? duration.working_hours * 60 : duration.working_minutes;
}

const counted = (count: number, singular: string, plural: string, chinese: string): Text =>
	text(`${count} ${count === 1 ? singular : plural}`, `${count} ${chinese}`);

/** A duration in words: “3 working days”. */
export function sayDuration(duration: WorkingDuration): Text {
	if ('working_days' in duration) return counted(duration.working_days, 'working day', 'working days', '个工作日');
	if ('working_hours' in duration) return counted(duration.working_hours, 'working hour', 'working hours', '个工作小时');
	return counted(duration.working_minutes, 'working minute', 'working minutes', '个工作分钟');
}

/** Minutes of work in words, in the largest unit they fill evenly: “24 working hours”, “90 working minutes”. */
export const sayMinutes = (minutes: number): Text => {
	const whole = Math.round(minutes);
	return sayDuration(whole % 60 === 0 ? { working_hours: whole / 60 } : { working_minutes: whole });
};
