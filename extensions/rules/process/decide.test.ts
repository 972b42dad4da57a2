import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noon } from '../testing/contract.js';
import { countingIds, uuid } from '../testing/ids.js';
import { actorOf, newcomer, nobody, theSystem } from '../testing/people.js';
import { rulebook } from '../testing/rulebook.js';
import { say, text } from '../words/text.js';
import { there } from '../testing/there.js';
import { appliesTo, decide, decideOutcome, explain, factsOf, whoMayIssue } from './decide.js';
import { defineGuard, defineProcess, type Case, type RowBase } from './declaration.js';
import { speakViolation } from './violation.js';

interface ParcelTypes {
	readonly state: 'packed' | 'sent' | 'lost';
	readonly row: RowBase & { readonly weight: number };
	readonly facts: { readonly carriers: readonly string[] };
}

const word = text('Word', '词');

const guard = defineGuard<ParcelTypes>();
const light = guard({
	rule: 'too-heavy',
	clause: 'ORD-01',
	text: text('At most {most} kg.', '最多 {most} 公斤。'),
	needs: [],
	check: ({ row }) => (row.weight > 20 ? [{ field: 'weight', values: { most: 20 } }] : []),
});
const carried = guard({
	rule: 'no-carrier',
	clause: 'ORD-02',
	text: word,
	needs: ['carriers'],
	check: ({ facts }) => (facts.carriers.length === 0 ? [{}, { field: 'carrier' }] : []),
});
const labelled = guard({
	rule: 'unknown-label',
	clause: 'ORD-03',
	text: word,
	needs: [],
	check: ({ input }) => (input['label'] === 'none' ? [{ field: 'input.label' }] : []),
});

const parcels = defineProcess<ParcelTypes>()({
	name: 'parcels',
	collection: 'parcels',
	label: word,
	initial: 'packed',
	states: {
		packed: { label: text('Packed', '已包装'), kind: 'draft' },
		sent: { label: text('Sent', '已发出'), kind: 'in-force' },
		lost: { label: text('Lost', '遗失'), kind: 'refused' },
	},
	commands: {
		send: {
			label: text('Send', '发出'),
			from: ['packed'],
			to: ({ input }) => (input['label'] === 'void' ? 'lost' : 'sent'),
			by: ['salesperson', 'owner'],
			byClause: 'ORD-01',
			input: z.object({ label: z.string().min(2) }),
			guards: [light, carried, labelled],
			needs: ['carriers'],
			effects: ({ now, newId }) => [{ kind: 'set', patch: { sent_at: now, label: newId() } }],
		},
		lose: {
			label: text('Lose', '登记遗失'),
			from: ['sent'],
			to: 'lost',
			by: ['anyone'],
			byClause: 'ORD-02',
			comment: 'required',
			tooEarly: { states: ['packed'], rule: 'still-here', clause: 'ORD-04', text: word },
			guards: [],
		},
		expire: { label: text('Expire', '过期'), from: ['packed'], by: ['system'], byClause: 'ORD-02', guards: [] },
	},
	outcomes: { approved: { from: 'packed', to: 'sent', guards: [light], effects: () => [{ kind: 'set', patch: { stamped: true } }] } },
	governed: ['sent_at', 'number'],
	setOnce: [],
	editable: [],
	editClause: 'ORD-01',
	children: [],
	deletable: false,
});

const parcel = (
	differing: Partial<Case<ParcelTypes>> & { readonly status?: string; readonly weight?: number } = {},
): Case<ParcelTypes> => ({
	row: { id: uuid(0xf00, 1), status: differing.status ?? 'packed', revision: 1, owner: newcomer.id, weight: differing.weight ?? 5 },
	facts: { carriers: ['post'] },
	actor: actorOf('salesperson'),
	input: { label: 'A-1' },
	comment: null,
	rulebook: rulebook(),
	now: noon,
	newId: countingIds(0xf01),
	...differing,
});

const rulesOf = (command: string, subject: Case<ParcelTypes>): readonly string[] => {
	const decision = decide(parcels, command, subject);
	return decision.accepted ? [] : decision.violations.map(({ rule, field }) => (field === undefined ? rule : `${rule} @ ${field}`));
};

describe('deciding a command', () => {
	it('answers the move and the effects and performs nothing', () => {
		const subject = parcel();
		const before = structuredClone(subject.row);
		expect(decide(parcels, 'send', subject)).toEqual({
			accepted: true,
			from: 'packed',
			to: 'sent',
			effects: [{ kind: 'set', patch: { sent_at: noon, label: uuid(0xf01, 1) } }],
		});
		expect(subject.row).toEqual(before);
	});

	it('decides the same way every time', () => {
		expect(decide(parcels, 'send', parcel())).toEqual(decide(parcels, 'send', parcel()));
	});

	it('moves where the form says, or not at all', () => {
		expect(decide(parcels, 'send', parcel({ input: { label: 'void' } }))).toMatchObject({ to: 'lost' });
		expect(decide(parcels, 'expire', parcel({ actor: theSystem, input: {} }))).toMatchObject({
			accepted: true,
			from: 'packed',
			to: 'packed',
			effects: [],
		});
	});

	it('lists every rule that does not hold, each as often as it is violated', () => {
		expect(rulesOf('send', parcel({ weight: 30, facts: { carriers: [] } }))).toEqual([
			'too-heavy @ weight',
			'no-carrier',
			'no-carrier @ carrier',
		]);
	});

	it('does not look at guards while state or duty already refuse', () => {
		expect(rulesOf('send', parcel({ status: 'sent', weight: 30 }))).toEqual(['wrong-state @ status']);
		expect(rulesOf('send', parcel({ actor: actorOf('auditor'), weight: 30 }))).toEqual(['not-your-duty']);
	});

	it('does not run guards over a form that does not fit', () => {
		expect(rulesOf('send', parcel({ weight: 30, input: { label: 'x' } }))).toEqual(['input-invalid @ input.label']);
	});

	it('still says that state or duty refuse when the form does not fit either', () => {
		expect(rulesOf('send', parcel({ status: 'lost', input: {} }))).toEqual(['wrong-state @ status', 'input-invalid @ input.label']);
	});

	it.each([null, 'text', [], undefined])('refuses %j for a form', (input) => {
		expect(rulesOf('send', parcel({ input: input as unknown as Record<string, unknown> }))).toEqual(['input-invalid @ input']);
	});

	it('refuses what the form does not know', () => {
		expect(rulesOf('send', parcel({ input: { label: 'A-1', status: 'sent' } }))).toEqual(['input-invalid @ input']);
		expect(rulesOf('expire', parcel({ actor: theSystem, input: { force: true } }))).toEqual(['input-invalid @ input']);
	});

	it('says what is wrong with a form in both languages', () => {
		const decision = decide(parcels, 'send', parcel({ input: { label: 'x' } }));
		const [violation] = decision.accepted ? [] : decision.violations;
		expect(speakViolation(there(violation), 'en-US').message).toMatch(/^Please correct this entry: Too small/);
		expect(speakViolation(there(violation), 'zh-CN').message).toMatch(/^请更正此项：数值过小/);
	});

	it('wants a reason where one is required, and not an endless one', () => {
		const lose = (comment: string | null) => rulesOf('lose', parcel({ status: 'sent', input: {}, comment }));
		for (const nothing of [null, '', ' \n ']) expect(lose(nothing)).toEqual(['comment-required @ comment']);
		expect(lose('x'.repeat(4000))).toEqual([]);
		expect(lose('x'.repeat(4001))).toEqual(['input-invalid @ comment']);
		expect(rulesOf('send', parcel({ comment: 'x'.repeat(4001) }))).toEqual(['input-invalid @ comment']);
	});

	it.each(['burn', '', 'constructor', '__proto__', 'toString'])('knows no command “%s”', (name) => {
		expect(rulesOf(name, parcel())).toEqual(['unknown-command']);
		expect(explain(parcels, name, parcel()).map(({ rule }) => rule)).toEqual(['unknown-command']);
	});

	it('refuses a state the declaration does not know', () => {
		expect(rulesOf('send', parcel({ status: 'melted' }))).toEqual(['wrong-state @ status']);
	});
});

describe('who may issue a command', () => {
	it('is the owner even without a role, and not somebody else', () => {
		expect(rulesOf('send', parcel({ actor: newcomer }))).toEqual([]);
		expect(rulesOf('send', parcel({ actor: { ...newcomer, id: uuid(0xf02, 1) } }))).toEqual(['not-your-duty']);
	});

	it('is not nobody, though a record without an owner belongs to nobody', () => {
		const ownerless = parcel({ actor: nobody });
		expect(rulesOf('send', { ...ownerless, row: { ...ownerless.row, owner: null } })).toEqual(['not-your-duty']);
	});

	it('is not the system, unless the command is the system’s', () => {
		expect(rulesOf('send', parcel({ actor: { ...theSystem, roles: ['salesperson'] } }))).toEqual(['not-your-duty']);
		expect(rulesOf('lose', parcel({ actor: theSystem, status: 'sent', input: {}, comment: 'Gone' }))).toEqual(['not-your-duty']);
		expect(rulesOf('expire', parcel({ actor: actorOf('general-manager'), input: {} }))).toEqual(['not-your-duty']);
	});

	it('is said in the refusal', () => {
		expect(say(whoMayIssue(there(parcels.commands['send'])), 'en-US')).toBe('Salesperson, the person responsible for it');
		expect(say(whoMayIssue(there(parcels.commands['send'])), 'zh-CN')).toBe('业务员、经办人');
	});
});

describe('explaining a command', () => {
	it('is silent about the form and the reason, which are still to be filled in', () => {
		expect(explain(parcels, 'send', parcel({ input: {} }))).toEqual([]);
		expect(explain(parcels, 'lose', parcel({ status: 'sent', input: {} }))).toEqual([]);
	});

	it('gives the reason that matters where people try too early', () => {
		expect(explain(parcels, 'lose', parcel())).toEqual([{ rule: 'still-here', clause: 'ORD-04', field: 'status', text: word }]);
	});

	it('says in which states a command is possible', () => {
		const [violation] = explain(parcels, 'send', parcel({ status: 'lost' }));
		expect(speakViolation(there(violation), 'en-US').message).toBe(
			'“Send” is not possible while this is “Lost”. It is possible in: Packed.',
		);
		expect(speakViolation(there(violation), 'zh-CN').message).toBe('当前状态为“遗失”，不能执行“发出”。可执行的状态：已包装。');
	});
});

describe('what an ended approval does', () => {
	it('moves the record and answers the effects when the record’s own rules hold', () => {
		expect(decideOutcome(parcels, 'approved', parcel())).toEqual({
			accepted: true,
			from: 'packed',
			to: 'sent',
			effects: [{ kind: 'set', patch: { stamped: true } }],
		});
	});

	it('is refused when they do not', () => {
		expect(decideOutcome(parcels, 'approved', parcel({ weight: 21 }))).toMatchObject({
			accepted: false,
			violations: [{ rule: 'too-heavy', field: 'weight' }],
		});
	});

	it('is refused when the record has left the state it was about, or knows no such outcome', () => {
		expect(decideOutcome(parcels, 'approved', parcel({ status: 'sent' }))).toMatchObject({
			accepted: false,
			violations: [{ rule: 'wrong-state', field: 'status' }],
		});
		expect(decideOutcome(parcels, 'returned', parcel())).toMatchObject({ accepted: false, violations: [{ rule: 'wrong-state' }] });
	});
});

describe('the facts a command needs', () => {
	it('are those of its guards and its effects, each once', () => {
		expect(factsOf(there(parcels.commands['send']))).toEqual(['carriers']);
	});

	it('include what is governed everywhere', () => {
		expect(parcels.governed).toEqual(['number', 'ledger', 'rulebook_version', 'sent_at']);
	});
});

describe('a command that is for another kind of record', () => {
	const { send } = parcels.commands;
	const declared = defineProcess<ParcelTypes>()({
		...parcels,
		commands: { send: { ...there(send), appliesTo: light, guards: [carried] } },
	});
	const weighing = (weight: number): Case<ParcelTypes> => ({
		row: { id: uuid(0xa40, 1), status: 'packed', revision: 0, weight },
		facts: { carriers: ['Post'] },
		actor: actorOf('salesperson'),
		input: {},
		comment: null,
		rulebook: rulebook(),
		now: noon,
		newId: countingIds(0xa41),
	});

	it('is told apart by the record alone', () => {
		expect(appliesTo(there(declared.commands['send']), weighing(20))).toBe(true);
		expect(appliesTo(there(declared.commands['send']), weighing(21))).toBe(false);
		expect(() => defineProcess<ParcelTypes>()({ ...parcels, commands: { send: { ...there(send), appliesTo: carried } } })).toThrow(
			'no-carrier',
		);
	});

	it('is refused by that rule when it is issued all the same', () => {
		expect(explain(declared, 'send', weighing(21)).map(({ rule }) => rule)).toEqual(['too-heavy']);
		expect(explain(declared, 'send', weighing(20))).toEqual([]);
	});
});
