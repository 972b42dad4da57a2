import type { MergeDetails } from '../../shared/api/contract.js';

/** What is offered to be taken before anybody has chosen: what the record that is kept does not say at all. */
export const offeredFirst = (fields: MergeDetails['fields']): string[] =>
	fields.flatMap(({ field, survivor, duplicate }) => (survivor === null && duplicate !== null ? [field] : []));
