import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import {
	actionsConcerning,
	compensationsOf,
	complaintsConcerning,
	complaintsNotAboutReader,
	everyAction,
	ownComplaints,
	rulingsOn,
} from './complaint-rows.js';
import { either, everything, inStates, naming, ownRecords, partOf, type Filter } from './fragments.js';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** A complaint with everything that belongs to it, but for appraisals and the reports, which are the handlers'. */
const reading = (role: RoleKey, complaints: Filter): readonly Permission[] => [
	mayRead('crm_complaints', complaints),
	mayRead('crm_complaint_files', partOf('complaint', complaints)),
	mayRead('crm_complaint_tasks', partOf('complaint', complaints)),
	mayRead('crm_complaint_rulings', rulingsOn(complaints)),
	mayRead('crm_complaint_compensations', compensationsOf(role, complaints)),
	mayRead('crm_complaint_communications', partOf('complaint', complaints)),
];

/** Takes complaints in, by whatever channel they come (CMP-02, FBK-01, FBK-02), and fills in what is found out. */
const takingIn = (rows: Filter): readonly Permission[] => [
	mayCreate('crm_complaints', belongsToMaker),
	mayUpdate('crm_complaints', rows),
	mayDelete('crm_complaints', ownRecords),
	mayCreate('crm_complaint_files'),
	mayDelete('crm_complaint_files', partOf('complaint', rows)),
];

/** Asks for compensation; whether it is granted is decided in an approval (CMP-19). */
const askingForCompensation: readonly Permission[] = [
	mayCreate('crm_complaint_compensations', belongsToMaker),
	mayUpdate('crm_complaint_compensations', ownRecords),
	mayDelete('crm_complaint_compensations', ownRecords),
];

/** Sets up corrective and preventive actions (CAP-01). */
const settingActions = (rows: Filter): readonly Permission[] => [
	mayCreate('crm_corrective_actions', belongsToMaker),
	mayUpdate('crm_corrective_actions', rows),
];

/** The published telephone list is everybody's to read (HOT-01). */
const publishedHotlines: readonly Permission[] = [mayRead('crm_hotlines', inStates('published'))];

/** Drafts the telephone list; its publication is a command (HOT-01, HOT-02). */
const hotlineDrafting: readonly Permission[] = [
	mayRead('crm_hotlines', everything),
	mayCreate('crm_hotlines', belongsToMaker),
	mayUpdate('crm_hotlines', everything),
	mayDelete('crm_hotlines', inStates('draft')),
];

/** Customer Service and the registrar: every complaint that is not about themselves (ORG-03, CMP-02, FBK-03, T-2). */
export const complaintHandling = (role: RoleKey): readonly Permission[] => [
	...reading(role, complaintsNotAboutReader),
	mayRead('crm_complaint_reports', partOf('complaint', complaintsNotAboutReader)),
	mayRead('crm_appraisal_entries', partOf('complaint', complaintsNotAboutReader)),
	...takingIn(complaintsNotAboutReader),
	...askingForCompensation,
	mayRead('crm_corrective_actions', everyAction),
	...settingActions(everyAction),
	...hotlineDrafting,
];

/** Quality Control: complaints caused by quality beside those it is asked about; every action (CAP-03, CAP-04, T-2). */
export const qualityComplaints: Filter = either(complaintsConcerning('quality-manager'), {
	_and: [complaintsNotAboutReader, { cause: { _eq: 'quality' } }],
});

export const qualityComplaintWork: readonly Permission[] = [
	...reading('quality-manager', qualityComplaints),
	mayRead('crm_complaint_reports', partOf('complaint', qualityComplaints)),
	...takingIn(ownComplaints),
	...askingForCompensation,
	mayRead('crm_corrective_actions', everyAction),
	...settingActions(everyAction),
	...publishedHotlines,
];

/** A head of department: complaints with duties of the role, led or handled by themselves; the actions of the own department. */
export const complaintDuties = (role: RoleKey): readonly Permission[] => [
	...reading(role, complaintsConcerning(role)),
	mayRead('crm_complaint_reports', partOf('complaint', ownComplaints)),
	...takingIn(ownComplaints),
	...askingForCompensation,
	mayRead('crm_corrective_actions', actionsConcerning(complaintsConcerning(role))),
	...settingActions(ownRecords),
	...publishedHotlines,
];

/** Takes in what customers say and follows what becomes of it; carries out actions (CMP-02, X-03). */
export const complaintReceiving = (role: RoleKey): readonly Permission[] => [
	...reading(role, complaintsConcerning(role)),
	...takingIn(ownComplaints),
	mayRead('crm_corrective_actions', actionsConcerning(ownComplaints)),
	...publishedHotlines,
];

/** Decides on compensation, and on nothing else of a complaint (CMP-19). */
export const compensationDeciding = (role: RoleKey): readonly Permission[] => [
	...reading(role, complaintsConcerning(role)),
	mayRead('crm_corrective_actions', naming('assignee')),
	...publishedHotlines,
];

/** Has no part in complaints but what names the reader; no amounts. */
export const complaintBystanding = (role: RoleKey): readonly Permission[] => [
	mayRead('crm_complaint_rulings', rulingsOn(naming('leader'))),
	mayRead('crm_complaint_compensations', compensationsOf(role, naming('leader')), { without: ['amount', 'currency'] }),
	mayRead('crm_corrective_actions', naming('assignee')),
	...publishedHotlines,
];
