import type { EventContext, RegisterFunctions } from '@directus/types';
import { canonicalValue } from '@crm-policy/rules/canonical/content';
import { changeOf } from '@crm-policy/rules/customers/change';
import { customerFieldLabels } from '@crm-policy/rules/customers/fields';
import { decodeRow, kindOf, type Row } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Host, Work } from '../engine/context.js';
import { enqueue } from '../engine/outbox.js';
import { namesOf } from '../engine/people.js';
import { firstOf, rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { insertRows } from '../engine/writer.js';

/** How many writes may be under way at once; what was noted for one that failed makes room in time. */
const mostUnderWay = 1000;

/** What customers were before a write that is under way, by id. */
const before = new Map<string, Row>();

function note(row: Row): void {
	const id = String(row['id']);
	before.delete(id);
	before.set(id, row);
	const [oldest] = before.keys();
	if (before.size > mostUnderWay && oldest !== undefined) before.delete(oldest);
}

/** Particulars people are told of, by the names the rules about changes use. */
const particulars = Object.keys(customerFieldLabels);

const differs = (field: string, was: Row, is: Row): boolean => {
	const kind = kindOf('crm_customers', field);
	return JSON.stringify(canonicalValue(was[field] ?? null, kind)) !== JSON.stringify(canonicalValue(is[field] ?? null, kind));
};

/** What the host kept of the customer after the last write through it, for a write nothing was noted about. */
async function lastVersion({ trx }: Work, customer: string): Promise<Row | null> {
	const raw = await firstOf<{ data: unknown }>(
		trx('directus_revisions').where({ collection: 'crm_customers', item: customer }).orderBy('id', 'desc').select('data').first(),
	);
	if (raw === undefined) return null;
	return (typeof raw.data === 'string' ? JSON.parse(raw.data) : raw.data) as Row;
}

/** Keeps the change and tells the departments concerned, in the transaction of the write itself (CUS-06, CUS-07). */
async function record(work: Work, customer: Row, fields: readonly string[], user: string | null): Promise<void> {
	if (fields.length === 0) return;
	const rulebook = await rulebookInForce(work.trx, work.now, 'en-US');
	const who = user === null ? null : ((await namesOf(work.trx, [user])).get(user) ?? null);
	const kept = changeOf({ customer, fields, by: user, at: work.now, rulebook, newId: work.newId, who });
	for (const effect of kept) if (effect.kind === 'insert') await insertRows(work, effect.collection, [effect.row], user);
	const messages = kept.filter((effect) => effect.kind === 'notify');
	await enqueue(work, messages, { collection: 'crm_customers', item: String(customer['id']) });
}

async function customerRow({ trx }: Work, id: unknown): Promise<Row | null> {
	const raw = await firstOf(
		trx('crm_customers')
			.where({ id: id as string })
			.first(),
	);
	return raw === undefined ? null : decodeRow('crm_customers', raw);
}

interface Activity {
	readonly action: string;
	readonly collection: string;
	readonly item: string;
	readonly user: string | null;
}

async function customerWritten(work: Work, { item, user }: Activity): Promise<void> {
	const is = await customerRow(work, item);
	const was = before.get(item) ?? (await lastVersion(work, item));
	before.delete(item);
	if (is === null || was === null) return;
	await record(
		work,
		is,
		particulars.filter((field) => differs(field, was, is)),
		user,
	);
}

async function contactWritten(work: Work, { item, user }: Activity): Promise<void> {
	const contact = await firstOf<{ customer: string }>(work.trx('crm_contacts').where({ id: item }).select('customer').first());
	const customer = contact === undefined ? null : await customerRow(work, contact.customer);
	if (customer === null) return;
	await record(work, customer, ['contacts'], user);
}

/** Notes what customers were, and once a write has gone through keeps what changed and tells whom it concerns. */
export function registerCustomerChanges({ filter }: Pick<RegisterFunctions, 'filter'>, host: Host): void {
	filter('crm_customers.items.update', async (payload, meta, { database }) => {
		const keys = (Array.isArray(meta['keys']) ? meta['keys'] : []).map(String).slice(0, mostUnderWay);
		const rows = await rowsOf(database('crm_customers').whereIn('id', keys));
		for (const row of rows) note(decodeRow('crm_customers', row));
		return payload;
	});
	filter('activity.create', async (payload, _meta, { database }: EventContext) => {
		const activity = payload as Activity;
		const customers = activity.collection === 'crm_customers' && activity.action === 'update';
		const contacts = activity.collection === 'crm_contacts' && activity.action === 'update';
		if (customers || contacts) {
			const work = await startWork(host, database, await host.getSchema());
			await (customers ? customerWritten(work, activity) : contactWritten(work, activity));
		}
		return payload;
	});
}
