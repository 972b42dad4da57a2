import { localDay } from '@crm-policy/rules/calendar/local-date';
import { appraisalResults, appraisalTotals } from '@crm-policy/rules/complaints/appraisals';
import { z } from 'zod';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';

const queryModel = z.object({ month: z.stringFormat('month', /^\d{4}-(0[1-9]|1[0-2])$/).optional() });

const countsModel = z.array(
	z
		.object({
			department: z.string().nullable(),
			person: z.string().nullable(),
			result: z.enum(appraisalResults),
			countDistinct: z.object({ id: z.coerce.number().int() }),
		})
		.transform(({ countDistinct, ...entries }) => ({ ...entries, count: countDistinct.id })),
);

/** Kinds of entries one answer adds up at most: of a company's people and departments a few hundred can be responsible in a month. */
const mostCounts = 2000;

/**
 * The appraisal entries of a month added up for each department and person responsible: `{ data: [ { department, person, total, results } ],
 * meta: { month, left_out } }`, of those the caller may read; the present month where none is asked for (CMP-13, KPI-07).
 */
export const appraisalsRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/appraisals',
	answering(host, async ({ query }, caller) => {
		const asked = read(queryModel, query);
		const work = await startWork(host, host.database, await host.getSchema());
		const { time_zone } = await rulebookInForce(work.trx, work.now, caller.locale);
		const month = asked.month ?? localDay(work.now, time_zone).slice(0, 7);
		const entries = new host.services.ItemsService('crm_appraisal_entries', {
			knex: work.trx,
			schema: work.schema,
			accountability: caller.accountability,
		});
		const counts = countsModel.parse(
			await entries.readByQuery({
				filter: { month: { _eq: month } },
				// The host’s plain count counts an entry once for every row a rule leads over.
				aggregate: { countDistinct: ['id'] },
				group: ['department', 'person', 'result'],
				limit: mostCounts,
			}),
		);
		const totals = appraisalTotals(counts);
		const people = await namesOf(
			work.trx,
			totals.map(({ person }) => person),
		);
		const departments = new Map(
			(
				await rowsOf<{ id: string; name: string }>(
					work
						.trx('crm_departments')
						.whereIn('id', [...new Set(totals.flatMap(({ department }) => department ?? []))])
						.select('id', 'name'),
				)
			).map(({ id, name }) => [id, name] as const),
		);
		const named = (id: string | null, names: ReadonlyMap<string, string>) => (id === null ? null : { id, name: names.get(id) ?? '' });
		return {
			data: totals.map(({ department, person, ...figures }) => ({
				department: named(department, departments),
				person: named(person, people),
				...figures,
			})),
			meta: { month, left_out: counts.length === mostCounts },
		};
	}),
];
