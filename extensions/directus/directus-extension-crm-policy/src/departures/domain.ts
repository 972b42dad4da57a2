import { departureProcess } from '@crm-policy/rules/departures/process';
import type { DepartureFacts, DepartureRow } from '@crm-policy/rules/departures/departure';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { openFeedsOf } from '../calendar-feeds/feeds.js';
import type { FactRequest } from '../engine/context.js';
import type { Domain } from '../engine/domain.js';
import { rowsOf } from '../engine/rows.js';
import { heldBy, tasksFor, type TitleOf } from './held.js';

const departure = departureProcess as unknown as AnyProcess;

const rowOf = ({ row }: FactRequest): DepartureRow => row as unknown as DepartureRow;

/** Departures: what is left in the name of whoever leaves, over every domain that declares what people hold. */
export const departureDomains = (titleOf: TitleOf): readonly Domain[] => [
	{
		process: departure,
		title: (row) => String(row['id']),
		facts: {
			people: ({ work }) => work.people(),
			held: async (request): Promise<DepartureFacts['held']> => {
				const { person, successor } = rowOf(request);
				if (person === null) return [];
				const { trx, now } = request.work;
				const items = await heldBy(trx, person, titleOf);
				const tasks = items.filter(({ collection }) => collection === 'crm_approval_tasks').map(({ id }) => id);
				const fitting = await tasksFor(trx, tasks, successor, await request.work.people(), now, request.rulebook.time_zone);
				return items.map((item) => ({ ...item, fits: item.collection !== 'crm_approval_tasks' || fitting.has(item.id) }));
			},
			feeds: async (request): Promise<DepartureFacts['feeds']> => {
				const { person } = rowOf(request);
				return person === null ? [] : openFeedsOf(request.work.trx, person);
			},
			heads: async (request): Promise<DepartureFacts['heads']> => {
				const { person } = rowOf(request);
				if (person === null) return [];
				const rows = await rowsOf<{ name: string }>(
					request.work.trx('crm_departments').where({ head: person, active: true }).orderBy('name').select('name'),
				);
				return rows.map(({ name }) => name);
			},
		},
	},
];
