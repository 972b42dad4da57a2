import { contentHash } from '@crm-policy/rules/canonical/content';
import type { CorrectiveActionFacts } from '@crm-policy/rules/corrective-actions/action';
import { correctiveActionProcess } from '@crm-policy/rules/corrective-actions/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { loadContent } from '../engine/content.js';
import type { Domain } from '../engine/domain.js';
import { firstOf } from '../engine/rows.js';

const correctiveAction = correctiveActionProcess as unknown as AnyProcess;

/** Corrective and preventive actions: where the facts their rules ask for come from. */
export const correctiveActionDomains: readonly Domain[] = [
	{
		process: correctiveAction,
		title: (row) =>
			[row['number'] as string | null | undefined, row['title'] as string | null | undefined]
				.filter((part) => part !== null && part !== undefined)
				.join(' '),
		facts: {
			content: async ({ work, row }): Promise<CorrectiveActionFacts['content']> => {
				const canonical = await loadContent(work, correctiveAction, row);
				return { hash: contentHash(canonical), canonical };
			},
			accused: async ({ work, row }): Promise<string | null> => {
				if (typeof row['complaint'] !== 'string') return null;
				const found = await firstOf<{ accused: string | null }>(
					work.trx('crm_complaints').where({ id: row['complaint'] }).select('accused').first(),
				);
				return found?.accused ?? null;
			},
		},
	},
];
