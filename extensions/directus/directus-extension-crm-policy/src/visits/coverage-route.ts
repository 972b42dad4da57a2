import { InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { daysAfter, localDay } from '@crm-policy/rules/calendar/local-date';
import { dutiesOf } from '@crm-policy/rules/communications/due';
import { coverageOf, noCoverage, together, type AlikeVisits } from '@crm-policy/rules/visits/coverage';
import { contactTargets } from '@crm-policy/rules/visits/settings';
import { beginOf } from '@crm-policy/rules/visits/times';
import { takingTime, visitStates } from '@crm-policy/rules/visits/visit';
import { visitWords } from '@crm-policy/rules/visits/words';
import { say } from '@crm-policy/rules/words/text';
import { contactStandings, mostCustomers, type Standing } from '../communications/standings.js';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';

/** Days one question is about at most: a year. */
const mostDays = 366;

const queryModel = z.object({ from: z.iso.date(), until: z.iso.date() });

/** One row of a count: visits of a unit to a customer in a state. */
const countModel = z.array(
	z
		.object({
			department: z.string().nullable(),
			customer: z.string().nullable(),
			status: z.enum(visitStates),
			countDistinct: z.object({ id: z.coerce.number().int() }),
		})
		.transform(({ countDistinct, ...visits }) => ({ ...visits, count: countDistinct.id })),
);
type Count = z.infer<typeof countModel>[number];

/** Rows of one count: every customer that is looked at, in every state. */
const mostCounts = mostCustomers * visitStates.length;

/** Visits the caller may read, counted by unit, customer and state. */
async function counted({ host, trx, schema }: Work, { accountability }: Caller, conditions: readonly object[]): Promise<readonly Count[]> {
	const visits = new host.services.ItemsService('crm_visits', { knex: trx, schema, accountability });
	const rows = await visits.readByQuery({
		filter: { _and: [...conditions] },
		// The host’s plain count counts a visit once for every participant a rule about rows leads over.
		aggregate: { countDistinct: ['id'] },
		group: ['department', 'customer', 'status'],
		limit: mostCounts,
	});
	return countModel.parse(rows);
}

/** The visits of a period, each kind counted once: four questions, whatever their number. */
async function visitsOf(work: Work, caller: Caller, period: object, standings: readonly Standing[]): Promise<readonly AlikeVisits[]> {
	const targets = new Map(standings.map(({ id, target }) => [id, target]));
	const fromPlan = { plan_line: { _nnull: true } };
	const over = { _and: [{ status: { _in: [...takingTime] } }, { ends_at: { _lt: work.now } }] };
	const other = { _or: [{ status: { _nin: [...takingTime] } }, { ends_at: { _gte: work.now } }, { ends_at: { _null: true } }] };
	const ask = async (ofPlan: boolean, past: boolean): Promise<readonly AlikeVisits[]> =>
		(await counted(work, caller, [period, ofPlan ? fromPlan : { plan_line: { _null: true } }, past ? over : other])).map(
			({ department, customer, status, count }) => ({
				department,
				target: customer === null ? null : (targets.get(customer) ?? null),
				status,
				ofPlan,
				past,
				count,
			}),
		);
	// One after the other: on SQLite there is one connection.
	return [...(await ask(false, false)), ...(await ask(false, true)), ...(await ask(true, false)), ...(await ask(true, true))];
}

/**
 * Plan against done, and coverage: for each unit and kind of customer the visits of a period, and how many customers were visited and contacted
 * within their interval, as of today; of what the caller sees (VIS-01, VIS-07, VIS-08, COM-03, COM-04).
 */
export const visitCoverageRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/visits/coverage',
	answering(host, async ({ query }, caller) => {
		const { from, until } = read(queryModel, query);
		const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
		if (days < 0 || days >= mostDays) throw new InvalidPayloadError({ reason: `from and until: 1 to ${String(mostDays)} days in order` });
		const work = await startWork(host, host.database, await host.getSchema());
		const rulebook = await rulebookInForce(work.trx, work.now, caller.locale);
		const today = localDay(work.now, rulebook.time_zone);
		const { standings, leftOut } = await contactStandings(work, caller, {}, rulebook);
		const period = {
			_and: [
				{ starts_at: { _gte: beginOf(from, rulebook.time_zone) } },
				{ starts_at: { _lt: beginOf(daysAfter(until, 1), rulebook.time_zone) } },
			],
		};
		const lines = coverageOf(
			await visitsOf(work, caller, period, standings),
			standings.map((customer) => ({ ...customer, duties: dutiesOf(customer, rulebook.visits) })),
			today,
		);
		const departments = await rowsOf<{ id: string; name: string }>(
			work
				.trx('crm_departments')
				.whereIn('id', [...new Set(lines.flatMap(({ department }) => department ?? []))])
				.select('id', 'name'),
		);
		const names = new Map(departments.map(({ id, name }) => [id, name]));
		const units = [...new Set(lines.map(({ department }) => department))]
			.map((department) => ({ department, name: department === null ? null : (names.get(department) ?? null) }))
			.toSorted((a, b) => (a.name ?? '\uffff').localeCompare(b.name ?? '\uffff', caller.locale));
		return {
			data: units.map(({ department, name }) => {
				const own = lines.filter((line) => line.department === department);
				return {
					department,
					name,
					classes: [...contactTargets, null].flatMap((target) =>
						own
							.filter((line) => line.target === target)
							.map(({ department: _unit, target: _kind, ...figures }) => ({
								target,
								label: target === null ? null : say(visitWords.contactTargets[target], caller.locale),
								...figures,
							})),
					),
					total: own.map(({ department: _unit, target: _kind, ...figures }) => figures).reduce(together, noCoverage),
				};
			}),
			meta: { from, until, today, left_out: leftOut },
		};
	}),
];
