import { z } from 'zod';
import { largestCalendar } from '@crm-policy/rules/calendar-feeds/fit';
import { usualWindow, type WindowSettings } from '@crm-policy/rules/calendar-feeds/window';

/** Directus turns what looks like a boolean or a number in its environment into one. */
const count = (otherwise: number, least: number, most: number) =>
	z.coerce.number().int().min(least).max(most).catch(otherwise).default(otherwise);

const environment = z.object({
	CRM_CALENDAR_PAST_DAYS: count(usualWindow.pastDays, 0, 3650),
	CRM_CALENDAR_FUTURE_DAYS: count(usualWindow.futureDays, 1, 3650),
	CRM_CALENDAR_LARGEST: count(largestCalendar, 10_000, 50_000_000),
	CRM_CALENDAR_GZIP: z.union([z.string(), z.boolean()]).optional(),
	PUBLIC_URL: z.coerce.string(),
});

export interface FeedSettings {
	readonly window: WindowSettings;
	/** Octets a calendar stays below. */
	readonly largest: number;
	/** Whether calendars are compressed for those who take that. */
	readonly gzip: boolean;
	/** Address of the installation, without a slash at the end. */
	readonly publicUrl: string;
}

/** What the operator has set about calendar feeds. */
export function feedSettings(env: Readonly<Record<string, unknown>>): FeedSettings {
	const set = environment.parse(env);
	return {
		window: { ...usualWindow, pastDays: set.CRM_CALENDAR_PAST_DAYS, futureDays: set.CRM_CALENDAR_FUTURE_DAYS },
		largest: set.CRM_CALENDAR_LARGEST,
		gzip: String(set.CRM_CALENDAR_GZIP ?? true) !== 'false',
		publicUrl: set.PUBLIC_URL.replace(/\/+$/, ''),
	};
}
