import { z } from 'zod';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { dutiesOf, overdueDays } from '@crm-policy/rules/communications/due';
import { visitWords } from '@crm-policy/rules/visits/words';
import { say } from '@crm-policy/rules/words/text';
import { answering, pageModel, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { isGranted } from '../engine/rights.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { contactStandings } from './standings.js';

const yesOrNo = z.enum(['true', 'false']).transform((said) => said === 'true');

const queryModel = pageModel.extend({
	mine: yesOrNo.default(false),
	overdue: yesOrNo.default(false),
	department: z.uuid().optional(),
	search: z.string().trim().max(100).optional(),
});

/**
 * When the next visit and the next contact of any kind is due with each customer the caller sees, by its class and the rulebook in force, the
 * longest overdue first (VIS-07, VIS-08, COM-01, COM-03, COM-04).
 */
export const dueContactsRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/communications/due',
	answering(host, async ({ query }, caller) => {
		const { limit, offset, mine, overdue, department, search } = read(queryModel, query);
		const work = await startWork(host, host.database, await host.getSchema());
		const rulebook = await rulebookInForce(work.trx, work.now, caller.locale);
		const today = localDay(work.now, rulebook.time_zone);
		const { standings, leftOut } = await contactStandings(
			work,
			caller,
			{
				owner: mine ? (caller.actor.id ?? undefined) : undefined,
				department,
				search: search === '' ? undefined : search,
			},
			rulebook,
		);
		const owed = standings
			.flatMap((customer) => {
				const duties = dutiesOf(customer, rulebook.visits);
				const [first] = duties;
				return first === undefined ? [] : [{ customer, duties, due_on: first.due_on }];
			})
			.toSorted(
				(a, b) =>
					a.due_on.localeCompare(b.due_on) ||
					a.customer.name.localeCompare(b.customer.name, caller.locale) ||
					a.customer.id.localeCompare(b.customer.id),
			);
		const late = owed.filter(({ due_on }) => due_on < today);
		const page = (overdue ? late : owed).slice(offset, offset + limit);
		const names = await namesOf(
			work.trx,
			page.map(({ customer }) => customer.owner),
		);
		return {
			data: page.map(({ customer, duties }) => ({
				customer: { id: customer.id, name: customer.name },
				owner: customer.owner === null ? null : (names.get(customer.owner) ?? null),
				target: customer.target,
				target_label: say(visitWords.contactTargets[customer.target], caller.locale),
				planned: customer.planned,
				duties: duties.map(({ contact, every_days, clauses, last, due_on }) => ({
					contact,
					label: say(visitWords.contactKinds[contact], caller.locale),
					every_days,
					clauses,
					last,
					due_on,
					overdue_days: overdueDays(due_on, today),
				})),
			})),
			meta: {
				total: overdue ? late.length : owed.length,
				overdue: late.length,
				/** Customers that were looked at; `left_out` says that there are more than one question looks at. */
				customers: standings.length,
				left_out: leftOut,
				may_plan: await isGranted(work.trx, caller.accountability, 'crm_visits', 'create'),
			},
		};
	}),
];
