import { hotlineProcess } from '@crm-policy/rules/hotlines/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import type { Domain } from '../engine/domain.js';
import { firstOf, rowsOf } from '../engine/rows.js';

/** Hotline lists: where the facts their rules ask for come from. */
export const hotlineDomains: readonly Domain[] = [
	{
		process: hotlineProcess as unknown as AnyProcess,
		title: (row) => String(row['title']),
		// Commands on all lists queue at the oldest one, so that two published at the same instant see each other.
		anchors: async (work) => {
			const oldest = await firstOf<{ id: string }>(work.trx('crm_hotlines').orderBy('date_created').orderBy('id').select('id').first());
			return oldest === undefined ? [] : [{ collection: 'crm_hotlines', id: oldest.id }];
		},
		facts: {
			published: ({ work, row }) =>
				rowsOf(work.trx('crm_hotlines').where({ status: 'published' }).whereNot('id', String(row['id'])).select('id')),
		},
	},
];
