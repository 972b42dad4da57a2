import { Temporal } from 'temporal-polyfill';
import { text, type Text } from '../words/text.js';
import type { WorkingHours } from './calendar.js';

const shortWeekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const chineseWeekdays = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** A calendar day in words: “Wed 30 Sep 2026”, “2026年9月30日（周三）”. */
export function sayDay(day: string): Text {
	const { year, month, day: date, dayOfWeek } = Temporal.PlainDate.from(day);
	return text(
		`${shortWeekdays[dayOfWeek - 1] ?? ''} ${date} ${shortMonths[month - 1] ?? ''} ${year}`,
		`${year}年${month}月${date}日（周${chineseWeekdays[dayOfWeek - 1] ?? ''}）`,
	);
}

/** An instant in words, in a time zone, to the minute: “Wed 30 Sep 2026 16:00”. */
export function sayInstant(instant: string, timeZone: string): Text {
	const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
	const day = sayDay(local.toPlainDate().toString());
	const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
	return text(`${day['en-US']} ${time}`, `${day['zh-CN']}${time}`);
}

/** One day, or the first and last of several. */
export function sayDays(first: string, last: string): Text {
	if (first === last) return sayDay(first);
	const [from, to] = [sayDay(first), sayDay(last)];
	return text(`${from['en-US']} to ${to['en-US']}`, `${from['zh-CN']}至${to['zh-CN']}`);
}

/** The stretches of a day: “09:00–12:00, 13:00–18:00”. */
export const sayHours = (hours: readonly WorkingHours[]): Text => {
	const stretches = hours.map(({ from, to }) => `${from}–${to}`);
	return text(stretches.join(', '), stretches.join('、'));
};
