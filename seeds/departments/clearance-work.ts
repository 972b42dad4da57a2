import { ownRecords } from './fragments.js';
import { belongsToMaker, mayCreate, mayDelete, mayUpdate, type Permission } from './permission.js';

/** Drafts what small shop orders pass under; its review is a command (REV-03, REV-04). */
export const standingApprovalDrafting: readonly Permission[] = [
	mayCreate('crm_standing_approvals', belongsToMaker),
	mayUpdate('crm_standing_approvals', ownRecords),
	mayDelete('crm_standing_approvals', ownRecords),
];
