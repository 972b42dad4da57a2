/** Making a format takes far longer than using it, and a list of tasks asks for the day once per task. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known !== undefined) return known;
	const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
	formats.set(timeZone, made);
	return made;
}

/** The calendar day of an instant in a time zone, as text parts with leading zeros. */
export function localDate(now: string, timeZone: string): { readonly year: string; readonly month: string; readonly day: string } {
	const parts = formatFor(timeZone).formatToParts(new Date(now));
	const part = (type: 'year' | 'month' | 'day'): string => parts.find((entry) => entry.type === type)?.value ?? '';
	return { year: part('year'), month: part('month'), day: part('day') };
}

/** The ISO day (`YYYY-MM-DD`) of an instant in a time zone. */
export function localDay(now: string, timeZone: string): string {
	const { year, month, day } = localDate(now, timeZone);
	return `${year}-${month}-${day}`;
}

/** An instant some hours after another, both ISO 8601 in UTC. */
export const hoursAfter = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

/** An ISO day some days after another. */
export const daysAfter = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
