import type { ConsentScope } from '../customers/consent.js';
import type { ApprovalRow, TaskRow } from '../approval/rows.js';
import type { Actor, Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { customerId, noon } from './contract.js';
import { countingIds, uuid } from './ids.js';
import { testKindOf } from './kinds.js';
import { MemoryStore, type Answer } from '../in-memory/store.js';
import { asActor, everybody, staff } from './people.js';
import { rulebook } from './rulebook.js';

export const giftId = uuid(0xe20, 1);
export const recipientId = uuid(0xe21, 1);

/** An application that lacks nothing: a gift of 300 for next week. */
export const giftRow: Row & { readonly id: string } = {
	id: giftId,
	status: 'draft',
	revision: 0,
	number: null,
	customer: customerId,
	recipient: recipientId,
	occasion: 'visit',
	kind: 'gift',
	item: 'Silk scarf',
	quantity: '1',
	unit: 'pc',
	amount: '300.00',
	currency: 'CNY',
	planned_on: '2026-03-17',
	reason: null,
	counts_on: null,
	approved_at: null,
	cleared_hash: null,
	handed_over_on: null,
	owner: staff.seller.id,
	department: staff.seller.department,
	rulebook_version: null,
};

/** Gifts of one salesperson to one customer, and time to pass. */
export class GiftStory {
	readonly store: MemoryStore;
	#now = noon;
	#made = 1;

	constructor(
		settings: { readonly rulebooks?: readonly [Rulebook, ...Rulebook[]]; readonly gift?: Row; readonly people?: readonly Person[] } = {},
	) {
		this.store = new MemoryStore({
			rulebooks: settings.rulebooks ?? [rulebook()],
			people: settings.people ?? everybody,
			kindOf: testKindOf,
			newId: countingIds(0xe22),
		});
		this.customer(customerId, 'Silk Road Ltd');
		this.contact(recipientId, 'Wang Wei', customerId);
		this.store.put('crm_gifts', { ...giftRow, ...settings.gift, id: giftId });
	}

	customer(id: string, name: string, differing: Row = {}): void {
		this.store.put('crm_customers', {
			id,
			name,
			status: 'active',
			revision: 0,
			owner: null,
			department: null,
			related_group: null,
			...differing,
		});
	}

	contact(id: string, name: string, customer: string): void {
		this.store.put('crm_contacts', { id, name, customer });
	}

	/** The customer agrees to something. */
	consent(scope: ConsentScope): void {
		const id = uuid(0xe23, this.store.rows('crm_consents').length + 1);
		this.store.put('crm_consents', {
			id,
			customer: customerId,
			contact: null,
			scope,
			status: 'given',
			obtained_on: null,
			withdrawn_on: null,
		});
	}

	/** Another application in draft. */
	another(differing: Row = {}): string {
		this.#made += 1;
		const id = uuid(0xe20, this.#made);
		this.store.put('crm_gifts', { ...giftRow, ...differing, id });
		return id;
	}

	get now(): string {
		return this.#now;
	}

	waitDays(days: number): void {
		this.#now = new Date(Date.parse(this.#now) + days * 86_400_000).toISOString();
	}

	gift(
		command: string,
		{
			id = giftId,
			who = staff.seller,
			input = {},
			comment = null,
		}: { id?: string; who?: Person | Actor; input?: Row; comment?: string | null } = {},
	): Answer {
		const actor = 'system' in who ? who : asActor(who);
		return this.store.issue({ collection: 'crm_gifts', id, command, actor, now: this.#now, input, comment });
	}

	/** Hands it over on the day it is now, with everything the form asks for. */
	handOver(id = giftId, day = this.#now.slice(0, 10)): Answer {
		return this.gift('hand_over', { id, input: { handed_over_on: day, received_by: 'Wang Wei', receipt_note: 'Signed for at the visit' } });
	}

	/** Decides the open task of a role on the running approval of a gift. */
	decide(command: string, who: Person, id = giftId): Answer {
		const approval = this.approvalOf(id);
		const task = (this.store.where('crm_approval_tasks', { approval: approval.id, status: 'open' }) as unknown as TaskRow[]).find(
			({ role }) => role !== null && who.roles.includes(role),
		);
		if (task === undefined) throw new Error('Nothing is asked of this person.');
		return this.store.issue({
			collection: 'crm_approval_tasks',
			id: task.id,
			command,
			actor: asActor(who),
			now: this.#now,
			comment: 'Because',
		});
	}

	approvalOf(id = giftId): ApprovalRow {
		const found = this.store.where('crm_approvals', { subject_id: id }).at(-1);
		if (found === undefined) throw new Error('Nothing has been submitted in this story.');
		return found as unknown as ApprovalRow;
	}

	row(id = giftId): Row {
		return this.store.row('crm_gifts', id);
	}
}
