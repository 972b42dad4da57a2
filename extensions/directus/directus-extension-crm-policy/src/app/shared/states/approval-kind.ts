import type { StatusKind } from '../api/contract.js';

const kinds: Readonly<Record<string, StatusKind>> = {
	pending: 'waiting',
	approved: 'in-force',
	rejected: 'refused',
	returned: 'refused',
	withdrawn: 'ended',
	void: 'ended',
};

/** The colour family of an approval's status or of a decision on a task. */
export const approvalKind = (status: string): StatusKind => kinds[status] ?? 'draft';
