import { knownYears } from '@crm-policy/rules/working-time/holidays';
import { text, type Locale } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { officeWeek, proposedDays } from '../../working-time/rows.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import type { Calendar, Event } from './timeline.js';

const title = text('Customer service, six days', '客服部六天工作日历');

/** A calendar being drafted: customer service also works on Saturday mornings. */
export const workCalendarDraft = (calendar: Calendar, language: Locale): readonly Event[] => {
	const drafter = personCalled('info.admin');
	const at = calendar.day(4, '10:30');
	const id = stableId('demo', 'work-calendar', 'service');
	const latest = knownYears.slice(-1);
	return [
		{
			at,
			happen: (world: World) => {
				const by = { by: drafter.id, at };
				world.create(
					'crm_work_calendars',
					{
						id,
						title: title[language],
						...officeWeek,
						other_hours: [{ weekday: 'saturday', from: '09:00', to: '12:00' }],
						published_until: `${latest[0] ?? calendar.today.slice(0, 4)}-12-31`,
						owner: drafter.id,
						department: drafter.department === null ? null : departmentId(drafter.department),
					},
					by,
				);
				for (const day of proposedDays(id, latest)) {
					// On a Saturday the week works anyway, there is nothing to make up.
					const saturday = new Date(`${day.day}T00:00:00Z`).getUTCDay() === 6;
					if (day.kind !== 'make_up_day' || !saturday) world.create('crm_work_calendar_days', day, by);
				}
				world.create(
					'crm_work_calendar_departments',
					{ id: stableId('demo', 'work-calendar', 'service', 'department'), calendar: id, applies_to: departmentId('service') },
					by,
				);
			},
		},
	];
};
