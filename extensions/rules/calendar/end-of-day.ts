import { Temporal } from 'temporal-polyfill';

/** The instant at which a day (`YYYY-MM-DD`) is over in a time zone, ISO 8601 in UTC: the first one of the day after. */
export const endOfDay = (day: string, timeZone: string): string =>
	new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
