import { festivalDay, type Festival } from '../calendar/festivals.js';
import { daysAfter } from '../calendar/local-date.js';
import { contactInterval } from '../visits/contact.js';
import type { VisitRules } from '../visits/settings.js';
import type { Purpose } from '../visits/visit.js';
import type { Looked, PlanLineRow, PlanRow } from './plan.js';

/** Lines one plan may have: a visit each, all made when it is approved. */
export const mostLines = 300;

/** Days before a festival in which customers are visited for it. */
const festivalRound = 14;

export interface Period {
	/** ISO days, both inclusive. */
	readonly from: string;
	readonly until: string;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The days a plan is for; null while it does not say. */
export function periodOf({ kind, year, month }: Pick<PlanRow, 'kind' | 'year' | 'month'>): Period | null {
	if (kind === null || year === null) return null;
	if (kind === 'annual') return { from: `${String(year)}-01-01`, until: `${String(year)}-12-31` };
	if (month === null || month < 1 || month > 12) return null;
	const next = month === 12 ? `${String(year + 1)}-01-01` : `${String(year)}-${twoDigits(month + 1)}-01`;
	return { from: `${String(year)}-${twoDigits(month)}-01`, until: daysAfter(next, -1) };
}

export interface ProposedLine {
	readonly customer: string;
	readonly visitor: string;
	readonly planned_on: string;
	readonly purpose: Purpose;
}

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The day itself, or the Monday after a weekend; the Friday before where that would be outside the period. */
function onWeekday(day: string, { until }: Period): string {
	const on = weekday(day) === 6 ? daysAfter(day, 2) : weekday(day) === 0 ? daysAfter(day, 1) : day;
	if (on <= until) return on;
	return weekday(day) === 6 ? daysAfter(day, -1) : daysAfter(day, -2);
}

/** How often a customer is visited by the rulebook, in days; null where it asks for no visits. */
export const visitInterval = ({ target }: Pick<Looked, 'target'>, rules: Pick<VisitRules, 'contact'>): number | null =>
	contactInterval(target, 'visit', rules)?.every_days ?? null;

/** When visits to a customer fall due within a period: so many days after the last one, and again. */
function dueDays(customer: Looked, every: number, period: Period): readonly string[] {
	const days: string[] = [];
	const first = customer.lastVisit === null ? period.from : daysAfter(customer.lastVisit, every);
	for (let day = first < period.from ? period.from : first; day <= period.until; day = daysAfter(day, every))
		days.push(onWeekday(day, period));
	return days;
}

/** The day customers are visited on for a festival, spread over the days before it; null where the period has none of these. */
function festivalDayOf(festival: Festival, year: number, turn: number, period: Period): string | null {
	const day = festivalDay(festival, year);
	const days = Array.from({ length: festivalRound }, (_, index) => daysAfter(day, index - festivalRound)).filter(
		(candidate) => weekday(candidate) >= 1 && weekday(candidate) <= 5 && period.from <= candidate && candidate <= period.until,
	);
	return days[turn % Math.max(days.length, 1)] ?? null;
}

/**
 * The lines the rulebook proposes for a plan: customers of the unit by class and interval, or a festival round to those who are key or of
 * high value. Customers that are in the plan already stay as somebody has put them there; those without an owner have nobody to visit them.
 * At most as many lines as a plan may have, the most pressing first.
 */
export function proposedLines(
	plan: Pick<PlanRow, 'kind' | 'year' | 'month' | 'festival'>,
	customers: readonly Looked[],
	lines: readonly Pick<PlanLineRow, 'customer'>[],
	rules: Pick<VisitRules, 'contact'>,
): readonly ProposedLine[] {
	const period = periodOf(plan);
	if (period === null || plan.year === null) return [];
	const year = plan.year;
	const planned = new Set(lines.map(({ customer }) => customer));
	const open = customers
		.filter(({ id }) => !planned.has(id))
		.filter((customer): customer is Looked & { owner: string } => customer.owner !== null)
		.toSorted((a, b) => (a.lastVisit ?? '').localeCompare(b.lastVisit ?? '') || a.id.localeCompare(b.id));
	const { festival } = plan;
	const proposals =
		festival === null
			? open.flatMap((customer) => {
					const every = visitInterval(customer, rules);
					return every === null ? [] : dueDays(customer, every, period).map((planned_on) => ({ customer, planned_on }));
				})
			: open
					.filter(({ target }) => target === 'key' || target === 'high_value')
					.flatMap((customer, turn) => {
						const planned_on = festivalDayOf(festival, year, turn, period);
						return planned_on === null ? [] : [{ customer, planned_on }];
					});
	return proposals
		.toSorted((a, b) => a.planned_on.localeCompare(b.planned_on))
		.slice(0, Math.max(0, mostLines - lines.length))
		.map(({ customer, planned_on }) => ({
			customer: customer.id,
			visitor: customer.owner,
			planned_on,
			purpose: 'cultivate_relationship' as const,
		}));
}
