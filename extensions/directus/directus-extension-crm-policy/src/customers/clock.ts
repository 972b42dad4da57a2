import { localDay } from '@crm-policy/rules/calendar/local-date';
import { classify, figuresOf } from '@crm-policy/rules/customers/value-class';
import { encoded } from '../engine/codec.js';
import type { Domains } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { attempt, issueAll } from '../engine/system-command.js';
import { purchasesOf } from './purchases.js';

/** How many customers are looked at together, and how many rounds of verification one run reminds of. */
const batch = 500;

/** Reminds once of every round of verification that is not closed by its day (CUS-08). */
export async function remindOfVerification(host: Host, domains: Domains, now: Date = new Date()): Promise<number> {
	const { time_zone } = await rulebookInForce(host.database, now.toISOString(), 'en-US');
	const overdue = await rowsOf<{ id: string }>(
		host
			.database('crm_verification_runs')
			.where({ status: 'open' })
			.whereNull('overdue_reminded_at')
			.where('due_on', '<', encoded('crm_verification_runs', 'due_on', localDay(now.toISOString(), time_zone)))
			.orderBy([{ column: 'due_on' }, { column: 'id' }])
			.limit(batch)
			.select('id'),
	);
	return issueAll(host, domains, 'crm_verification_runs', 'remind', overdue);
}

interface Graded {
	readonly id: string;
	readonly value_class: string | null;
	readonly buying_intention: string | null;
	readonly buying_ability: string | null;
}

/**
 * Works out the class of every customer anew, once a day, and changes those that are in another one: purchases age, rules change. Two queries
 * for each batch; a command only where something changes. A prospect of whom nothing is known yet is left without a class (SEG-01).
 */
export async function gradeCustomers(host: Host, domains: Domains, now: Date = new Date()): Promise<number> {
	const { database } = host;
	const rulebook = await rulebookInForce(database, now.toISOString(), 'en-US');
	const rules = rulebook.customers.value_classes;
	const today = localDay(now.toISOString(), rulebook.time_zone);
	let [changed, after] = [0, ''];
	for (;;) {
		const customers = await rowsOf<Graded>(
			database('crm_customers')
				.whereIn('status', ['prospect', 'vetting', 'active', 'dormant'])
				.modify((query) => void (after === '' ? query : query.where('id', '>', after)))
				.orderBy('id')
				.limit(batch)
				.select('id', 'value_class', 'buying_intention', 'buying_ability'),
		);
		const bought = await purchasesOf(
			database,
			customers.map(({ id }) => id),
			rulebook,
			today,
		);
		for (const { id, value_class: present, buying_intention, buying_ability } of customers) {
			const meansToBuy = buying_intention === 'high' && buying_ability === 'high';
			const decision = classify(rules, figuresOf(bought.get(id) ?? [], rules, today, meansToBuy));
			const nothingKnown = present === null && decision.rule === null && decision.figures.orders === 0;
			if (decision.class === present || nothingKnown) continue;
			if (await attempt(host, domains, 'crm_customers', id, 'grade')) changed += 1;
		}
		const last = customers.at(-1);
		if (last === undefined || customers.length < batch) return changed;
		after = last.id;
	}
}
