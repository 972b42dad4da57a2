import { describe, expect, it } from 'vitest';
import { holiday, makeUpDay, officeCalendar } from '../testing/working-calendar.js';
import { readWorkingCalendar } from './calendar.js';
import { workingDurationModel } from './duration.js';

const halfDay = (day: string, hours: unknown) => ({ ...holiday(day), kind: 'half_day', hours });

describe('a working calendar is refused, with the place and what to do,', () => {
	it.each<[string, Record<string, unknown>, string]>([
		['without a weekday that is worked', { usual_weekdays: [] }, 'usual_weekdays'],
		['without working hours', { usual_hours: [] }, 'usual_hours'],
		['with a usual day of minutes', { usual_hours: [{ from: '09:00', to: '09:30' }] }, 'usual_hours'],
		['with hours that end before they begin', { usual_hours: [{ from: '18:00', to: '09:00' }] }, 'usual_hours'],
		[
			'with stretches that overlap',
			{
				usual_hours: [
					{ from: '09:00', to: '12:00' },
					{ from: '11:00', to: '15:00' },
				],
			},
			'usual_hours',
		],
		['with a time zone nobody knows', { time_zone: 'Asia/Nowhere' }, 'time_zone'],
		['with a weekday named twice', { other_hours: [{ weekday: 'friday', hours: [{ from: '09:00', to: '12:00' }] }] }, 'usual_weekdays'],
		['with a day named twice', { exceptions: [holiday('2026-10-01'), holiday('2026-10-01')] }, 'exceptions.1.day'],
		['with a make-up day on a working day', { exceptions: [makeUpDay('2026-10-09')] }, 'exceptions.0.kind'],
		['with a shortened day without hours', { exceptions: [halfDay('2026-10-09', null)] }, 'exceptions.0.hours'],
		[
			'with a shortened day that is longer',
			{ exceptions: [halfDay('2026-10-09', [{ from: '08:00', to: '19:00' }])] },
			'exceptions.0.hours',
		],
		[
			'with a holiday that has hours',
			{ exceptions: [{ ...holiday('2026-10-01'), hours: [{ from: '09:00', to: '12:00' }] }] },
			'exceptions.0.hours',
		],
		['with a day that does not exist', { exceptions: [holiday('2026-02-30')] }, 'exceptions.0.day'],
	])('%s', (_case, change, path) => {
		const read = readWorkingCalendar({ ...officeCalendar(), ...change });
		expect(read.ok ? [] : read.problems.map((problem) => problem.path.join('.'))).toContain(path);
	});
});

describe('a duration', () => {
	it.each([{ working_days: 2 }, { working_days: 0.5 }, { working_hours: 4 }, { working_minutes: 30 }])('is written like %j', (duration) => {
		expect(workingDurationModel.parse(duration)).toEqual(duration);
	});

	it.each([{ working_days: 0 }, { working_days: 1000 }, { working_hours: -1 }, { days: 2 }, { working_days: 1, working_hours: 1 }, {}])(
		'is never %j',
		(duration) => {
			expect(workingDurationModel.safeParse(duration).success).toBe(false);
		},
	);
});
