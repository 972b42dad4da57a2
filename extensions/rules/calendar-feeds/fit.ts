import { octets } from './content-line.js';

/** Octets a calendar stays below: some applications take no more (Google). */
export const largestCalendar = 1_000_000;

/** An event as it is going to be written. */
export interface Fitted {
	/** What it is ordered by: ISO 8601 instant of its beginning. */
	readonly begins: string;
	readonly text: string;
	/** The same without its description. */
	readonly brief: () => string;
}

/** What had to be left out. The owner is told; nothing is left out silently. */
export interface Shortening {
	/** Visits that began before this instant are left out. */
	readonly pastFrom: string | null;
	readonly withoutDescriptions: boolean;
	/** Visits that begin at this instant or later are left out. */
	readonly until: string | null;
	readonly left: number;
}

export const nothingLeftOut: Shortening = { pastFrom: null, withoutDescriptions: false, until: null, left: 0 };

export interface Fit {
	readonly texts: readonly string[];
	readonly shortening: Shortening;
}

/**
 * Makes events fit: first the past is shortened, from its far end, then descriptions go, then the far future (requirement 4.1).
 *
 * @param events in the order they are written in
 * @param around octets of what stands around the events
 * @param today ISO 8601 instant; what begins before it is the past
 */
export function fit(events: readonly Fitted[], around: number, today: string, most: number = largestCalendar): Fit {
	const room = most - around - 1;
	const sizes = events.map(({ text }) => octets(text));
	let size = sizes.reduce((sum, one) => sum + one, 0);
	if (size <= room) return { texts: events.map(({ text }) => text), shortening: nothingLeftOut };

	let first = 0;
	while (size > room && first < events.length && (events[first]?.begins ?? today) < today) size -= sizes[first++] ?? 0;
	const pastFrom = first === 0 ? null : (events[first]?.begins ?? today);
	const kept = events.slice(first);
	if (size <= room) {
		return { texts: kept.map(({ text }) => text), shortening: { ...nothingLeftOut, pastFrom, left: first } };
	}

	const brief = kept.map((event) => event.brief());
	let last = 0;
	for (let used = 0; last < brief.length; last++) {
		used += octets(brief[last] ?? '');
		if (used > room) break;
	}
	return {
		texts: brief.slice(0, last),
		shortening: { pastFrom, withoutDescriptions: true, until: kept[last]?.begins ?? null, left: events.length - last },
	};
}
