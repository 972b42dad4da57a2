import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow, genesis } from '../ledger/chain.js';
import type { Row } from '../process/effect.js';
import { processOf } from '../processes.js';
import { company, complaintForms, ComplaintStory, complaintId, findings, handling, productFacts } from '../testing/complaint.js';
import { asActor, person, theSystem } from '../testing/people.js';
import { there } from '../testing/there.js';
import type { ComplaintRow } from './complaint.js';

const cast = [...Object.values(company), person(['service-agent']), person(['quality-manager'])];
const compensation = '00000000-0000-4000-8000-0000000000cc';

/** What must hold of a closed case, said without the rules that make it hold (CMP-06 to CMP-18). */
function brokenWhenClosed(story: ComplaintStory): readonly string[] {
	const { row } = story;
	if (row.status !== 'closed' && row.status !== 'archived') return [];
	const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
	const actions = story.store.where('crm_corrective_actions', { complaint: complaintId });
	const claims: Readonly<Record<string, boolean>> = {
		'numbered and registered': filled(row.number) && filled(row.registered_at),
		categorised: filled(row.cause) && filled(row.target),
		'duties settled': story.duties.length === 19 && story.duties.every(({ status }) => status !== 'open'),
		'handling opinion': filled(row.handling_opinion),
		'customer answered': filled(row.replied_at) && filled(row.reply_text),
		'report filed': story.store.where('crm_complaint_reports', { complaint: complaintId }).length > 0 && filled(row.report_filed_at),
		'tracking ended': filled(row.tracking_closed_at),
		'manager informed': row.severity !== 'serious' || filled(row.manager_informed_at),
		'note on what is not ours': row.outcome === 'founded' || filled(row.handling_note),
		'measure or reason': actions.length > 0 || filled(row.no_measure_reason),
		'responsibility ruled': story.ruling['status'] !== 'objected' && filled(row.responsibility),
	};
	if (row.status === 'archived') {
		Object.assign(claims, {
			'customer satisfied': row.follow_up_satisfied === true,
			appraised: story.store.where('crm_appraisal_entries', { complaint: complaintId }).length > 0,
		});
	}
	return Object.entries(claims).flatMap(([claim, holds]) => (holds ? [] : [claim]));
}

type Act =
	| { readonly kind: 'command'; readonly target: number; readonly command: number; readonly who: number; readonly nth: number }
	| { readonly kind: 'advance' }
	| { readonly kind: 'edit'; readonly what: number }
	| { readonly kind: 'ask' }
	| { readonly kind: 'wait'; readonly hours: number }
	| { readonly kind: 'staff'; readonly who: number };

const targets = [
	'crm_complaints',
	'crm_complaint_tasks',
	'crm_complaint_rulings',
	'crm_complaint_compensations',
	'crm_approval_tasks',
] as const;

const acts: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 12,
		arbitrary: fc.record({
			kind: fc.constant('command' as const),
			target: fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 4),
			command: fc.nat({ max: 30 }),
			// Beyond the cast and the system: whoever it is open to.
			who: fc.nat({ max: cast.length * 3 }),
			nth: fc.nat({ max: 20 }),
		}),
	},
	{ weight: 8, arbitrary: fc.constant({ kind: 'advance' as const }) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), what: fc.nat({ max: 6 }) }) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'ask' as const }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('staff' as const), who: fc.nat({ max: cast.length - 1 }) }) },
);

const edits: readonly Row[] = [
	{ ...findings, ...productFacts },
	handling,
	{ handling_opinion: null },
	{ outcome: 'not_ours', handling_note: 'Explained' },
	{ urgency: 'immediate' },
	{ internal_note: 'Call back' },
	{ no_measure_reason: null },
];

const beginnings: fc.Arbitrary<Partial<ComplaintRow>> = fc.record({
	cause: fc.constantFrom('quality', 'non_quality'),
	nature: fc.constantFrom('product', 'delivery', 'service', 'price', 'other'),
	urgency: fc.constantFrom('immediate', 'urgent', 'ordinary'),
	severity: fc.constantFrom('general', 'serious'),
	target: fc.constant('staff_member'),
	accused: fc.constantFrom(...cast.map(({ id }) => id)),
	complex: fc.boolean(),
});

class Life {
	readonly reached = new Set<string>();
	#archived: string | null = null;
	#number: string | null = null;

	constructor(readonly story: ComplaintStory) {}

	act(act: Act): void {
		const { story } = this;
		switch (act.kind) {
			case 'command': {
				const collection = there(targets[act.target]);
				const process = there(processOf(collection));
				const rows = story.store.rows(collection);
				const row = rows[act.nth % Math.max(1, rows.length)];
				const commands = Object.keys(process.commands);
				const command = there(commands[act.command % commands.length]);
				if (row === undefined) return;
				const id = row.id;
				if (act.who > cast.length) this.anybody(collection, id, command);
				else this.issue(collection, id, command, act.who === cast.length ? theSystem : there(cast[act.who]));
				return;
			}
			case 'advance':
				this.#advance();
				return;
			case 'edit':
				story.edit(there(edits[act.what]));
				return;
			case 'ask':
				story.store.edit({
					collection: 'crm_complaints',
					id: complaintId,
					patch: { id: compensation, type: 'refund', amount: '50.00', currency: 'CNY', reason: 'Goodwill', owner: story.row.owner },
					child: { collection: 'crm_complaint_compensations' },
				});
				return;
			case 'wait':
				story.wait(act.hours);
				this.issue('crm_complaints', complaintId, 'remind', theSystem);
				return;
			case 'staff':
				story.store.people = story.store.people.map((one, index) => (index === act.who ? { ...one, active: !one.active } : one));
				this.issue('crm_complaints', complaintId, 'hand_over', theSystem);
				return;
		}
	}

	issue(collection: string, id: string, command: string, who: Parameters<ComplaintStory['on']>[3]): boolean {
		const { store } = this.story;
		const [before, entries] = [store.snapshot(), store.ledger.length];
		const answer = this.story.on(collection, id, command, who, complaintForms[command] ?? {});
		if (answer.accepted) {
			expect(store.ledger).toHaveLength(entries + 1);
			this.reached.add(`${collection}: ${command}`);
		} else {
			expect(store.snapshot()).toBe(before);
			expect(answer.violations.length).toBeGreaterThan(0);
		}
		return answer.accepted;
	}

	/** The next thing on the honest way, by whoever may do it. */
	#advance(): void {
		const { story } = this;
		story.edit(findings);
		story.edit(productFacts);
		story.edit(handling);
		const wanted: Readonly<Record<ComplaintRow['status'], readonly string[]>> = {
			received: ['register'],
			registered: ['inform_customer', 'investigate'],
			investigating: ['customer_answered', 'inform_customer', 'rule', 'resolve'],
			resolving: ['customer_answered', 'reply'],
			replied: ['file_report', 'close_tracking', 'close'],
			closed: [
				story.row.follow_up_at === null ? 'follow_up' : story.store.rows('crm_appraisal_entries').length === 0 ? 'appraise' : 'archive',
			],
			archived: [],
		};
		for (const duty of story.duties.filter(({ status }) => status === 'open'))
			if (story.row.status === 'replied') this.anybody('crm_complaint_tasks', duty.id, 'complete');
		for (const ruling of story.store.where('crm_complaint_rulings', { status: 'objected' }))
			this.anybody('crm_complaint_rulings', ruling.id, 'rule_again');
		for (const asked of story.store.where('crm_complaint_compensations', { status: 'draft' }))
			this.anybody('crm_complaint_compensations', asked.id, 'submit');
		for (const task of story.store.where('crm_approval_tasks', { status: 'open' })) this.anybody('crm_approval_tasks', task.id, 'approve');
		for (const command of wanted[story.row.status]) this.anybody('crm_complaints', complaintId, command);
	}

	/** Issues a command as somebody it is open to, if there is anybody. */
	anybody(collection: string, id: string, command: string): void {
		const { store, now } = this.story;
		const ready = cast.find((who) => store.explain({ collection, id, command, actor: asActor(who), now }).length === 0);
		if (ready !== undefined) this.issue(collection, id, command, ready);
	}

	check(): void {
		const { row, store } = this.story;
		this.reached.add(`complaint ${row.status}`);
		expect(brokenWhenClosed(this.story)).toEqual([]);
		if (this.#number !== null) expect(row.number).toBe(this.#number);
		this.#number = row.number;
		expect(row.number === null).toBe(row.status === 'received');
		if (row.accused !== null && row.status !== 'received') {
			expect([row.owner, row.leader]).not.toContain(row.accused);
			const told = store.messages.filter(({ subject }) => !subject['en-US'].startsWith('You are named')).flatMap(({ to }) => to);
			expect(told).not.toContainEqual({ user: row.accused });
		}
		if (row.status !== 'received') {
			expect(row.leader).not.toBeNull();
			expect(row.owner).not.toBeNull();
		}
		const frozen = JSON.stringify([
			row,
			this.story.duties,
			store.where('crm_complaint_rulings', {}),
			store.where('crm_complaint_reports', {}),
		]);
		if (this.#archived !== null) expect(frozen).toBe(this.#archived);
		if (row.status === 'archived') this.#archived = frozen;
	}
}

describe('the life of a complaint, whatever anybody does', { timeout: 120_000 }, () => {
	it('closes only as the policy says, is never in the hands of the one complained of, and stays as it is once archived', () => {
		const reached = new Set<string>();
		fc.assert(
			fc.property(beginnings, fc.array(acts, { minLength: 25, maxLength: 70 }), (beginning, sequence) => {
				const story = new ComplaintStory(beginning, { people: cast });
				const life = new Life(story);
				for (const act of sequence) {
					life.act(act);
					life.check();
				}
				expect(follow({ seq: 0, head: genesis }, story.store.ledger)).toMatchObject({ ok: true });
				// Objecting to a ruling about themselves is all that is theirs to do.
				for (const entry of story.store.ledger)
					if (beginning.accused !== undefined && entry.command !== 'object')
						expect(entry.actor, JSON.stringify(entry)).not.toBe(beginning.accused);
				for (const seen of life.reached) reached.add(seen);
			}),
			{ numRuns: 60, seed: Number(process.env['CRM_TEST_SEED'] ?? 20_261_122) },
		);
		expect([...reached]).toEqual(
			expect.arrayContaining([
				...['received', 'registered', 'investigating', 'resolving', 'replied', 'closed', 'archived'].map((state) => `complaint ${state}`),
				...['register', 'wait_for_customer', 'customer_answered', 'reopen', 'archive', 'hand_over', 'remind'].map(
					(command) => `crm_complaints: ${command}`,
				),
				'crm_complaint_rulings: object',
				'crm_complaint_rulings: rule_again',
				'crm_complaint_compensations: submit',
			]),
		);
	});
});
