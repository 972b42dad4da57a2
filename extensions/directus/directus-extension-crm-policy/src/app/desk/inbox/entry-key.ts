import type { InboxEntry } from '../../shared/api/contract.js';

/** What names an entry in an address: its task, or the approval where no task of the reader's is meant. */
export const entryKey = (entry: InboxEntry): string => entry.task ?? entry.approval;
