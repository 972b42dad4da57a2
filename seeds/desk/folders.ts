import type { SystemObject } from '@crm-policy/schema/model-type';
import { stableId } from '../stable-id.js';

/** Where what complainants attach is kept. Nobody without an account may read it. */
export const intakeFolder = stableId('folder', 'complaint-intake');

/** Folders of the file library; the operator may rename and move them. */
export const fileFolders: readonly SystemObject[] = [
	{
		key: 'folder:complaint-intake',
		service: 'folders',
		match: { id: intakeFolder },
		values: { name: '投诉附件 · Complaints' },
	},
];
