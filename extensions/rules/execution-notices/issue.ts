import type { Content } from '../canonical/content.js';
import type { Effect } from '../process/effect.js';
import { hoursAfter } from '../calendar/local-date.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { relevantTerms } from './terms.js';
import { executionNoticeWords as words } from './words.js';

/** The terms that are passed on, and for which contract. */
export interface NoticeTerms {
	readonly contract: string;
	readonly department: string | null;
	readonly title: string;
	readonly terms: Content;
	readonly version: number;
}

/** Issues the execution documents of the rulebook at once when a contract, or a change of it, takes effect (ORD-01, AMD-03). */
export function noticeEffects(
	terms: NoticeTerms,
	context: { readonly rulebook: Rulebook; readonly now: string; readonly newId: () => string },
): readonly Effect[] {
	const { rulebook, now, newId } = context;
	return rulebook.execution.notices.flatMap((notice): readonly Effect[] => [
		{
			kind: 'insert',
			collection: 'crm_execution_notices',
			sequence: 'execution_notice',
			row: {
				id: newId(),
				status: 'issued',
				revision: 0,
				contract: terms.contract,
				contract_version: terms.version,
				kind: notice.kind,
				role: notice.to,
				department: terms.department,
				terms: relevantTerms(terms.terms),
				issued_at: now,
				due_at: hoursAfter(now, rulebook.execution.acknowledge_within_hours),
				rulebook_version: rulebook.version,
			},
		},
		{
			kind: 'notify',
			to: [{ role: notice.to }],
			subject: words.issuedSubject,
			body: words.issuedBody,
			values: { kind: words.kinds[notice.kind], title: terms.title },
		},
	]);
}
