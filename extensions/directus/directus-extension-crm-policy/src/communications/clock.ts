import { localDay } from '@crm-policy/rules/calendar/local-date';
import { hearers, reminderKey, remindersOf } from '@crm-policy/rules/communications/reminding';
import { reminderMessages, type Told } from '@crm-policy/rules/communications/reminder-messages';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Host, Work } from '../engine/context.js';
import { enqueue } from '../engine/outbox.js';
import { lockRow } from '../engine/records.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { standingsOf, type Asked } from './standings.js';

/** Customers looked at in one transaction. */
const batch = 500;

/** Reminders given longer ago are of no period that goes on. */
const keptDays = 3 * 366;

/** Where instances queue that would remind of the same contact. */
const queue = { collection: 'crm_anchors', id: 'contact-reminders' } as const;

interface Row extends Asked {
	readonly head: string | null;
}

/** The next customers in use, with whom their department names as its head. */
const customersAfter = ({ trx }: Work, after: string): Promise<readonly Row[]> =>
	rowsOf<Row>(
		trx('crm_customers as customer')
			.leftJoin('crm_departments as department', 'department.id', 'customer.department')
			.whereNot('customer.status', 'archived')
			.modify((query) => void (after === '' ? query : query.where('customer.id', '>', after)))
			.orderBy('customer.id')
			.limit(batch)
			.select('customer.id', 'customer.name', 'customer.owner', 'customer.department', 'customer.key_customer', 'customer.value_class')
			.select('department.head'),
	);

/** Reminds of what is overdue with these customers and was not reminded of in its present period. */
async function remindAbout(work: Work, customers: readonly Row[], rulebook: Rulebook): Promise<number> {
	const { trx, now } = work;
	const today = localDay(now, rulebook.time_zone);
	const known = new Map(customers.map((customer) => [customer.id, customer]));
	const rows = customers.map(({ head: _head, ...customer }) => decodeRow('crm_customers', customer) as unknown as Asked);
	const owed = (await standingsOf(work, rows, rulebook)).flatMap((standing) =>
		remindersOf(standing, rulebook.visits, today).map((reminder) => ({ ...reminder, customer: standing.id, name: standing.name })),
	);
	if (owed.length === 0) return 0;
	await trx(queue.collection).insert({ id: queue.id }).onConflict('id').ignore();
	await lockRow(work, queue.collection, queue.id);
	const given = new Set(
		(
			await rowsOf<{ customer: string; contact: string; stage: string; since: string }>(
				trx('crm_contact_reminders')
					.whereIn('customer', [...known.keys()])
					.select('customer', 'contact', 'stage', 'since'),
			)
		).map((row) => `${row.customer}/${reminderKey(row as Parameters<typeof reminderKey>[0])}`),
	);
	const pending = owed.filter((reminder) => !given.has(`${reminder.customer}/${reminderKey(reminder)}`));
	if (pending.length === 0) return 0;
	// Only where something is written anyway: a look at customers of whom none is overdue takes no lock from anybody.
	await trx('crm_contact_reminders')
		.where('told_at', '<', new Date(Date.parse(now) - keptDays * 86_400_000).toISOString())
		.delete();
	const rowsToKeep = pending.map(({ customer, contact, stage, since }) => ({ customer, contact, stage, since, told_at: now }));
	for (let from = 0; from < rowsToKeep.length; from += 100) await trx('crm_contact_reminders').insert(rowsToKeep.slice(from, from + 100));
	const people = await work.people();
	const told = pending.map((reminder): Told => {
		const { owner = null, department = null, head = null } = known.get(reminder.customer) ?? {};
		return { ...reminder, to: hearers(reminder, { owner, department, head }, people, rulebook.visits) };
	});
	for (const { message, customer } of reminderMessages(told))
		await enqueue(work, [message], { collection: 'crm_customers', item: customer });
	return pending.length;
}

/**
 * Reminds whoever answers for contact that is overdue, and those who answer for them when it stays so: each once in the period in which
 * contact was not had (VIS-07, COM-01, COM-03, COM-04). Safe on several instances.
 *
 * @returns how many reminders were given
 */
export async function remindOfContact(host: Host, now: Date = new Date()): Promise<number> {
	const schema = await host.getSchema();
	const rulebook = await rulebookInForce(host.database, now.toISOString(), 'en-US');
	let [reminded, after] = [0, ''];
	for (;;) {
		const last = await host.database.transaction(async (trx) => {
			const work = { ...(await startWork(host, trx, schema)), now: now.toISOString() };
			const customers = await customersAfter(work, after);
			reminded += await remindAbout(work, customers, rulebook);
			return customers.length < batch ? undefined : customers.at(-1)?.id;
		});
		if (last === undefined) return reminded;
		after = last;
	}
}

/** Nobody is reminded in the middle of the night: a day of the company begins for this at six. */
const earliestHour = 6;

let remindedOn: string | null = null;

/** Reminds of contact once a day, in the morning, and once after a start. */
export async function runContactClock(host: Host, now: Date = new Date()): Promise<void> {
	const { time_zone } = await rulebookInForce(host.database, now.toISOString(), 'en-US');
	const day = localDay(new Date(now.getTime() - earliestHour * 3_600_000).toISOString(), time_zone);
	if (remindedOn === day) return;
	await remindOfContact(host, now);
	remindedOn = day;
}
