import type { ApprovalRow, TaskRow } from '../approval/rows.js';
import type { Actor, Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import type { Route, Rulebook } from '../rulebook/rulebook.js';
import { contractId, contractLine, contractRow, customerId, favourableAnswers, noon, unansweredReview } from './contract.js';
import { countingIds } from './ids.js';
import { testKindOf } from './kinds.js';
import { MemoryStore, type Answer } from '../in-memory/store.js';
import { asActor, everybody, staff, theSystem } from './people.js';
import { rulebook, rulebookWithRoute } from './rulebook.js';

export interface StorySettings {
	readonly people?: readonly Person[];
	readonly rulebook?: Rulebook;
	readonly contract?: Row;
	readonly lines?: readonly Row[];
	readonly stock?: readonly (Row & { readonly id: string })[];
}

/** A contract in draft with everything around it, and time to pass. */
export class ReviewStory {
	readonly store: MemoryStore;
	#now = noon;

	constructor(settings: StorySettings = {}) {
		this.store = new MemoryStore({
			rulebooks: [settings.rulebook ?? rulebook()],
			people: settings.people ?? everybody,
			kindOf: testKindOf,
			newId: countingIds(0xd00),
		});
		this.store.put('crm_customers', {
			id: customerId,
			status: 'active',
			revision: 0,
			name: 'Silk Road Ltd',
			owner: null,
			department: null,
		});
		this.store.put('crm_contracts', { ...contractRow, ...settings.contract });
		for (const line of settings.lines ?? [contractLine()])
			this.store.put('crm_contract_lines', { ...line, id: String(line['id']), contract: contractId });
		for (const held of settings.stock ?? []) this.store.put('crm_stock', held);
		this.store.put('crm_contract_reviews', { ...unansweredReview, contract: contractId });
	}

	get now(): string {
		return this.#now;
	}

	wait(hours: number): void {
		this.#now = new Date(Date.parse(this.#now) + hours * 3_600_000).toISOString();
	}

	/** Issues a command on the contract. */
	contract(command: string, who: Person | Actor, input: Row = {}, comment: string | null = null): Answer {
		return this.#issue('crm_contracts', contractId, command, who, input, comment);
	}

	/** Issues a command on a task. */
	task(task: Pick<TaskRow, 'id'>, command: string, who: Person | Actor, input: Row = {}, comment: string | null = 'Because'): Answer {
		return this.#issue('crm_approval_tasks', task.id, command, who, input, comment);
	}

	/** Issues a command on the latest approval. */
	approval(command: string, who: Person | Actor): Answer {
		return this.#issue('crm_approvals', this.latestApproval.id, command, who, {}, null);
	}

	/** Fills in every answer of the review form, in favour of the contract. */
	answerEverything(): boolean {
		return this.store.edit({
			collection: 'crm_contracts',
			id: contractId,
			patch: favourableAnswers,
			child: { collection: 'crm_contract_reviews', row: unansweredReview.id },
		});
	}

	/** Lets the clock do what it does every minute: pass on what is overdue or what nobody can decide any more. */
	tick(): readonly Answer[] {
		const everyTask = this.store.rows('crm_approval_tasks') as unknown as readonly TaskRow[];
		return everyTask
			.filter((task) => task.status === 'open' || task.status === 'waiting')
			.flatMap((task) => [this.task(task, 'reroute', theSystem, {}, null), this.task(task, 'escalate', theSystem, {}, null)]);
	}

	get status(): string {
		return String(this.store.row('crm_contracts', contractId)['status']);
	}

	get latestApproval(): ApprovalRow {
		const found = this.store.rows('crm_approvals').at(-1);
		if (found === undefined) throw new Error('Nothing has been submitted in this story.');
		return found as unknown as ApprovalRow;
	}

	/** Tasks of the latest approval, in the order they came to be. */
	get tasks(): readonly TaskRow[] {
		return this.store.where('crm_approval_tasks', { approval: this.latestApproval.id }) as unknown as TaskRow[];
	}

	get openTasks(): readonly TaskRow[] {
		return this.tasks.filter((task) => task.status === 'open');
	}

	/** The task that is asked of somebody now: of a role, or of a named person. */
	taskOf(who: Person | string): TaskRow {
		const live = this.tasks.filter((task) => task.status === 'open' || task.status === 'waiting');
		const found = live.find((task) => (typeof who === 'string' ? task.role === who : task.assignee === who.id));
		if (found === undefined) throw new Error(`Nothing is asked of ${typeof who === 'string' ? who : who.id}.`);
		return found;
	}

	/** A task as it is now. */
	again(task: Pick<TaskRow, 'id'>): TaskRow {
		return this.store.row('crm_approval_tasks', task.id) as unknown as TaskRow;
	}

	#issue(collection: string, id: string, command: string, who: Person | Actor, input: Row, comment: string | null): Answer {
		return this.store.issue({ collection, id, command, actor: 'system' in who ? who : asActor(who), now: this.#now, input, comment });
	}
}

/** A routine contract that takes this route and has been submitted by its owner, with the review form answered. */
export function submitted(routine: Route, settings: StorySettings = {}): ReviewStory {
	const story = new ReviewStory({ rulebook: rulebookWithRoute(routine), ...settings });
	const answer = story.contract('submit', staff.seller);
	if (!answer.accepted) throw new Error(`The contract of this story was refused: ${answer.violations.map(({ rule }) => rule).join(', ')}`);
	story.answerEverything();
	return story;
}

/** The rules a refused command violated; none when it was accepted. */
export const rulesOf = (answer: Answer): readonly string[] =>
	answer.accepted ? [] : answer.violations.map(({ rule, clause }) => `${rule} ${String(clause)}`);
