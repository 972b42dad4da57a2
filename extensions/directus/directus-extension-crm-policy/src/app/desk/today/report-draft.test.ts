import { describe, expect, it } from 'vitest';
import { Failure } from '../../shared/api/failure.js';
import { reportDrafts, type DraftStorage } from './report-draft.js';
import { sendReport, type ReportSender } from './send-report.js';

/** A device's storage, with room for so many characters. */
function storage(room = 10_000): DraftStorage & { readonly kept: Map<string, string> } {
	const kept = new Map<string, string>();
	return {
		kept,
		get length() {
			return kept.size;
		},
		key: (index) => [...kept.keys()][index] ?? null,
		getItem: (key) => kept.get(key) ?? null,
		setItem(key, value) {
			if (value.length > room) throw new DOMException('No room', 'QuotaExceededError');
			kept.set(key, value);
		},
		removeItem: (key) => void kept.delete(key),
	};
}

let marks = 0;
const drafts = (device = storage(), person = 'ann') => reportDrafts(device, person, () => `mark-${String((marks += 1))}`);

describe('the draft of a report', () => {
	it('is found again after the page was closed, with the same mark', () => {
		const device = storage();
		const draft = { ...drafts(device).of('visit-1'), input: { visited: 'Ms Wang' } };
		expect(drafts(device).keep(draft)).toBe(true);
		expect(drafts(device).of('visit-1')).toEqual(draft);
	});

	it('is nobody else’s on a shared device', () => {
		const device = storage();
		drafts(device).keep({ ...drafts(device).of('visit-1'), input: { visited: 'Ms Wang' }, waiting: true });
		expect(drafts(device, 'bob').of('visit-1').input).toEqual({});
		expect(drafts(device, 'bob').waiting()).toEqual([]);
	});

	it('says when the device has no room for it', () => {
		const full = drafts(storage(20));
		expect(full.keep(full.of('visit-1'))).toBe(false);
	});

	it('begins anew where the device holds something else under its name', () => {
		const device = storage();
		for (const stray of ['{', '{"visit":1}', 'null']) {
			device.kept.set('crm-visit-report:ann:visit-1', stray);
			expect(drafts(device).of('visit-1')).toMatchObject({ visit: 'visit-1', input: {}, waiting: false });
		}
	});

	it('waits until it is forgotten', () => {
		const mine = drafts();
		mine.keep({ ...mine.of('visit-1'), waiting: true });
		mine.keep(mine.of('visit-2'));
		expect(mine.waiting().map(({ visit }) => visit)).toEqual(['visit-1']);
		mine.forget('visit-1');
		expect(mine.waiting()).toEqual([]);
	});
});

describe('sending a report', () => {
	const draft = { visit: 'visit-1', submission: 'mark', input: { visited: 'Ms Wang' }, waiting: false };
	const sender = (order: () => Promise<void>, arrived = false): ReportSender & { readonly sent: unknown[] } => {
		const sent: unknown[] = [];
		return {
			sent,
			order: (asked) => {
				sent.push(asked.input);
				return order();
			},
			reportArrived: () => Promise.resolve(arrived),
		};
	};

	it('carries its mark', async () => {
		const api = sender(() => Promise.resolve());
		expect(await sendReport(api, draft)).toEqual({ result: 'accepted' });
		expect(api.sent).toEqual([{ visited: 'Ms Wang', submission: 'mark' }]);
	});

	it('waits where there is no connection', async () => {
		expect(
			await sendReport(
				sender(() => Promise.reject(new Failure('offline'))),
				draft,
			),
		).toEqual({ result: 'waiting' });
	});

	it('is done when the server had accepted it and only the answer was lost', async () => {
		const refused = (): Promise<void> => Promise.reject(new Failure('refused', 'Not possible now'));
		expect(await sendReport(sender(refused, true), draft)).toEqual({ result: 'accepted' });
		expect(await sendReport(sender(refused, false), draft)).toMatchObject({ result: 'refused', failure: { kind: 'refused' } });
	});

	it('waits where the connection is lost while looking for it', async () => {
		const api = { ...sender(() => Promise.reject(new Failure('refused'))), reportArrived: () => Promise.reject(new Failure('offline')) };
		expect(await sendReport(api, draft)).toEqual({ result: 'waiting' });
	});
});
