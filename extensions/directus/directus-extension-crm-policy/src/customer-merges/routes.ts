import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { customerProcess } from '@crm-policy/rules/customers/process';
import { takableFields, type MergeRow } from '@crm-policy/rules/customer-merges/merge';
import { customerMergeProcess } from '@crm-policy/rules/customer-merges/process';
import { duplicateWords } from '@crm-policy/rules/duplicates/words';
import { hasRole } from '@crm-policy/rules/organisation/people';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import { collections } from '@crm-policy/schema/model';
import { titleOf } from '../domains.js';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import { decodeRow, type Row } from '../engine/codec.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { assertVisible } from '../engine/records.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { referencesOf } from './references.js';
import { suspectedPairs } from './suspects.js';

/** Records one answer names; the counts are of all. */
const most = 200;

/** Merging is the work of the archive's custodian alone (CUS-04), who sees all of it. */
function assertCustodian({ actor, accountability }: Caller): void {
	if (!hasRole(actor, ['information-administrator']) && accountability?.admin !== true) throw new ForbiddenError();
}

const statusOf = (status: unknown, locale: Locale): string => {
	const state = customerProcess.states[status as keyof typeof customerProcess.states] as
		(typeof customerProcess.states)['active'] | undefined;
	return state === undefined ? String(status) : say(state.label, locale);
};

/** What a particular says, as the form of the customer shows it. */
function shown(field: string, value: unknown, locale: Locale): string | null {
	// Particulars are text, choices and days, which are text as well.
	if (typeof value !== 'string' || value === '') return null;
	const declared = collections.crm_customers.fields[field as keyof typeof collections.crm_customers.fields] as
		{ readonly choices?: readonly { readonly value: string; readonly label: Text }[] } | undefined;
	const choice = declared?.choices?.find((offered) => offered.value === value);
	return choice === undefined ? value : say(choice.label, locale);
}

async function customerRow({ trx }: Work, id: string | null): Promise<Row | null> {
	const raw = id === null ? undefined : await firstOf(trx('crm_customers').where({ id }).first());
	return raw === undefined ? null : decodeRow('crm_customers', raw);
}

const labels = new Map<string, Text>(Object.values(collections).map(({ collection, label }) => [collection, label]));

const labelOf = (collection: string, locale: Locale): string =>
	say(labels.get(collection) ?? { 'en-US': collection, 'zh-CN': collection }, locale);

interface Place {
	readonly collection: string;
	readonly outcome: string;
}

/** How many of each kind, in the order of the declarations. */
function counted(places: readonly Place[], outcome: string, locale: Locale) {
	const counts = new Map<string, number>();
	for (const place of places) if (place.outcome === outcome) counts.set(place.collection, (counts.get(place.collection) ?? 0) + 1);
	return [...labels].flatMap(([collection, label]) => {
		const count = counts.get(collection);
		return count === undefined ? [] : [{ collection, label: say(label, locale), count }];
	});
}

/** What would become of everything that names the duplicate; of a merge that was done, what became of it. */
async function placesOf(work: Work, merge: MergeRow): Promise<readonly (Place & { readonly id: string })[]> {
	if (merge.status === 'proposed') {
		const found = merge.duplicate === null ? [] : await referencesOf(work.trx, merge.duplicate, titleOf);
		// What has to be settled first is a reason for the refusal, and said there.
		return found.flatMap(({ collection, id, fate }) =>
			fate === 'settle' ? [] : [{ collection, id, outcome: fate === 'moves' ? 'moved' : 'stayed' }],
		);
	}
	return rowsOf(
		work
			.trx('crm_customer_merge_items')
			.where({ merge: merge.id })
			.orderBy('id')
			.select('subject_collection as collection', 'subject_id as id', 'outcome'),
	);
}

/** The two records beside each other, and what follows or followed. */
const mergeRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/customer-merges/:id',
	answering(host, async ({ params }, caller) => {
		assertCustodian(caller);
		const { locale } = caller;
		const id = read(z.uuid(), params['id']);
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_customer_merges', id);
		const raw = await firstOf(work.trx('crm_customer_merges').where({ id }).first());
		if (raw === undefined) throw new ForbiddenError();
		const merge = decodeRow('crm_customer_merges', raw) as unknown as MergeRow;
		const [survivor, duplicate] = [await customerRow(work, merge.survivor), await customerRow(work, merge.duplicate)];
		const places = await placesOf(work, merge);
		const customer = (row: Row | null) =>
			row === null
				? null
				: { id: String(row['id']), name: String(row['name']), number: row['number'], status_label: statusOf(row['status'], locale) };
		return {
			data: {
				id,
				status: merge.status,
				status_label: say(customerMergeProcess.states[merge.status].label, locale),
				revision: merge.revision,
				survivor: customer(survivor),
				duplicate: customer(duplicate),
				fields: Object.entries(takableFields).flatMap(([field, label]) => {
					const [kept, other] = [shown(field, survivor?.[field], locale), shown(field, duplicate?.[field], locale)];
					return kept === null && other === null
						? []
						: [{ field, label: say(label, locale), survivor: kept, duplicate: other, taken: merge.taken?.includes(field) === true }];
				}),
				moved: counted(places, 'moved', locale),
				stayed: counted(places, 'stayed', locale),
				returned: counted(places, 'returned', locale),
				left: places
					.filter(({ outcome }) => outcome === 'left')
					.slice(0, most)
					.map((place) => ({ collection: place.collection, id: place.id, label: labelOf(place.collection, locale) })),
				left_taken: (merge.left_taken ?? []).map((field) => say(takableFields[field] ?? { 'en-US': field, 'zh-CN': field }, locale)),
			},
		};
	}),
];

/** Pairs in the archive that look like one customer, for whoever merges them. */
const suspectsRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/customer-merges',
	answering(host, async (_request, caller) => {
		assertCustodian(caller);
		const { locale } = caller;
		const pairs = await suspectedPairs(host.database);
		const recent = await rowsOf<{ id: string; status: string; survivor: string; duplicate: string }>(
			host
				.database('crm_customer_merges as m')
				.join('crm_customers as s', 's.id', 'm.survivor')
				.join('crm_customers as d', 'd.id', 'm.duplicate')
				.orderBy('m.date_created', 'desc')
				.limit(20)
				.select('m.id', 'm.status', 's.name as survivor', 'd.name as duplicate'),
		);
		return {
			data: {
				suspects: pairs.map(({ pair, certainty, reasons }) => ({
					pair: pair.map(({ id, name, number, status }) => ({ id, name, number, status_label: statusOf(status, locale) })),
					certainty,
					reasons: reasons.map((reason) => say(duplicateWords.reasons[reason], locale)),
				})),
				merges: recent.map(({ id, status, survivor, duplicate }) => ({
					id,
					survivor,
					duplicate,
					status_label: say(customerMergeProcess.states[status as MergeRow['status']].label, locale),
				})),
			},
		};
	}),
];

export const customerMergeRoutes = (host: Host) => [suspectsRoute(host), mergeRoute(host)];
