import type { EventContext, RegisterFunctions } from '@directus/types';
import type { Violation } from '@crm-policy/rules/process/violation';
import { settledTimes, timeFields, timesProblem, type VisitTimes } from '@crm-policy/rules/visits/times';
import { visitWords as words } from '@crm-policy/rules/visits/words';
import { decodeRow } from '../engine/codec.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { refusal } from '../gates/refuse.js';

type Payload = Record<string, unknown>;

const collection = 'crm_visits';

/** An instant as Directus takes it: with a zone, or without one in the zone of the process, as the form of Directus itself sends it. */
function instantIn(value: unknown): string | null | undefined {
	if (value === undefined || value === null) return value;
	const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
	// What is no time at all is refused by Directus in its own words.
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const dayIn = (value: unknown): string | null | undefined => {
	if (value === undefined || value === null) return value;
	return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : undefined;
};

/** The times somebody writes, as the rules read them. */
function writtenTimes(payload: Payload): Partial<VisitTimes> {
	const { all_day, starts_at, ends_at, starts_on, ends_on } = payload;
	const read = {
		all_day: typeof all_day === 'boolean' ? all_day : undefined,
		starts_at: instantIn(starts_at),
		ends_at: instantIn(ends_at),
		starts_on: dayIn(starts_on),
		ends_on: dayIn(ends_on),
	};
	return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

const violationOf = (problem: keyof typeof words.times, field: string): Violation => ({
	rule: 'visit-times',
	clause: 'VIS-01',
	field,
	text: words.timesWrong,
	values: { problem: words.times[problem] },
});

async function timesBefore({ database }: EventContext, keys: readonly string[]): Promise<readonly VisitTimes[]> {
	const rows = await rowsOf(
		database(collection)
			.whereIn('id', [...keys])
			.select(...timeFields),
	);
	return rows.map((row) => decodeRow(collection, row) as unknown as VisitTimes);
}

/** What is to be written so that days and instants go together. Refuses a visit that would end before it begins. */
async function settle(payload: Payload, before: readonly (VisitTimes | null)[], context: EventContext): Promise<Payload> {
	const { database, accountability } = context;
	const written = writtenTimes(payload);
	if (Object.keys(written).length === 0) return payload;
	const { time_zone } = await rulebookInForce(database, new Date().toISOString(), 'en-US');
	const settled = before.map((times) => settledTimes(times, written, time_zone));
	const [first] = settled;
	if (first === undefined) return payload;
	const refuse = (problem: keyof typeof words.times, field: string): Promise<Error> =>
		refusal(database, accountability, { collection, id: null }, [violationOf(problem, field)]);
	if (settled.some((times) => timeFields.some((field) => field in written && times[field] !== first[field])))
		throw await refuse('differ', 'starts_at');
	if (settled.some((times) => timesProblem(times, time_zone) === 'backwards'))
		throw await refuse('backwards', first.all_day ? 'ends_on' : 'ends_at');
	// Of several visits only what was written is written, where nothing follows from it.
	const follows = first.all_day || before.some((times) => times?.all_day === true);
	if (follows && settled.some((times) => timeFields.some((field) => times[field] !== first[field])))
		throw await refuse('differ', 'starts_at');
	return follows ? { ...payload, ...first } : payload;
}

const concernsTimes = (payload: Payload): boolean => timeFields.some((field) => field in payload);

/**
 * Keeps days and instants of visits together whenever somebody writes either: people enter the days of an all-day visit, calendars
 * drag its instants. The command that confirms a visit checks it once more, for ways to write that raise no events.
 */
export function registerVisitTimes({ filter }: Pick<RegisterFunctions, 'filter'>): void {
	filter(`${collection}.items.create`, async (payload, _meta, context) =>
		concernsTimes(payload as Payload) ? settle(payload as Payload, [null], context) : payload,
	);
	filter(`${collection}.items.update`, async (payload, meta, context) => {
		if (!concernsTimes(payload as Payload)) return payload;
		const keys = meta['keys'] as readonly (string | number)[];
		return settle(payload as Payload, await timesBefore(context, [...new Set(keys.map(String))]), context);
	});
}
