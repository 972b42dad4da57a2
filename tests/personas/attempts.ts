import fc from 'fast-check';
import { agreeableAnswers } from '../paths/office.js';
import { personas, type Crowd, type Persona } from './personas.js';
import type { Situation, Task } from './situation.js';

/** One request by one person. */
export interface Attempt {
	readonly who: Persona;
	readonly method: 'POST' | 'PATCH';
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** What the request is a command to, if it is one. */
	readonly command?: { readonly collection: string; readonly id: string; readonly name: string };
}

/** Something somebody has a mind to do; what it means depends on how the contract stands when they do it. */
export type Intention =
	| { readonly kind: 'next'; readonly nth: number }
	| { readonly kind: 'edit'; readonly who: Persona; readonly what: 'title' | 'amount' | 'line' | 'answers'; readonly value: number }
	| { readonly kind: 'forge'; readonly who: Persona; readonly values: Readonly<Record<string, unknown>> }
	| { readonly kind: 'contract'; readonly who: Persona; readonly command: string; readonly seen: 'nothing' | 'present' | 'earlier' }
	| {
			readonly kind: 'task';
			readonly who: Persona;
			readonly command: string;
			readonly nth: number;
			readonly chosen: Persona;
			readonly place: string;
	  }
	| { readonly kind: 'approval'; readonly who: Persona; readonly command: string }
	| { readonly kind: 'doubt'; readonly who: Persona };

/** Which of the contracts on the table, and what with it. */
export interface Move {
	readonly contract: number;
	readonly intention: Intention;
}

const anybody = fc.constantFrom<Persona>(...personas);
const nth = fc.nat({ max: 7 });

const intentions: fc.Arbitrary<Intention> = fc.oneof(
	// Somebody does what is due, so that contracts get somewhere.
	{ weight: 12, arbitrary: fc.record({ kind: fc.constant('next' as const), nth }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('edit' as const),
			who: fc.oneof(
				{ weight: 2, arbitrary: fc.constantFrom<Persona>('sales', 'sales.second', 'production', 'admin') },
				{ weight: 1, arbitrary: anybody },
			),
			what: fc.constantFrom('title' as const, 'amount' as const, 'line' as const, 'answers' as const),
			value: fc.integer({ min: 1, max: 9_000 }),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('forge' as const),
			who: anybody,
			values: fc.constantFrom<Readonly<Record<string, unknown>>>(
				{ status: 'effective' },
				{ status: 'approved' },
				{ revision: 0 },
				{ signed_on: '2026-11-20' },
				{ number: 'HT2026-0001' },
			),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('contract' as const),
			who: fc.oneof({ weight: 2, arbitrary: fc.constantFrom<Persona>('sales', 'sales.manager') }, { weight: 1, arbitrary: anybody }),
			command: fc.constantFrom(
				'submit',
				'submit',
				'sign',
				'sign',
				'withdraw',
				'revise',
				'close',
				'confirm_by_customer',
				'override',
				'terminate',
			),
			seen: fc.constantFrom('nothing' as const, 'nothing' as const, 'present' as const, 'earlier' as const),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('task' as const),
			who: anybody,
			command: fc.constantFrom('approve', 'approve', 'approve', 'transfer', 'delegate', 'add_signer', 'return', 'reject', 'escalate'),
			nth,
			chosen: anybody,
			place: fc.constantFrom('before', 'beside', 'after'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('approval' as const),
			who: fc.constantFrom<Persona>('sales', 'sales.manager', 'admin'),
			command: fc.constantFrom('withdraw', 'remind', 'remind'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('doubt' as const),
			who: fc.constantFrom<Persona>('production', 'quality', 'sales', 'newcomer'),
		}),
	},
);

/** What happens at the same instant: moves on any of `contracts` contracts. */
export const batches = (contracts: number): fc.Arbitrary<readonly (readonly Move[])[]> =>
	fc.array(fc.array(fc.record({ contract: fc.nat({ max: contracts - 1 }), intention: intentions }), { minLength: 4, maxLength: 10 }), {
		minLength: 10,
		maxLength: 16,
	});

const issue = (who: Persona, collection: string, id: string, name: string, body: Readonly<Record<string, unknown>> = {}): Attempt => ({
	who,
	method: 'POST',
	path: `/crm/commands/${collection}/${id}/${name}`,
	body,
	command: { collection, id, name },
});

const write = (who: Persona, collection: string, id: string, body: Readonly<Record<string, unknown>>): Attempt => ({
	who,
	method: 'PATCH',
	path: `/items/${collection}/${id}`,
	body,
});

const meeting = (crowd: Crowd): Readonly<Record<string, unknown>> => ({
	held_at: '2026-11-20T06:00:00Z',
	attendance: personas.map((who) => crowd.userOf(who)),
	minutes: 'The items were gone through one by one.',
	conclusion: 'The company can meet the requirements.',
});

const inputOf = (command: string, task: Task, chosen: string, place: string, crowd: Crowd): Readonly<Record<string, unknown>> => {
	if (command === 'transfer' || command === 'delegate') return { user: chosen };
	if (command === 'add_signer') return { user: chosen, place };
	return command === 'approve' && task.mode === 'meeting' && task.part === 'chair' ? meeting(crowd) : {};
};

const confirmation = { confirmed_by: 'L. Wang', confirmed_on: '2026-11-20', how: 'read_back' };

/** What is due on a contract, by whoever it is asked of. */
function next(contract: Situation, turn: number, crowd: Crowd): Attempt | null {
	const owner = crowd.withId(contract.owner);
	const pick = <T>(list: readonly T[]): T | undefined => list[turn % Math.max(1, list.length)];
	switch (contract.status) {
		case 'draft':
			return contract.orderForm !== 'written' && !contract.confirmed
				? issue(owner, 'crm_contracts', contract.id, 'confirm_by_customer', { input: confirmation })
				: issue(owner, 'crm_contracts', contract.id, 'submit');
		case 'in_review': {
			const doubt = pick(contract.doubts.filter(({ status }) => status === 'open'));
			if (doubt !== undefined)
				return issue(crowd.withId(doubt.raisedBy), 'crm_contract_doubts', doubt.id, 'resolve', {
					input: { resolution: 'Clarified with the customer.' },
				});
			if (contract.review !== null && !contract.review.answered && contract.review.level !== 'in_stock')
				return write('production', 'crm_contract_reviews', contract.review.id, agreeableAnswers);
			// The chair of a meeting waits for the others.
			const open = contract.tasks.filter(({ status }) => status === 'open');
			const task = pick(open.some(({ part }) => part === 'signer') ? open.filter(({ part }) => part === 'signer') : open);
			return task === undefined
				? null
				: issue(crowd.addressee(task), 'crm_approval_tasks', task.id, 'approve', { input: inputOf('approve', task, '', '', crowd) });
		}
		case 'approved':
			return contract.orderForm !== 'written' && !contract.confirmed
				? issue(owner, 'crm_contracts', contract.id, 'confirm_by_customer', { input: confirmation })
				: issue(owner, 'crm_contracts', contract.id, 'sign');
		case 'rejected':
			return issue(owner, 'crm_contracts', contract.id, 'revise');
		case 'effective': {
			const notice = pick(contract.notices.filter(({ status }) => status === 'issued'));
			return notice === undefined
				? issue(owner, 'crm_contracts', contract.id, 'close')
				: issue(crowd.addressee({ role: notice.role }), 'crm_execution_notices', notice.id, 'acknowledge');
		}
		default:
			return write(owner, 'crm_contracts', contract.id, { title: 'Reopened by hand' });
	}
}

/** The request an intention comes to; none where there is nothing it could be about. */
export function attemptOf(intention: Intention, contract: Situation, crowd: Crowd): Attempt | null {
	switch (intention.kind) {
		case 'next':
			return next(contract, intention.nth, crowd);
		case 'edit': {
			const { who, what, value } = intention;
			if (what === 'title') return write(who, 'crm_contracts', contract.id, { title: `Retitled ${value}` });
			if (what === 'amount') return write(who, 'crm_contracts', contract.id, { amount: `${value}.50` });
			if (what === 'answers')
				return contract.review === null
					? null
					: write(who, 'crm_contract_reviews', contract.review.id, { ...agreeableAnswers, risks: `Risk ${value}` });
			const [line] = contract.lines;
			return line === undefined ? null : write(who, 'crm_contract_lines', line, { quantity: String(value) });
		}
		case 'forge':
			return write(intention.who, 'crm_contracts', contract.id, intention.values);
		case 'contract': {
			const revision = { nothing: null, present: contract.revision, earlier: Math.max(0, contract.revision - 1) }[intention.seen];
			const input = intention.command === 'confirm_by_customer' ? confirmation : {};
			return issue(intention.who, 'crm_contracts', contract.id, intention.command, {
				input,
				comment: 'As agreed.',
				...(revision === null ? {} : { revision }),
			});
		}
		case 'task': {
			const { who, command, nth: turn, chosen, place } = intention;
			const task = contract.tasks[turn % Math.max(1, contract.tasks.length)];
			if (task === undefined) return null;
			return issue(who, 'crm_approval_tasks', task.id, command, {
				input: inputOf(command, task, crowd.userOf(chosen), place, crowd),
				comment: 'As discussed.',
			});
		}
		case 'approval':
			return contract.approval === null ? null : issue(intention.who, 'crm_approvals', contract.approval, intention.command);
		case 'doubt':
			return {
				who: intention.who,
				method: 'POST',
				path: '/items/crm_contract_doubts',
				body: { contract: contract.id, clause_text: 'Clause 4', opinion: 'The delivery date is ambiguous.' },
			};
	}
}
