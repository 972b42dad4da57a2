import { genesis, type LedgerEntry } from '@crm-policy/rules/ledger/chain';
import type { Locale } from '@crm-policy/rules/words/text';
import type { SeedRow } from '@crm-policy/schema/model-type';
import { ledgerRow } from '../rulebook/rows.js';
import { stableId } from '../stable-id.js';
import { simulate } from './simulate.js';

/** Collections in the order in which their references hold. */
const inOrderOfReference = [
	'crm_customer_groups',
	'crm_customers',
	'crm_contacts',
	'crm_consents',
	'crm_communications',
	'crm_customer_vettings',
	'crm_customer_investigations',
	'crm_stakeholders',
	'crm_transactions',
	'crm_verification_runs',
	'crm_customer_verifications',
	'crm_customer_classes',
	'crm_stock',
	'crm_rulebooks',
	'crm_work_calendars',
	'crm_work_calendar_days',
	'crm_work_calendar_departments',
	'crm_contracts',
	'crm_contract_lines',
	'crm_contract_reviews',
	'crm_contract_doubts',
	'crm_contract_amendments',
	'crm_contract_amendment_lines',
	'crm_gifts',
	'crm_hotlines',
	'crm_complaints',
	'crm_complaint_tasks',
	'crm_complaint_rulings',
	'crm_complaint_compensations',
	'crm_complaint_communications',
	'crm_complaint_reports',
	'crm_appraisal_entries',
	'crm_corrective_actions',
	'crm_visit_plans',
	'crm_visit_plan_lines',
	'crm_visits',
	'crm_visit_participants',
	'crm_visit_reports',
	'crm_visit_tasks',
	'crm_approvals',
	'crm_approval_tasks',
	'crm_approval_copies',
	'crm_approval_meetings',
	'crm_contract_versions',
	'crm_execution_notices',
] as const;

/** What the demo company has done up to the present: its records, its ledger, and how far its numbers have counted. */
export function companyRows(language: Locale, now: string, founding: LedgerEntry): readonly SeedRow[] {
	const world = simulate(language, now, founding);
	return [
		...inOrderOfReference.flatMap((collection) =>
			world.made(collection).map(({ id, ...values }): SeedRow => ({ collection, key: { id }, values, mode: 'create-only' })),
		),
		...world.ledger.filter(({ previous }) => previous !== genesis).map(ledgerRow),
		...world.comments.map(({ seq, author, comment }): SeedRow => ({
			collection: 'crm_command_comments',
			key: { id: stableId('comment', String(seq)) },
			values: { seq, author, comment },
			mode: 'create-only',
		})),
		...world.counters.map(({ name, cycle, last }): SeedRow => ({
			collection: 'crm_sequences',
			key: { name, cycle },
			values: { last },
			mode: 'create-only',
		})),
	];
}
