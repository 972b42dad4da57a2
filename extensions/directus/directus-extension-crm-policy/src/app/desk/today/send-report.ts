import { readFailure, type Failure } from '../../shared/api/failure.js';
import type { CrmApi } from '../../shared/api/use-crm-api.js';
import type { ReportDraft } from './report-draft.js';

export type ReportSender = Pick<CrmApi, 'order' | 'reportArrived'>;

export type Sent = { readonly result: 'accepted' | 'waiting' } | { readonly result: 'refused'; readonly failure: Failure };

/**
 * Sends a report, however often: one the server has accepted already, although the answer was lost, is recognised by its mark.
 * Without a connection it waits.
 */
export async function sendReport(api: ReportSender, { visit, submission, input }: ReportDraft): Promise<Sent> {
	try {
		await api.order({
			collection: 'crm_visits',
			id: visit,
			command: 'report',
			input: { ...input, submission },
			comment: null,
			revision: null,
		});
		return { result: 'accepted' };
	} catch (thrown) {
		const failure = readFailure(thrown);
		if (failure.kind === 'offline') return { result: 'waiting' };
		try {
			return (await api.reportArrived(visit, submission)) ? { result: 'accepted' } : { result: 'refused', failure };
		} catch (again) {
			return readFailure(again).kind === 'offline' ? { result: 'waiting' } : { result: 'refused', failure };
		}
	}
}
