import type { ApprovalRow, TaskRow } from '../approval/rows.js';
import { MemoryStore, type Answer } from '../in-memory/store.js';
import type { Actor, Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import { customerId, noon } from './contract.js';
import { countingIds, uuid } from './ids.js';
import { testKindOf } from './kinds.js';
import { asActor, everybody, staff } from './people.js';
import { rulebook } from './rulebook.js';

export const requestId = uuid(0xe60, 1);

/** A salesperson asks for a week’s access to a customer of others, by its number. */
export class AccessStory {
	readonly store = new MemoryStore({ rulebooks: [rulebook()], people: everybody, kindOf: testKindOf, newId: countingIds(0xe61) });
	#now = noon;

	constructor(request: Row = {}) {
		this.customer(customerId, 'Silk Road Ltd', 'KH00001');
		this.store.put('crm_access_requests', {
			id: requestId,
			status: 'draft',
			revision: 0,
			number: null,
			sought: 'KH00001',
			contents: 'customer',
			on_behalf_of: null,
			purpose: 'A common tender',
			until: '2026-03-17',
			customer: null,
			matches: null,
			granted_at: null,
			expires_at: null,
			owner: staff.seller.id,
			department: staff.seller.department,
			rulebook_version: null,
			...request,
		});
	}

	customer(id: string, name: string, number: string): void {
		this.store.put('crm_customers', { id, name, number, status: 'active', revision: 0, owner: null, department: null });
	}

	at(now: string): void {
		this.#now = now;
	}

	issue(command: string, who: Person | Actor = staff.seller): Answer {
		const actor = 'system' in who ? who : asActor(who);
		return this.store.issue({ collection: 'crm_access_requests', id: requestId, command, actor, now: this.#now, comment: 'Because' });
	}

	/** Decides the first open task of the running approval. */
	decide(command: string, who: Person): Answer {
		const task = (this.store.where('crm_approval_tasks', { status: 'open' }) as unknown as TaskRow[]).find(
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

	get approval(): ApprovalRow {
		return this.store.where('crm_approvals', { subject_id: requestId }).at(-1) as unknown as ApprovalRow;
	}

	get row(): Row {
		return this.store.row('crm_access_requests', requestId);
	}
}
