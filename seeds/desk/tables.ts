import type { CollectionName } from '@crm-policy/schema/model';

/** The columns a collection is listed with, and how it is ordered. */
export interface Table {
	readonly fields: readonly string[];
	readonly sort: readonly string[];
	/** People open it as a calendar first. */
	readonly calendar?: CalendarView;
}

/** A collection shown by Directus' own calendar: from one instant to another, each entry called by a template. */
export interface CalendarView {
	readonly template: string;
	readonly starts: string;
	readonly ends: string;
}

/** Every collection people open as a table. Columns somebody may not read are left out by Directus. */
export const tables = {
	crm_customers: { fields: ['number', 'name', 'status', 'industry', 'region', 'owner', 'department'], sort: ['name'] },
	crm_contacts: { fields: ['name', 'job_title', 'customer', 'phone', 'email'], sort: ['name'] },
	crm_consents: { fields: ['customer', 'contact', 'scope', 'status', 'obtained_on', 'withdrawn_on'], sort: ['-obtained_on'] },
	crm_communications: {
		fields: ['happened_at', 'customer', 'form', 'direction', 'content', 'demand', 'status', 'owner'],
		sort: ['-happened_at'],
	},
	crm_customer_vettings: { fields: ['customer', 'status', 'owner', 'department', 'date_created', 'decided_at'], sort: ['-date_created'] },
	crm_stakeholders: { fields: ['customer', 'party', 'service_role', 'archive_reference'], sort: ['customer', 'party'] },
	crm_transactions: {
		fields: ['occurred_on', 'customer', 'kind', 'title', 'amount', 'currency', 'source_system', 'external_id', 'status'],
		sort: ['-occurred_on'],
	},
	crm_verification_runs: {
		fields: ['of_department', 'status', 'started_on', 'due_on', 'remaining', 'closed_on'],
		sort: ['status', 'due_on'],
	},
	crm_customer_groups: { fields: ['name', 'note'], sort: ['name'] },
	crm_customer_merges: { fields: ['survivor', 'duplicate', 'status', 'merged_at', 'moved', 'stayed'], sort: ['-date_created'] },
	crm_access_requests: { fields: ['number', 'sought', 'contents', 'status', 'until', 'owner'], sort: ['-date_created'] },
	crm_gifts: {
		fields: ['number', 'status', 'kind', 'item', 'customer', 'recipient', 'amount', 'currency', 'handed_over_on', 'received_by', 'owner'],
		sort: ['-date_created'],
	},
	crm_visit_plans: {
		fields: ['number', 'title', 'kind', 'year', 'month', 'level', 'department', 'status', 'recorder'],
		sort: ['-year', '-month'],
	},
	crm_visits: {
		fields: ['starts_at', 'title', 'customer', 'purpose', 'status', 'location', 'owner', 'report_due_at'],
		sort: ['-starts_at'],
		// The host's calendar has no colours; the state is said.
		calendar: { template: '{{status}} · {{title}} · {{customer.name}}', starts: 'starts_at', ends: 'ends_at' },
	},
	crm_visit_reports: { fields: ['visited_at', 'visited', 'visit', 'main_results', 'suggestions', 'filed_by'], sort: ['-filed_at'] },
	crm_visit_tasks: { fields: ['due_on', 'what', 'customer', 'status', 'owner'], sort: ['status', 'due_on'] },
	crm_contracts: {
		fields: ['number', 'title', 'customer', 'status', 'amount', 'currency', 'delivery_date', 'owner'],
		sort: ['-date_created'],
	},
	crm_contract_doubts: { fields: ['clause_text', 'contract', 'status', 'raised_by', 'date_created'], sort: ['-date_created'] },
	crm_contract_amendments: { fields: ['number', 'contract', 'status', 'proposing_side', 'reason', 'owner'], sort: ['-date_created'] },
	crm_execution_notices: { fields: ['kind', 'contract', 'role', 'status', 'issued_at', 'due_at'], sort: ['status', 'due_at'] },
	crm_complaints: {
		fields: ['number', 'title', 'status', 'urgency', 'severity', 'customer', 'reply_due_at', 'owner'],
		sort: ['reply_due_at', '-received_at'],
	},
	crm_complaint_tasks: { fields: ['complaint', 'department_kind', 'duty', 'status', 'settled_by'], sort: ['status', 'complaint'] },
	crm_complaint_rulings: { fields: ['complaint', 'round', 'responsibility', 'status', 'ruled_at'], sort: ['-ruled_at'] },
	crm_complaint_compensations: { fields: ['complaint', 'type', 'amount', 'currency', 'status'], sort: ['-date_created'] },
	crm_appraisal_entries: { fields: ['month', 'department', 'person', 'result', 'complaint'], sort: ['-month'] },
	crm_corrective_actions: {
		fields: ['number', 'title', 'status', 'responsible_department', 'assignee', 'due_on'],
		sort: ['status', 'due_on'],
	},
	crm_hotlines: { fields: ['title', 'status', 'office_phone', 'duty_phone', 'valid_until'], sort: ['status', '-valid_until'] },
	crm_clearances: {
		fields: ['order_reference', 'shop_number', 'kind', 'status', 'customer', 'amount', 'currency', 'contract', 'date_created'],
		sort: ['-date_created'],
	},
	crm_standing_approvals: {
		fields: ['title', 'status', 'currency', 'at_most', 'valid_from', 'valid_until'],
		sort: ['status', '-valid_until'],
	},
	crm_customer_identities: { fields: ['customer', 'system', 'external_id'], sort: ['system', 'external_id'] },
	crm_stock: { fields: ['product', 'specification', 'on_hand', 'unit'], sort: ['product', 'specification'] },
	crm_departments: { fields: ['key', 'name', 'head', 'active'], sort: ['key'] },
	crm_absences: { fields: ['user', 'substitute', 'starts_on', 'ends_on'], sort: ['-starts_on'] },
	crm_qualifications: { fields: ['user', 'responsible_until', 'standards_until', 'laws_until', 'quality_system_until'], sort: ['user'] },
	crm_departures: { fields: ['person', 'successor', 'status', 'last_day', 'agreement_signed_on'], sort: ['-date_created'] },
	crm_rulebooks: { fields: ['version', 'title', 'status', 'effective_from', 'interpreted_by'], sort: ['-version'] },
	crm_work_calendars: { fields: ['title', 'version', 'status', 'published_until', 'published_at'], sort: ['title', '-version'] },
	crm_work_calendar_days: { fields: ['day', 'kind', 'name', 'name_zh', 'calendar'], sort: ['day'] },
	crm_clauses: { fields: ['clause', 'title', 'title_zh', 'source'], sort: ['clause'] },
	crm_ledger: { fields: ['seq', 'at', 'collection', 'command', 'from', 'to', 'item'], sort: ['-seq'] },
	crm_exports: { fields: ['register', 'at', 'user', 'reason', 'rows', 'from', 'until'], sort: ['-at'] },
	crm_calendar_feeds: {
		fields: ['name', 'owner', 'scope', 'detail', 'last_used_at', 'last_client', 'revoked_at'],
		sort: ['-date_created'],
	},
	crm_approvals: {
		fields: ['subject_collection', 'contract', 'route', 'round', 'status', 'started_by', 'started_at'],
		sort: ['-started_at'],
	},
	crm_approval_tasks: { fields: ['approval', 'step', 'role', 'status', 'decision', 'decided_by', 'due_at'], sort: ['due_at'] },
} as const satisfies Partial<Record<CollectionName, Table>>;

export type TabledCollection = keyof typeof tables;
