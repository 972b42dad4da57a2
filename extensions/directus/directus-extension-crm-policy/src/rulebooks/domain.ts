import type { AnyProcess } from '@crm-policy/rules/processes';
import { rulebookProcess } from '@crm-policy/rules/rulebooks/process';
import { subjectFacts } from '../approval/subject-facts.js';
import { decodeRow } from '../engine/codec.js';
import type { Domain } from '../engine/domain.js';
import { rowsOf } from '../engine/rows.js';

const rulebook = rulebookProcess as unknown as AnyProcess;

/** Rulebooks: where the facts their rules ask for come from. */
export const rulebookDomains: readonly Domain[] = [
	{
		process: rulebook,
		title: (row) => `${String(row['title'])} (${String(row['version'])})`,
		facts: {
			...subjectFacts(rulebook),
			publishedBefore: async ({ work, row }) => {
				const rows = await rowsOf(
					work
						.trx('crm_rulebooks')
						.where({ status: 'published' })
						.whereNot('id', String(row['id']))
						.select('id', 'version', 'effective_from'),
				);
				return rows.map((raw) => decodeRow('crm_rulebooks', raw));
			},
		},
	},
];
