import { contentHash } from '@crm-policy/rules/canonical/content';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { rulebookProcess, type RulebookFacts } from '@crm-policy/rules/rulebooks/process';
import { countRounds, loadPending } from '../approval/loading.js';
import { decodeRow } from '../engine/codec.js';
import { loadContent } from '../engine/content.js';
import type { Domain } from '../engine/domain.js';
import { rowsOf } from '../engine/rows.js';

const rulebook = rulebookProcess as unknown as AnyProcess;

/** Rulebooks: where the facts their rules ask for come from. */
export const rulebookDomains: readonly Domain[] = [
	{
		process: rulebook,
		title: (row) => `${String(row['title'])} (${String(row['version'])})`,
		facts: {
			content: async ({ work, row }): Promise<RulebookFacts['content']> => {
				const canonical = await loadContent(work, rulebook, row);
				return { hash: contentHash(canonical), canonical };
			},
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
			rounds: ({ work, row }) => countRounds(work, 'crm_rulebooks', String(row['id'])),
			pending: ({ work, row }) => loadPending(work, 'crm_rulebooks', String(row['id'])),
			people: ({ work }) => work.people(),
		},
	},
];
