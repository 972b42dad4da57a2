import { contractAmendmentProcess } from '@crm-policy/rules/contract-amendments/process';
import { contractProcess } from '@crm-policy/rules/contract-review/process';
import { clearanceProcess } from '@crm-policy/rules/clearances/process';
import { isRoleKey, roles } from '@crm-policy/rules/organisation/roles';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import type { Host } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { rowsOf } from '../engine/rows.js';

/** Contents an order may have been asked about with; the latest are the ones somebody looks for. */
const mostContents = 10;

const labelOf = (
	process: { readonly states: Readonly<Record<string, { readonly label: Text }>> },
	state: string,
	locale: Locale,
): string => {
	const declared = process.states[state];
	return declared === undefined ? state : say(declared.label, locale);
};

interface Found {
	readonly digest: string;
	readonly status: string;
	readonly contract: string | null;
	readonly contract_number: string | null;
	readonly contract_status: string | null;
	readonly amendment: string | null;
	readonly amendment_number: string | null;
	readonly amendment_status: string | null;
	readonly owner: string | null;
}

/** Where the review of an order stands and whom it waits for, for the people of the shop (ORD-03). No contents, no comments. */
export async function reviewOf(host: Host, system: string, order: string, locale: Locale): Promise<readonly object[]> {
	const { database } = host;
	const found = await rowsOf<Found>(
		database('crm_clearances as clearance')
			.leftJoin('crm_contracts as contract', 'contract.id', 'clearance.contract')
			.leftJoin('crm_contract_amendments as amendment', 'amendment.id', 'clearance.amendment')
			.where({ 'clearance.system': system, 'clearance.order_reference': order })
			.orderBy('clearance.date_created', 'desc')
			.limit(mostContents)
			.select(
				'clearance.digest',
				'clearance.status',
				'contract.id as contract',
				'contract.number as contract_number',
				'contract.status as contract_status',
				'contract.owner as owner',
				'amendment.id as amendment',
				'amendment.number as amendment_number',
				'amendment.status as amendment_status',
			),
	);
	const subjects = found.flatMap(({ contract, amendment }) => [contract, amendment]).filter((id): id is string => id !== null);
	const tasks = await rowsOf<{ subject: string; role: string | null; assignee: string | null }>(
		database('crm_approval_tasks as task')
			.join('crm_approvals as approval', 'approval.id', 'task.approval')
			.whereIn('approval.subject_id', subjects)
			.where({ 'task.status': 'open', 'approval.status': 'pending' })
			.select('approval.subject_id as subject', 'task.role', 'task.assignee'),
	);
	const names = await namesOf(database, [...tasks.map(({ assignee }) => assignee), ...found.map(({ owner }) => owner)]);
	const waitingFor = (subject: string): readonly string[] => [
		...new Set(
			tasks
				.filter((task) => task.subject === subject)
				.map(({ assignee, role }) => {
					if (assignee !== null) return names.get(assignee) ?? '';
					return role !== null && isRoleKey(role) ? say(roles[role], locale) : (role ?? '');
				}),
		),
	];
	return found.map((row) => {
		const [collection, id, number, status, process] =
			row.amendment === null
				? (['crm_contracts', row.contract, row.contract_number, row.contract_status, contractProcess] as const)
				: (['crm_contract_amendments', row.amendment, row.amendment_number, row.amendment_status, contractAmendmentProcess] as const);
		const withOwner = status === 'draft' || status === 'signed' || status === 'rejected';
		const owner = row.owner === null ? undefined : names.get(row.owner);
		return {
			digest: row.digest,
			status: row.status,
			label: labelOf(clearanceProcess, row.status, locale),
			review:
				id === null || status === null
					? null
					: {
							collection,
							id,
							number,
							status,
							label: labelOf(process, status, locale),
							waiting_for: withOwner ? (owner === undefined ? [] : [owner]) : waitingFor(id),
							path: `/admin/content/${collection}/${id}`,
						},
		};
	});
}
