import { describe, expect, it } from 'vitest';
import { minimalRulebook } from '../testing/rulebook.js';
import { there } from '../testing/there.js';
import { readRulebook } from './rulebook.js';

type Path = readonly (string | number)[];

/** The minimal rulebook with one value replaced. */
function withValue(path: Path, value: unknown): unknown {
	const copy = structuredClone(minimalRulebook) as unknown;
	const [last, ...parents] = path.toReversed();
	const holder = parents.toReversed().reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], copy);
	(holder as Record<string | number, unknown>)[there(last)] = value;
	return copy;
}

const pointersOf = (content: unknown): readonly string[] => {
	const read = readRulebook(content);
	return read.ok ? [] : read.problems.map(({ pointer }) => pointer);
};

const step = ['approvals', 'routes', 'countersign', 'steps', 0] as const;

describe('reading a rulebook', () => {
	it('accepts one that says the least it must', () => {
		expect(readRulebook(minimalRulebook)).toMatchObject({ ok: true });
	});

	it.each<[string, Path, unknown, string]>([
		['a route nobody defined for a level', ['contract_review', 'routes', 'special'], 'board', '/contract_review/routes/special'],
		[
			'a route named like something every object has',
			['contract_review', 'routes', 'special'],
			'constructor',
			'/contract_review/routes/special',
		],
		['a route nobody defined for the rulebook itself', ['rulebooks', 'route'], 'board', '/rulebooks/route'],
		['a time zone there is not', ['time_zone'], 'Mars/Olympus', '/time_zone'],
		['a role nobody can hold', [...step, 'signers', 0, 'role'], 'emperor', '/approvals/routes/countersign/steps/0/signers/0/role'],
		['a step that asks nobody', [...step, 'signers'], [], '/approvals/routes/countersign/steps/0/signers'],
		[
			'a meeting without a chair',
			['approvals', 'routes', 'meeting', 'steps', 0, 'chair'],
			undefined,
			'/approvals/routes/meeting/steps/0/chair',
		],
		['a chair without a meeting', [...step, 'chair'], { role: 'business-head' }, '/approvals/routes/countersign/steps/0/chair'],
		['a step without a clause', [...step, 'clauses'], [], '/approvals/routes/countersign/steps/0/clauses'],
		['a clause that is not written like one', [...step, 'clauses', 0], 'REV-3', '/approvals/routes/countersign/steps/0/clauses/0'],
		['a time limit of no hours', [...step, 'due_hours'], 0, '/approvals/routes/countersign/steps/0/due_hours'],
		['a label in one language only', [...step, 'label'], { 'en-US': 'Check' }, '/approvals/routes/countersign/steps/0/label/zh-CN'],
		['a route without steps', ['approvals', 'routes', 'countersign', 'steps'], [], '/approvals/routes/countersign/steps'],
		[
			'two steps of one key',
			['approvals', 'routes', 'outbound-slip', 'steps', 1, 'key'],
			'keeper',
			'/approvals/routes/outbound-slip/steps',
		],
		[
			'an amount that is a number and not a decimal text',
			['contract_review', 'special_when', 1, 'amount'],
			500000,
			'/contract_review/special_when/1/amount',
		],
		['an amount with a comma', ['contract_review', 'special_when', 1, 'amount'], '500,000', '/contract_review/special_when/1/amount'],
		['a currency that is no code', ['contract_review', 'special_when', 1, 'currency'], 'yuan', '/contract_review/special_when/1/currency'],
		['a rule of a kind there is not', ['contract_review', 'special_when', 0, 'when'], 'full-moon', '/contract_review/special_when/0/when'],
		['a number without its running part', ['numbering', 'contract', 'pattern'], 'HT{yyyy}', '/numbering/contract/pattern'],
		['less than no notice', ['rulebooks', 'notice_days'], -1, '/rulebooks/notice_days'],
		['no execution notices', ['execution', 'notices'], [], '/execution/notices'],
		['nothing at all about customers', ['customers'], undefined, '/customers'],
	])('points at %s', (_, path, value, pointer) => {
		expect(pointersOf(withValue(path, value))).toEqual([pointer]);
	});

	it('points at the place of a word it does not know, whatever the word', () => {
		expect(pointersOf({ ...minimalRulebook, threshold: 5 })).toEqual(['']);
		expect(pointersOf(withValue(['approvals', 'hours'], 5))).toEqual(['/approvals']);
	});

	it('writes pointers as RFC 6901 wants them: ~ and / in a key are escaped', () => {
		expect(pointersOf(withValue(['approvals', 'routes', 'a/b~c'], { label: {} }))).toContainEqual(
			expect.stringContaining('/approvals/routes/a~1b~0c'),
		);
	});

	it.each([null, undefined, 'text', 5, []])('refuses %j as a whole', (content) => {
		expect(pointersOf(content)).toEqual(['']);
	});

	it('says each problem in words', () => {
		const read = readRulebook(withValue(['contract_review', 'routes', 'special'], 'board'));
		expect(read).toEqual({
			ok: false,
			problems: [{ pointer: '/contract_review/routes/special', message: 'There is no route “board” under approvals.routes.' }],
		});
	});
});
