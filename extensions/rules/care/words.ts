import { festivalNames } from '../calendar/festivals.js';
import { text } from '../words/text.js';

/** Everything care for customers says (CAR-01). */
export const careWords = {
	/** What a day of care is for: a festival, or a day of the customer's own. */
	days: {
		...festivalNames,
		birthday: text('Birthday', '生日'),
		founding: text('Founding day', '成立纪念日'),
		cooperation: text('Anniversary of the cooperation', '合作周年'),
	},
	calendars: {
		solar: text('By the solar calendar', '公历'),
		lunar: text('By the lunar calendar', '农历'),
	},
	birthdayCalendar: text('Birthday kept', '生日按'),
	foundedOn: text('Founded on', '成立日期'),
	careDay: text('Greeting for', '问候事由'),
	/** What a greeting says before somebody writes their own words. */
	greetings: {
		festival: text('Greetings for the {day}.', '{day}问候。'),
		own: text('Congratulations: {day}.', '祝贺：{day}。'),
	},
} as const;
