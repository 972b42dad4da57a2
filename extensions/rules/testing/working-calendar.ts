import { readWorkingCalendar, type CalendarException, type WorkingCalendar } from '../working-time/calendar.js';
import { say, text } from '../words/text.js';

/** An office that works Monday to Friday, 9 to 12 and 13 to 18, in Shanghai; a test names what it wants otherwise. */
export function officeCalendar(change: Partial<Record<keyof WorkingCalendar, unknown>> = {}): WorkingCalendar {
	const read = readWorkingCalendar({
		time_zone: 'Asia/Shanghai',
		usual_hours: [
			{ from: '09:00', to: '12:00' },
			{ from: '13:00', to: '18:00' },
		],
		usual_weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
		...change,
	});
	if (!read.ok)
		throw new Error(read.problems.map(({ path, problem, values }) => `${path.join('.')}: ${say(problem, 'en-US', values)}`).join('\n'));
	return read.calendar;
}

/** A public holiday of a test. */
export const holiday = (day: string): CalendarException => ({ day, kind: 'holiday', name: text('Holiday', '节假日'), hours: null });

/** A make-up day of a test, worked like a usual day. */
export const makeUpDay = (day: string): CalendarException => ({ day, kind: 'make_up_day', name: text('Make-up day', '调休'), hours: null });
