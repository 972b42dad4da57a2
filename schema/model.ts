import { processes } from '@crm-policy/rules/processes';
import { text } from '@crm-policy/rules/words/text';
import { accessRequests } from './collections/access-requests.js';
import { approvalCopies, approvalMeetings, approvals, approvalTasks } from './collections/approval.js';
import { calendarFeeds } from './collections/calendar-feeds.js';
import { clearances, customerIdentities, standingApprovals } from './collections/clearances.js';
import { communications } from './collections/communications.js';
import {
	appraisalEntries,
	complaintCommunications,
	complaintCompensations,
	complaintFiles,
	complaintReports,
	complaintRulings,
	complaints,
	complaintTasks,
} from './collections/complaints.js';
import { contractAmendmentLines, contractAmendments } from './collections/contract-amendments.js';
import {
	contractDoubts,
	contractFiles,
	contractLines,
	contractReviews,
	contracts,
	contractVersions,
} from './collections/contract-review.js';
import { correctiveActions } from './collections/corrective-actions.js';
import { customerMergeItems, customerMerges } from './collections/customer-merges.js';
import {
	customerChanges,
	customerClasses,
	customerVerifications,
	stakeholders,
	transactions,
	verificationRuns,
} from './collections/customer-records.js';
import { customerInvestigations, customerVettings } from './collections/customer-vettings.js';
import { consents, contacts, customers } from './collections/customers.js';
import { departureItems, departures } from './collections/departures.js';
import { executionNotices } from './collections/execution-notices.js';
import { registerExports } from './collections/exports.js';
import { files } from './collections/files.js';
import { customerGroups, gifts } from './collections/gifts.js';
import { hotlines } from './collections/hotlines.js';
import { commandComments, ledger } from './collections/ledger.js';
import { absences, departments, qualifications, users } from './collections/organisation.js';
import { clauses, rulebooks } from './collections/rulebooks.js';
import { stock } from './collections/stock.js';
import { visitPlanLines, visitPlans } from './collections/visit-plans.js';
import { visitFiles, visitParticipants, visitReports, visits, visitTasks } from './collections/visits.js';
import { workCalendarDays, workCalendarDepartments, workCalendars } from './collections/working-time.js';
import type { RowOf } from './declare.js';
import type { DeclaredModel } from './model-type.js';

/** Every collection by its name: the one declaration that database, forms, SDK types and zod models come from. */
export const collections = {
	directus_users: users,
	directus_files: files,
	crm_departments: departments,
	crm_absences: absences,
	crm_qualifications: qualifications,
	crm_departures: departures,
	crm_departure_items: departureItems,
	crm_customer_groups: customerGroups,
	crm_customers: customers,
	crm_contacts: contacts,
	crm_consents: consents,
	crm_communications: communications,
	crm_customer_vettings: customerVettings,
	crm_customer_investigations: customerInvestigations,
	crm_stakeholders: stakeholders,
	crm_transactions: transactions,
	crm_verification_runs: verificationRuns,
	crm_customer_verifications: customerVerifications,
	crm_customer_classes: customerClasses,
	crm_customer_changes: customerChanges,
	crm_customer_merges: customerMerges,
	crm_customer_merge_items: customerMergeItems,
	crm_access_requests: accessRequests,
	crm_gifts: gifts,
	crm_visit_plans: visitPlans,
	crm_visit_plan_lines: visitPlanLines,
	crm_visits: visits,
	crm_visit_participants: visitParticipants,
	crm_visit_files: visitFiles,
	crm_visit_reports: visitReports,
	crm_visit_tasks: visitTasks,
	crm_contracts: contracts,
	crm_contract_lines: contractLines,
	crm_contract_files: contractFiles,
	crm_contract_reviews: contractReviews,
	crm_contract_doubts: contractDoubts,
	crm_contract_versions: contractVersions,
	crm_contract_amendments: contractAmendments,
	crm_contract_amendment_lines: contractAmendmentLines,
	crm_execution_notices: executionNotices,
	crm_stock: stock,
	crm_clearances: clearances,
	crm_standing_approvals: standingApprovals,
	crm_customer_identities: customerIdentities,
	crm_approvals: approvals,
	crm_approval_tasks: approvalTasks,
	crm_complaints: complaints,
	crm_complaint_files: complaintFiles,
	crm_complaint_tasks: complaintTasks,
	crm_complaint_rulings: complaintRulings,
	crm_complaint_compensations: complaintCompensations,
	crm_complaint_communications: complaintCommunications,
	crm_complaint_reports: complaintReports,
	crm_appraisal_entries: appraisalEntries,
	crm_corrective_actions: correctiveActions,
	crm_hotlines: hotlines,
	crm_approval_copies: approvalCopies,
	crm_approval_meetings: approvalMeetings,
	crm_rulebooks: rulebooks,
	crm_work_calendars: workCalendars,
	crm_work_calendar_days: workCalendarDays,
	crm_work_calendar_departments: workCalendarDepartments,
	crm_clauses: clauses,
	crm_ledger: ledger,
	crm_command_comments: commandComments,
	crm_exports: registerExports,
	crm_calendar_feeds: calendarFeeds,
} as const;

export type CollectionName = keyof typeof collections;

/** Row types for `@directus/sdk`: `createDirectus<CrmSchema>(url)`. */
export type CrmSchema = { [C in Exclude<CollectionName, 'directus_users' | 'directus_files'>]: RowOf<(typeof collections)[C]>[] };

export const model: DeclaredModel = {
	folders: [
		{ name: 'crm_customer_relations', label: text('Customer relations', '客户关系'), icon: 'groups', sort: 1 },
		{ name: 'crm_contracting', label: text('Contracts', '合同管理'), icon: 'contract', sort: 2 },
		{ name: 'crm_service', label: text('Service', '客户服务'), icon: 'support_agent', sort: 2 },
		{ name: 'crm_approval', label: text('Approvals', '审批'), icon: 'approval', sort: 3 },
		{ name: 'crm_organisation', label: text('Organisation and rules', '组织与制度'), icon: 'corporate_fare', sort: 4 },
	],
	collections: Object.values(collections),
	processes,
	engineWritten: [
		'crm_approvals',
		'crm_approval_tasks',
		'crm_approval_copies',
		'crm_approval_meetings',
		'crm_contract_versions',
		'crm_execution_notices',
		'crm_clearances',
		'crm_complaint_tasks',
		'crm_complaint_rulings',
		'crm_complaint_communications',
		'crm_complaint_reports',
		'crm_visit_reports',
		'crm_appraisal_entries',
		'crm_communications',
		'crm_customer_verifications',
		'crm_customer_classes',
		'crm_customer_changes',
		'crm_command_comments',
		'crm_exports',
		'crm_calendar_feeds',
		'crm_departure_items',
		'crm_customer_merge_items',
	],
	appendOnly: ['crm_ledger'],
};
