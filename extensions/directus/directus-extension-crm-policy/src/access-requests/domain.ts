import { accessRequestProcess } from '@crm-policy/rules/access-requests/process';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { subjectFacts } from '../approval/subject-facts.js';
import type { Domain } from '../engine/domain.js';
import { inUse } from '../customers/merged.js';
import { rowsOf } from '../engine/rows.js';

const accessRequest = accessRequestProcess as unknown as AnyProcess;

/** Access requests: which customers have the number or name that was written, whoever may see them (CUS-05). */
export const accessRequestDomains: readonly Domain[] = [
	{
		process: accessRequest,
		// Never the name of the customer that was found: whoever asks reads this too.
		title: (row) => [row['number'], row['sought']].filter((part) => typeof part === 'string').join(' '),
		facts: {
			...subjectFacts(accessRequest),
			found: async ({ work, row }): Promise<readonly string[]> => {
				const sought = typeof row['sought'] === 'string' ? row['sought'].trim() : '';
				if (sought === '') return [];
				const rows = await rowsOf<{ id: string }>(
					work.trx('crm_customers').where({ number: sought }).orWhere({ name: sought }).orderBy('id').limit(2).select('id'),
				);
				return inUse(
					work.trx,
					rows.map(({ id }) => id),
				);
			},
		},
	},
];
