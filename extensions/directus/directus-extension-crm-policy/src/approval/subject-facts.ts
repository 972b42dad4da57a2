import type { SubjectFacts } from '@crm-policy/rules/approval/subject';
import { contentHash } from '@crm-policy/rules/canonical/content';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { loadContent } from '../engine/content.js';
import type { FactLoader } from '../engine/domain.js';
import { countRounds, loadPending } from './loading.js';

/** The facts that every record under approval offers, for the domain's own list of facts. */
export const subjectFacts = (process: AnyProcess): Readonly<Record<keyof SubjectFacts, FactLoader>> => ({
	content: async ({ work, row }): Promise<SubjectFacts['content']> => {
		const canonical = await loadContent(work, process, row);
		return { hash: contentHash(canonical), canonical };
	},
	pending: ({ work, row }) => loadPending(work, process.collection, String(row['id'])),
	rounds: ({ work, row }) => countRounds(work, process.collection, String(row['id'])),
	people: ({ work }) => work.people(),
});
