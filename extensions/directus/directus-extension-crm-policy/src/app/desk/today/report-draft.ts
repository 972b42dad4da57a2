import { z } from 'zod';

/** What somebody has typed of a report, kept on the device until the server has accepted it. */
const draftModel = z.object({
	visit: z.string(),
	/** Made up once for each report: the server's copy is recognised by it when the answer got lost on the way. */
	submission: z.string(),
	input: z.record(z.string(), z.unknown()),
	/** It was sent and no answer came; it is sent again as soon as there is a connection. */
	waiting: z.boolean(),
});
export type ReportDraft = z.infer<typeof draftModel>;

/** The part of the browser's storage that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface ReportDrafts {
	/** The draft of a visit's report; a new one, not kept yet, where there is none. */
	of(visit: string): ReportDraft;
	/** Keeps a draft. False where the device has no room or no permission for it, which the page then says. */
	keep(draft: ReportDraft): boolean;
	forget(visit: string): void;
	/** Drafts that were sent and not answered. */
	waiting(): readonly ReportDraft[];
}

/** Drafts of one person: on a shared device nobody finds those of another. */
export function reportDrafts(storage: DraftStorage, person: string, newMark: () => string): ReportDrafts {
	const prefix = `crm-visit-report:${person}:`;

	function read(key: string): ReportDraft | null {
		const kept = storage.getItem(key);
		if (kept === null) return null;
		try {
			const parsed = draftModel.safeParse(JSON.parse(kept));
			return parsed.success ? parsed.data : null;
		} catch (thrown) {
			// What is not even JSON was not written by us.
			if (thrown instanceof SyntaxError) return null;
			throw thrown;
		}
	}

	return {
		of: (visit) => read(`${prefix}${visit}`) ?? { visit, submission: newMark(), input: {}, waiting: false },
		keep(draft) {
			try {
				storage.setItem(`${prefix}${draft.visit}`, JSON.stringify(draft));
				return true;
			} catch (thrown) {
				if (thrown instanceof DOMException) return false;
				throw thrown;
			}
		},
		forget: (visit) => storage.removeItem(`${prefix}${visit}`),
		waiting: () =>
			Array.from({ length: storage.length }, (_, index) => storage.key(index))
				.filter((key): key is string => key?.startsWith(prefix) === true)
				.map(read)
				.filter((draft) => draft !== null)
				.filter(({ waiting }) => waiting),
	};
}
