import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { World } from '../simulation/world.js';

/** Something somebody did at an instant. */
export interface Event {
	readonly at: string;
	readonly happen: (world: World) => void;
}

/** The days before the present, on which the demo company's history took place. All offices are in one zone, eight hours ahead of UTC. */
export class Calendar {
	readonly today: string;

	/** @param now the present, ISO 8601 in UTC */
	constructor(
		readonly now: string,
		timeZone: string,
	) {
		this.today = localDay(now, timeZone);
	}

	/** An instant some days ago at a time of day in the office, `HH:MM`. */
	day(daysAgo: number, time: string): string {
		return new Date(Date.parse(`${this.today}T${time}:00+08:00`) - daysAgo * 86_400_000).toISOString();
	}

	/** An ISO day some days ago; ahead, if negative. */
	date(daysAgo: number): string {
		return new Date(Date.parse(`${this.today}T00:00:00Z`) - daysAgo * 86_400_000).toISOString().slice(0, 10);
	}

	/** An instant some minutes ago. */
	minutesAgo(minutes: number): string {
		return new Date(Date.parse(this.now) - minutes * 60_000).toISOString();
	}
}

/** Events in the order in which they happened; those of one instant as they were told. */
export const inOrder = (events: readonly Event[]): readonly Event[] =>
	events
		.map((event, told) => ({ event, told }))
		.sort((a, b) => (a.event.at === b.event.at ? a.told - b.told : a.event.at < b.event.at ? -1 : 1))
		.map(({ event }) => event);
