import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import type { CollectionName } from '@crm-policy/schema/model';
import {
	askedToDecide,
	both,
	copiedTo,
	either,
	naming,
	notNaming,
	ownDepartment,
	ownRecords,
	partOf,
	through,
	type Filter,
} from './fragments.js';

/** Nobody sees a complaint about themselves, nor anything from which they could tell who complained (CMP-20). */
export const complaintsNotAboutReader: Filter = notNaming('accused');

const belongsToSuch: Filter = partOf('complaint', complaintsNotAboutReader);

/** Actions that come from no complaint, or from one that is not about the reader. */
const actionsNotAboutReader: Filter = either({ complaint: { _null: true } }, belongsToSuch);

/** For those who read everything: what they read of it all the same only when it is not about themselves. */
export const notAboutReader: Readonly<Partial<Record<CollectionName, Filter>>> = {
	crm_complaints: complaintsNotAboutReader,
	crm_complaint_files: belongsToSuch,
	crm_complaint_tasks: belongsToSuch,
	crm_complaint_rulings: either(naming('responsible_person'), belongsToSuch),
	crm_complaint_compensations: belongsToSuch,
	crm_complaint_communications: belongsToSuch,
	crm_complaint_reports: belongsToSuch,
	crm_appraisal_entries: belongsToSuch,
	crm_corrective_actions: either(naming('assignee'), actionsNotAboutReader),
	crm_approvals: notNaming('barred'),
	crm_approval_tasks: partOf('approval', notNaming('barred')),
	crm_approval_copies: partOf('approval', notNaming('barred')),
	crm_approval_meetings: partOf('approval', notNaming('barred')),
};

/** Complaints somebody meets: taken in, handled or led by themselves, or with a duty or a decision of their role (CMP-06 to CMP-08, T-2). */
export const complaintsConcerning = (role: RoleKey): Filter =>
	both(
		complaintsNotAboutReader,
		either(
			ownRecords,
			naming('leader'),
			naming('user_created'),
			through('tasks', { role: { _eq: role } }),
			through('compensations', askedToDecide(role)),
		),
	);

/** Complaints a member of staff has taken in or answers for. */
export const ownComplaints: Filter = both(complaintsNotAboutReader, either(ownRecords, naming('leader'), naming('user_created')));

/** Rulings that name the reader or their department, beside those of complaints they see (CMP-20). */
export const rulingsOn = (complaints: Filter): Filter =>
	either(naming('responsible_person'), { responsible_department: ownDepartment['department'] }, partOf('complaint', complaints));

/** Compensations somebody asked for, decides on or is told of, so that who pays them out sees the small ones too (CMP-19), beside those of complaints they see. */
export const compensationsOf = (role: RoleKey, complaints: Filter): Filter =>
	both(belongsToSuch, either(ownRecords, askedToDecide(role), copiedTo(role), partOf('complaint', complaints)));

/** Actions somebody carries out, coordinates or whose department is responsible, beside those of complaints they see (CAP-01). */
export const actionsConcerning = (complaints: Filter): Filter =>
	either(
		naming('assignee'),
		both(
			actionsNotAboutReader,
			either(ownRecords, { responsible_department: ownDepartment['department'] }, partOf('complaint', complaints)),
		),
	);

/** Every action that is not from a complaint about the reader, or that the reader carries out. */
export const everyAction: Filter = either(naming('assignee'), actionsNotAboutReader);
