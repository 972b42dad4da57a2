import { describe, expect, it } from 'vitest';
import { decide, decideOutcome } from '../process/decide.js';
import type { Case } from '../process/declaration.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { asActor, everybody, staff } from '../testing/people.js';
import { minimalRulebook, rulebook } from '../testing/rulebook.js';
import { rulebookProcess, type RulebookFacts, type RulebookRow } from './process.js';

const management = ['general-manager', 'business-head', 'quality-manager'] as const;

describeDuties('crm_rulebooks', {
	states: ['draft', 'in_review', 'published', 'superseded', 'rejected'],
	commands: {
		submit: { from: ['draft'], to: 'in_review', by: management, clause: 'POL-05' },
		withdraw: { from: ['in_review'], to: 'draft', by: management, clause: 'POL-05' },
		revise: { from: ['rejected'], to: 'draft', by: management, clause: 'POL-05' },
	},
	outcomes: {
		approved: { from: 'in_review', to: 'published' },
		rejected: { from: 'in_review', to: 'rejected' },
		returned: { from: 'in_review', to: 'draft' },
		withdrawn: { from: 'in_review', to: 'draft' },
	},
});

const published = (version: number, from: string): RulebookFacts['publishedBefore'][number] => ({
	id: uuid(0xc20, version),
	version,
	effective_from: from,
});

const revision = (
	differing: { row?: Partial<RulebookRow>; facts?: Partial<RulebookFacts> } = {},
): Parameters<typeof decideRevision>[1] => ({
	row: {
		id: uuid(0xc21, 1),
		status: 'draft',
		revision: 0,
		version: 2,
		title: 'Customer relations',
		content: minimalRulebook,
		interpreted_by: 'Customer Relations department',
		effective_from: '2026-03-17',
		training: 'Shown at the weekly meeting',
		...differing.row,
	},
	facts: {
		content: { hash: 'h', canonical: { fields: {}, children: {}, files: [] } },
		publishedBefore: [published(1, '2026-01-01')],
		rounds: 0,
		pending: null,
		people: everybody,
		...differing.facts,
	},
	actor: asActor(staff.head),
	input: {},
	comment: null,
	rulebook: rulebook(),
	now: noon,
	newId: countingIds(0xc22),
});

const decideRevision = (command: string, subject: Case<{ state: RulebookRow['status']; row: RulebookRow; facts: RulebookFacts }>) =>
	decide(rulebookProcess, command, subject);

const submit = (differing: Parameters<typeof revision>[0] = {}) => decideRevision('submit', revision(differing));

describe('submitting a revision of the rulebook', () => {
	it('opens its review under the route the rulebook in force names', () => {
		const decision = submit();
		expect(decision).toMatchObject({ accepted: true, to: 'in_review' });
		if (decision.accepted)
			expect(decision.effects).toContainEqual(expect.objectContaining({ kind: 'insert', collection: 'crm_approvals' }));
	});

	it.each([
		['names nobody who interprets it', { interpreted_by: '  ' }, 'interpreter-missing', 'POL-01', 'interpreted_by'],
		['does not say from when it applies', { effective_from: null }, 'effective-from-missing', 'POL-02', 'effective_from'],
		['is announced six days ahead instead of seven', { effective_from: '2026-03-16' }, 'notice-too-short', 'POL-03', 'effective_from'],
		['plans no training', { training: '' }, 'training-missing', 'POL-03', 'training'],
		[
			'has a time zone nobody knows',
			{ content: { ...minimalRulebook, time_zone: 'Mars/Olympus' } },
			'rulebook-invalid',
			'POL-05',
			'content/time_zone',
		],
	])('is refused when the revision %s', (_, row, rule, clause, field) => {
		expect(submit({ row })).toMatchObject({ accepted: false, violations: [{ rule, clause, field }] });
	});

	it('counts the days of notice in the time zone of the rulebook, not in UTC', () => {
		const afterMidnightInShanghai = { ...revision({ row: { effective_from: '2026-03-17' } }), now: '2026-03-10T16:30:00.000Z' };
		expect(decideRevision('submit', afterMidnightInShanghai)).toMatchObject({
			accepted: false,
			violations: [{ rule: 'notice-too-short', values: { earliest: '2026-03-18' } }],
		});
	});

	it('lets the very first rulebook apply at once, without notice or training', () => {
		expect(submit({ row: { effective_from: '2026-01-01', training: null }, facts: { publishedBefore: [] } })).toMatchObject({
			accepted: true,
		});
	});

	it('is refused when nobody could review it beside the person who submits', () => {
		const people = everybody.filter((person) => person.id !== staff.director.id);
		expect(submit({ facts: { people } })).toMatchObject({
			accepted: false,
			violations: [{ rule: 'no-eligible-reviewer', clause: 'POL-05' }],
		});
	});
});

describe('publishing a revision of the rulebook', () => {
	const publish = (differing: Parameters<typeof revision>[0] = {}) =>
		decideOutcome(rulebookProcess, 'approved', revision({ ...differing, row: { status: 'in_review', ...differing.row } }));

	it('tells everyone and retires versions that would begin on the same day or later', () => {
		const decision = publish({
			facts: { publishedBefore: [published(1, '2026-01-01'), published(3, '2026-03-17'), published(4, '2026-06-01')] },
		});
		expect(decision).toMatchObject({ accepted: true, to: 'published' });
		if (!decision.accepted) return;
		const retired = decision.effects.flatMap((effect) =>
			effect.kind === 'update' && effect.collection === 'crm_rulebooks' ? [effect.id] : [],
		);
		expect(retired).toEqual([uuid(0xc20, 3), uuid(0xc20, 4)]);
		expect(decision.effects.at(-1)).toMatchObject({ kind: 'notify', values: { day: '2026-03-17', version: 2 } });
	});

	it.each([
		['cannot be read', { content: { ...minimalRulebook, time_zone: 'Mars/Olympus' } }, 'rulebook-invalid', 'content/time_zone'],
		['does not say from when it applies', { effective_from: null }, 'effective-from-missing', 'effective_from'],
	])('is refused when by then the revision %s', (_, row, rule, field) => {
		expect(publish({ row })).toMatchObject({ accepted: false, violations: [{ rule, field }] });
	});

	it('is refused when the review took so long that the notice has become too short', () => {
		expect(
			decideOutcome(rulebookProcess, 'approved', { ...revision({ row: { status: 'in_review' } }), now: '2026-03-14T04:00:00.000Z' }),
		).toMatchObject({
			accepted: false,
			violations: [{ rule: 'notice-too-short', clause: 'POL-03' }],
		});
	});
});

describe('taking a revision of the rulebook back', () => {
	const reviewedFor = (who: string): RulebookFacts['pending'] =>
		({ approval: { id: uuid(0xc23, 1), started_by: who, status: 'pending' }, tasks: [] }) as unknown as RulebookFacts['pending'];
	const withdraw = (startedBy: string) =>
		decideRevision('withdraw', revision({ row: { status: 'in_review' }, facts: { pending: reviewedFor(startedBy) } }));

	it('is for whoever submitted it', () => {
		expect(withdraw(staff.director.id)).toMatchObject({ accepted: false, violations: [{ rule: 'only-submitter' }] });
		expect(withdraw(staff.head.id)).toMatchObject({ accepted: true, to: 'draft' });
	});
});
