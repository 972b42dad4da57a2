/** Days one question is about at most. */
const mostDays = 366;

const isoDay = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** The first and the last day of the month somebody is in. */
export const monthOf = (now: Date): { readonly from: string; readonly until: string } => ({
	from: isoDay(now.getFullYear(), now.getMonth(), 1),
	until: isoDay(now.getFullYear(), now.getMonth() + 1, 0),
});

/** Whether two ISO days are a period one may ask about: both there, in order, a year at most. */
export function isPeriod(from: string, until: string): boolean {
	const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
	return days >= 0 && days < mostDays;
}
