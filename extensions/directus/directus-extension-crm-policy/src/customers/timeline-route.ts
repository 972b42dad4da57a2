import { ForbiddenError, isDirectusError } from '@directus/errors';
import { z } from 'zod';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { say } from '@crm-policy/rules/words/text';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { assertVisible } from '../engine/records.js';
import { stateLabel } from '../engine/labels.js';
import { rulebookOf } from '../engine/rulebooks.js';
import { withMerged } from './merged.js';
import { timelineSources, type TimelineSource } from './timeline-sources.js';

/** Entries of one page, and how far back anybody pages: what is older is read in the list of its collection. */
const mostEntries = 50;
const mostPaged = 10_000;

const queryModel = z.object({
	limit: z.coerce.number().int().min(1).max(mostEntries).default(20),
	kind: z.string().max(500).optional(),
	cursor: z.string().max(1000).optional(),
});

/** How many entries of each kind were shown already. */
const cursorModel = z.record(z.string().max(40), z.number().int().min(0).max(mostPaged));
type Cursor = z.infer<typeof cursorModel>;

const readCursor = (cursor: string | undefined): Cursor => {
	if (cursor === undefined) return {};
	let decoded: unknown;
	try {
		decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
	} catch {
		decoded = null;
	}
	return read(cursorModel, decoded);
};

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');

interface Entry {
	readonly source: TimelineSource;
	readonly row: Readonly<Record<string, unknown>>;
	/** What it is ordered by; a whole day begins at midnight. */
	readonly at: string;
	readonly wholeDay: boolean;
}

const instantOf = (value: unknown): Pick<Entry, 'at' | 'wholeDay'> => {
	const said = value instanceof Date ? value.toISOString() : String(value);
	const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(said);
	return { at: wholeDay ? `${said}T00:00:00.000Z` : new Date(said).toISOString(), wholeDay };
};

/** The newest rows of one kind the caller may read after those shown already; nothing where the kind is not theirs to read. */
async function entriesOf(
	work: Work,
	{ accountability }: Caller,
	source: TimelineSource,
	records: readonly string[],
	offset: number,
	limit: number,
) {
	const { collection, at, person, fields } = source;
	const items = new work.host.services.ItemsService(collection, { knex: work.trx, schema: work.schema, accountability });
	try {
		const rows = await items.readByQuery({
			filter: { _and: [{ customer: { _in: records } }, { [at]: { _nnull: true } }] },
			fields: ['id', 'customer', at, ...(person === undefined ? [] : [person]), ...fields],
			sort: [`-${at}`, 'id'],
			limit,
			offset,
		});
		return rows.map((row): Entry => ({ source, row, ...instantOf(row[at]) }));
	} catch (error) {
		if (isDirectusError(error) && error.code === 'FORBIDDEN') return null;
		throw error;
	}
}

/** Versions of the rulebook that entries were made under, each read once. */
async function rulebooksOf(work: Work, caller: Caller, entries: readonly Entry[]): Promise<ReadonlyMap<number, Rulebook>> {
	const versions = [...new Set(entries.flatMap(({ row }) => (typeof row['rulebook'] === 'number' ? [row['rulebook']] : [])))];
	const read = await Promise.all(
		versions.map(async (version) => [version, await rulebookOf(work.trx, version, work.now, caller.locale)] as const),
	);
	return new Map(read);
}

/**
 * Everything that happened with a customer, newest first: contracts, transactions, complaints, gifts and more, each as far as the reader may
 * read it. One query for each kind, however many entries there are (CUS-11).
 */
export const customerTimelineRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/customers/:id/timeline',
	answering(host, async ({ params, query }, caller) => {
		const id = z.uuid().safeParse(params['id']);
		if (!id.success) throw new ForbiddenError();
		const { limit, kind, cursor } = read(queryModel, { limit: query['limit'], kind: query['kind'], cursor: query['cursor'] });
		const wanted = kind === undefined || kind === '' ? null : kind.split(',');
		const shown = readCursor(cursor);
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_customers', id.data);
		// What was approved about a record that was merged into this one stays with it, and is part of the history all the same.
		const records = await withMerged(work.trx, [id.data]);

		const perKind = await Promise.all(
			timelineSources.map(async (source) => {
				const asked = wanted === null || wanted.includes(source.kind);
				const found = await entriesOf(work, caller, source, records, shown[source.kind] ?? 0, asked ? limit + 1 : 1);
				return { source, readable: found !== null, entries: asked ? (found ?? []) : [] };
			}),
		);
		const merged = perKind.flatMap(({ entries }) => entries).toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
		const page = merged.slice(0, limit);
		const next = { ...shown };
		for (const { source } of page) next[source.kind] = Math.min(mostPaged, (next[source.kind] ?? 0) + 1);

		const names = await namesOf(
			work.trx,
			page.map(({ source, row }) => (source.person === undefined ? null : (row[source.person] as string | null))),
		);
		const rulebooks = await rulebooksOf(work, caller, page);
		return {
			data: {
				kinds: perKind
					.filter(({ readable }) => readable)
					.map(({ source }) => ({ kind: source.kind, label: say(source.label, caller.locale) })),
				entries: page.map(({ source, row, at, wholeDay }) => {
					const who = source.person === undefined ? null : (row[source.person] as string | null);
					return {
						kind: source.kind,
						kind_label: say(source.label, caller.locale),
						collection: source.collection,
						id: String(row['id']),
						at,
						whole_day: wholeDay,
						...source.describe(row, caller.locale, (version) => rulebooks.get(version)),
						/** Whether it stands under a record that was merged into this one. */
						merged: row['customer'] !== id.data,
						status_label: stateLabel(source.collection, row['status'], caller.locale),
						person: who === null ? null : (names.get(who) ?? null),
					};
				}),
				next: merged.length > limit ? writeCursor(next) : null,
			},
		};
	}),
];
