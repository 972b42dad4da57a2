import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { Order, World } from '../simulation/world.js';

/** Which record a round of review is about. */
export interface Subject {
	readonly collection: 'crm_contracts' | 'crm_contract_amendments' | 'crm_gifts' | 'crm_complaint_compensations' | 'crm_customer_vettings';
	readonly id: string;
}

const opinions: readonly Text[] = [
	text('Agreed.', '同意。'),
	text('Can be done as described.', '可按合同执行。'),
	text('Agreed; sample to be sealed before production.', '同意，生产前须封样。'),
	text('No objection.', '无异议。'),
];

export const opinion = (index: number, language: Locale): string => (opinions[index % opinions.length] ?? text('', ''))[language];

const minutes = text(
	'Requirements went through one by one. Production confirmed capacity, technology the process, quality the inspection plan. Finance was informed.',
	'逐项讨论顾客要求：生产部确认产能，技术部确认工艺，品管部确认检验方案，并知会财务部。',
);
const conclusion = text('The company is able to meet the requirements; the contract may be signed.', '公司有能力满足要求，可以签订合同。');
const place = text('Meeting room 2', '第二会议室');

/** The task of the running round that asks a role. */
function openTask(world: World, subject: Subject, role: string): string {
	const approval = world.store.where('crm_approvals', {
		subject_collection: subject.collection,
		subject_id: subject.id,
		status: 'pending',
	})[0];
	const task =
		approval === undefined ? undefined : world.store.where('crm_approval_tasks', { approval: approval.id, role, status: 'open' })[0];
	if (task === undefined) throw new Error(`Nobody with the role ${role} is asked about ${subject.id}.`);
	return task.id;
}

/** Somebody who is asked decides. */
export function decides(
	world: World,
	subject: Subject,
	who: string,
	command: 'approve' | 'reject' | 'return',
	order: Omit<Order, 'by'>,
): void {
	const person = personCalled(who);
	world.command('crm_approval_tasks', openTask(world, subject, person.role), command, { ...order, by: person.id });
}

/** The chair concludes a meeting in which these people gave their opinion. */
export function concludesMeeting(
	world: World,
	subject: Subject,
	chair: string,
	attendance: readonly string[],
	heldAt: string,
	at: string,
	language: Locale,
): void {
	decides(world, subject, chair, 'approve', {
		at,
		input: {
			held_at: heldAt,
			place: place[language],
			attendance: [...attendance, chair].map((who) => personCalled(who).id),
			minutes: minutes[language],
			conclusion: conclusion[language],
		},
	});
}

export const reviewFormId = (contract: string): string => stableId('demo', 'review', contract);
