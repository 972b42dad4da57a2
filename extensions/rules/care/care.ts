import { Temporal } from 'temporal-polyfill/full';
import { festivalsBetween, lunarDay, type Festival } from '../calendar/festivals.js';
import type { Occasion } from '../gifts/gift.js';
import type { careWords } from './words.js';

export type CareDayKind = keyof typeof careWords.days;
export type CareCalendar = keyof typeof careWords.calendars;

/** A day of a customer's own, or of one person there, that comes again every year. */
export interface OwnDay {
	readonly kind: Exclude<CareDayKind, Festival>;
	/** The first time it was, an ISO day. */
	readonly on: string;
	/** By which calendar it is kept. */
	readonly calendar: CareCalendar;
	/** The person at the customer whose day it is. */
	readonly contact: string | null;
}

/** A day on which a customer, or one person there, is greeted. */
export interface CareDay {
	readonly kind: CareDayKind;
	/** ISO day. */
	readonly day: string;
	readonly contact: string | null;
}

/** A day of the lunar calendar; one of a leap month is kept in the month before it, which every year has. */
const lunarPartsOf = (day: string): { readonly month: number; readonly day: number } => {
	const { monthCode, day: dayOfMonth } = Temporal.PlainDate.from(day).withCalendar('chinese');
	return { month: Number(monthCode.slice(1, 3)), day: dayOfMonth };
};

/** When a day comes again in a year; by the lunar calendar, in the lunar year that begins in it. */
function comesAgain({ on, calendar }: OwnDay, year: number): string {
	if (calendar === 'lunar') {
		const { month, day } = lunarPartsOf(on);
		return lunarDay(year, month, day);
	}
	const [, month, day] = on.split('-').map(Number);
	// Who was born on a 29 February is greeted on the 28th of other years.
	return Temporal.PlainDate.from({ year, month: month ?? 1, day: day ?? 1 }, { overflow: 'constrain' }).toString();
}

/** The days of care of one customer between two ISO days, both inclusive, in order: festivals, and days of its own from the year after they first were. */
export function careDaysBetween(from: string, until: string, own: readonly OwnDay[]): readonly CareDay[] {
	// A lunar year ends in the next solar one.
	const first = Number(from.slice(0, 4)) - 1;
	const years = Array.from({ length: Number(until.slice(0, 4)) - first + 1 }, (_, index) => first + index);
	const again = own.flatMap((one) =>
		years
			.map((year) => comesAgain(one, year))
			.filter((day) => from <= day && day <= until && day > one.on)
			.map((day): CareDay => ({ kind: one.kind, day, contact: one.contact })),
	);
	return [
		...festivalsBetween(from, until).map(({ festival, day }): CareDay => ({ kind: festival, day, contact: null })),
		...again,
	].toSorted((a, b) => a.day.localeCompare(b.day) || a.kind.localeCompare(b.kind) || (a.contact ?? '').localeCompare(b.contact ?? ''));
}

/** How a greeting says what it was for, so that it is found again. */
export const careMark = ({ kind, day }: Pick<CareDay, 'kind' | 'day'>): string => `${kind} ${day}`;

/** What a gift for a day of care is given for (GFT-03). */
export const occasionOf = (kind: CareDayKind): Occasion =>
	kind === 'birthday' ? 'birthday' : kind === 'founding' || kind === 'cooperation' ? 'special_day' : 'festival';

/** A greeting that was recorded. */
export interface Greeting {
	readonly mark: string;
	readonly contact: string | null;
}

/** A gift for a day of care that is asked for, promised or handed over. */
export interface CareGift {
	readonly occasion: Occasion;
	readonly recipient: string | null;
	/** ISO day. */
	readonly planned_on: string;
}

/** Days before and after a day of care in which a gift is taken for one on that day. */
export const giftWindow = 14;

const daysBetween = (a: string, b: string): number => Math.abs(Date.parse(`${a}T00:00:00Z`) - Date.parse(`${b}T00:00:00Z`)) / 86_400_000;

export type CareState = 'greeted' | 'gift' | 'open' | 'missed';

/** What became of a day of care: a greeting or a small gift is enough; without either it is missed once it is over (CAR-01). */
export function careState(
	{ kind, day, contact }: CareDay,
	done: { readonly greetings: readonly Greeting[]; readonly gifts: readonly CareGift[] },
	today: string,
): CareState {
	const mark = careMark({ kind, day });
	// At a festival it is the customer that is greeted, whoever of its people was spoken with.
	if (done.greetings.some((greeting) => greeting.mark === mark && (contact === null || greeting.contact === contact))) return 'greeted';
	const occasion = occasionOf(kind);
	const given = done.gifts.some(
		(gift) =>
			gift.occasion === occasion && daysBetween(gift.planned_on, day) <= giftWindow && (contact === null || gift.recipient === contact),
	);
	if (given) return 'gift';
	return day < today ? 'missed' : 'open';
}
