import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, type Content } from '../canonical/content.js';
import type { ContractLine } from '../contract-review/contract.js';
import { isCovered } from '../contract-review/commitment.js';
import type { Row } from '../process/effect.js';
import { contractId, contractLine } from '../testing/contract.js';
import { uuid } from '../testing/ids.js';
import type { Answer } from '../in-memory/store.js';
import { asActor, staff } from '../testing/people.js';
import { ReviewStory, rulesOf } from '../testing/review-story.js';
import { rulebook } from '../testing/rulebook.js';
import { there } from '../testing/there.js';
import { amendableFields, amendedContent, clearableFields } from './amendment.js';

const amendmentId = uuid(0xe10, 1);
const signatures = {
	company_signed_by: 'Mr Li',
	company_signed_on: '2026-03-10',
	customer_signed_by: 'Ms Wang',
	customer_signed_on: '2026-03-10',
};

const draft = {
	status: 'draft',
	revision: 0,
	number: null,
	contract: contractId,
	proposing_side: 'customer',
	reason: 'Their shop opens later',
	requested_change: 'Deliver in June',
	delivery_date: '2026-06-01',
	replaces_lines: false,
	capable: null,
	company_signed_by: null,
	customer_signed_by: null,
	signed_hash: null,
	base_hash: null,
	owner: staff.seller.id,
	department: staff.seller.department,
	rulebook_version: null,
};

class AmendmentStory extends ReviewStory {
	/** An effective contract with an amendment in draft. */
	constructor(differing: Row = {}, contract: Row = {}) {
		super({ contract });
		this.contract('submit', staff.seller);
		this.answerEverything();
		this.countersign();
		this.contract('sign', staff.seller);
		this.draft(amendmentId, differing);
	}

	draft(id: string, differing: Row = {}): void {
		this.store.put('crm_contract_amendments', { ...draft, ...differing, id });
	}

	/** Every department signs; answers the last signature. */
	countersign(): Answer {
		const departments = [
			['production-manager', staff.production],
			['technology-manager', staff.technology],
			['quality-manager', staff.quality],
		] as const;
		return there(departments.map(([role, who]) => this.task(this.taskOf(role), 'approve', who)).at(-1));
	}

	amendment(command: string, input: Row = {}, id = amendmentId, who = staff.seller): Answer {
		return this.store.issue({ collection: 'crm_contract_amendments', id, command, actor: asActor(who), now: this.now, input });
	}

	capable(answer: boolean | null): boolean {
		return this.store.edit({ collection: 'crm_contract_amendments', id: amendmentId, patch: { capable: answer } });
	}

	get amended(): Row {
		return this.store.row('crm_contract_amendments', amendmentId);
	}

	get covered(): boolean {
		const approvals = this.store.where('crm_approvals', { contract: contractId }).map((row) => ({
			id: row['id'],
			status: row['status'] as 'approved',
			started_by: '',
			round: 1,
			coversHash: String(row['result_hash'] ?? row['subject_hash']),
		}));
		return isCovered(contentHash(this.store.contentOf('crm_contracts', contractId)), approvals);
	}
}

/** An amendment that is signed and in review, with the capability confirmed. */
function inReview(differing: Row = {}, lines: readonly ContractLine[] = []): AmendmentStory {
	const story = new AmendmentStory(differing);
	for (const [index, line] of lines.entries())
		story.store.put('crm_contract_amendment_lines', { ...line, id: uuid(0xe11, index), amendment: amendmentId });
	expect(rulesOf(story.amendment('sign', signatures))).toEqual([]);
	expect(rulesOf(story.amendment('submit'))).toEqual([]);
	story.capable(true);
	return story;
}

describe('asking for an amendment (AMD-01, AMD-02)', () => {
	it.each(['proposing_side', 'reason', 'requested_change'])('is not signed without “%s”', (field) => {
		const story = new AmendmentStory({ [field]: field === 'proposing_side' ? null : '  ' });
		expect(story.amendment('sign', signatures)).toMatchObject({
			accepted: false,
			violations: [{ rule: 'amendment-incomplete', clause: 'AMD-01', field }],
		});
	});

	it('is not signed when nothing would change', () => {
		for (const nothing of [{ delivery_date: null }, { delivery_date: '2026-05-01', amount: '12000' }]) {
			expect(rulesOf(new AmendmentStory(nothing).amendment('sign', signatures))).toEqual(['nothing-changes AMD-01']);
		}
	});

	it.each(['approved', 'closed', 'terminated', 'draft'])('is not signed for a contract that is %s', (status) => {
		const story = new AmendmentStory();
		story.store.put('crm_contracts', { ...story.store.row('crm_contracts', contractId), id: contractId, status });
		expect(rulesOf(story.amendment('sign', signatures))).toEqual(['contract-not-effective AMD-01']);
	});

	it.each(Object.keys(signatures))('is not signed without “%s”: both sides sign', (field) => {
		const answer = new AmendmentStory().amendment('sign', { ...signatures, [field]: undefined });
		expect(answer).toMatchObject({ accepted: false, violations: [{ field: `input.${field}` }] });
	});

	it('gets its number and binds the signatures to its text and to the contract as it stands', () => {
		const story = new AmendmentStory();
		expect(rulesOf(story.amendment('sign', signatures))).toEqual([]);
		expect(story.amended).toMatchObject({
			status: 'signed',
			number: 'XG2026-0001',
			...signatures,
			signed_hash: contentHash(story.store.contentOf('crm_contract_amendments', amendmentId)),
			base_hash: contentHash(story.store.contentOf('crm_contracts', contractId)),
		});
	});

	it('is not submitted before it is signed, and the refusal says so', () => {
		expect(rulesOf(new AmendmentStory().amendment('submit'))).toEqual(['signature-missing AMD-02']);
	});

	it('cannot be edited once it is signed', () => {
		const story = new AmendmentStory();
		story.amendment('sign', signatures);
		expect(story.store.edit({ collection: 'crm_contract_amendments', id: amendmentId, patch: { delivery_date: '2026-07-01' } })).toBe(
			false,
		);
	});

	it('is not submitted while the contract is no longer in force', () => {
		const story = new AmendmentStory();
		story.amendment('sign', signatures);
		expect(rulesOf(story.contract('terminate', staff.head, {}, 'Insolvent'))).toEqual([]);
		expect(rulesOf(story.amendment('submit'))).toEqual(['contract-not-effective AMD-01']);
	});

	it.each(['company_signed_by', 'customer_signed_by'])('is not submitted when “%s” has gone missing', (field) => {
		const story = new AmendmentStory();
		story.amendment('sign', signatures);
		story.store.put('crm_contract_amendments', { ...story.amended, id: amendmentId, [field]: null });
		expect(story.amendment('submit')).toMatchObject({
			accepted: false,
			violations: [{ rule: 'signature-missing', clause: 'AMD-02', field }],
		});
	});

	it('is not submitted when its text is no longer what was signed', () => {
		const story = new AmendmentStory();
		story.amendment('sign', signatures);
		story.store.put('crm_contract_amendments', { ...story.amended, id: amendmentId, delivery_date: '2026-07-01' });
		expect(rulesOf(story.amendment('submit'))).toEqual(['signed-content-changed AMD-02']);
	});
});

describe('reviewing an amendment (AMD-03)', () => {
	it('goes the route the contract itself went', () => {
		const story = inReview();
		expect(story.latestApproval).toMatchObject({
			route: 'countersign',
			subject_collection: 'crm_contract_amendments',
			subject_id: amendmentId,
		});
		expect(story.openTasks.map((task) => task.role)).toEqual(['production-manager', 'technology-manager', 'quality-manager']);
	});

	it('does not touch the contract before it has passed', () => {
		const story = inReview();
		expect(story.store.row('crm_contracts', contractId)['delivery_date']).toBe('2026-05-01');
	});

	it('puts the change into the contract when it has passed, and the contract is then covered as it reads', () => {
		const story = inReview();
		expect(rulesOf(story.countersign())).toEqual([]);
		expect(story.amended).toMatchObject({ status: 'applied', applied_at: story.now });
		expect(story.store.row('crm_contracts', contractId)).toMatchObject({
			status: 'effective',
			delivery_date: '2026-06-01',
			amount: '12000.00',
		});
		expect(story.covered).toBe(true);
	});

	it('keeps the version it replaces and issues the execution documents again', () => {
		const story = inReview();
		const noticesBefore = story.store.rows('crm_execution_notices').length;
		story.countersign();
		expect(story.store.rows('crm_contract_versions')).toMatchObject([
			{ version: 1, amendment: null, content: { fields: { delivery_date: '2026-05-01' } } },
			{ version: 2, amendment: amendmentId, content: { fields: { delivery_date: '2026-06-01' } } },
		]);
		expect(story.store.rows('crm_execution_notices').slice(noticesBefore)).toMatchObject([
			{ contract_version: 2 },
			{ contract_version: 2 },
		]);
	});

	it('replaces the lines, whatever order they are in, and the contract is covered', () => {
		const story = inReview({ replaces_lines: true }, [
			contractLine({ product: 'Tie', quantity: '40.00' }),
			contractLine({ product: 'Scarf', quantity: 60, unit_price: null }),
		]);
		story.countersign();
		const lines = story.store.where('crm_contract_lines', { contract: contractId });
		expect(lines.map((line) => `${String(line['product'])} ${String(line['quantity'])}`).toSorted()).toEqual(['Scarf 60', 'Tie 40']);
		expect(story.covered).toBe(true);
	});

	it('leaves lines alone that it does not replace', () => {
		const story = inReview({}, [contractLine({ product: 'Scarf' })]);
		story.countersign();
		expect(story.store.where('crm_contract_lines', { contract: contractId })).toMatchObject([{ product: 'Tie' }]);
	});

	it.each([
		[null, 'capability-unanswered REV-05'],
		[false, 'capability-negative REV-05'],
	] as const)('does not pass while the answer about capability is %s', (answer, rule) => {
		const story = inReview();
		story.capable(answer);
		expect(rulesOf(story.countersign())).toEqual([rule]);
		expect(story.store.row('crm_contracts', contractId)['delivery_date']).toBe('2026-05-01');
	});

	it('asks about the capability anew: an answer given before submission does not count', () => {
		const story = new AmendmentStory({ capable: true });
		story.amendment('sign', signatures);
		story.amendment('submit');
		expect(story.amended['capable']).toBeNull();
	});

	it.each([
		['reject', 'rejected'],
		['return', 'draft'],
	])('leaves the contract as it was after “%s”', (command, status) => {
		const story = inReview();
		story.task(story.taskOf('quality-manager'), command, staff.quality);
		expect(story.amended['status']).toBe(status);
		expect(story.store.row('crm_contracts', contractId)['delivery_date']).toBe('2026-05-01');
		expect(story.covered).toBe(true);
	});

	it.each(['return', 'withdraw'])('has to be signed anew after “%s”', (command) => {
		const story = inReview();
		if (command === 'return') story.task(story.taskOf('quality-manager'), command, staff.quality);
		else expect(rulesOf(story.amendment('withdraw'))).toEqual([]);
		expect(story.amended).toMatchObject({
			status: 'draft',
			company_signed_by: null,
			customer_signed_by: null,
			signed_hash: null,
			base_hash: null,
		});
		expect(rulesOf(story.amendment('submit'))).toEqual(['signature-missing AMD-02']);
		expect(story.openTasks).toEqual([]);
	});

	it('is one at a time for a contract', () => {
		const story = inReview();
		const second = uuid(0xe10, 2);
		story.draft(second, { delivery_date: '2026-07-01' });
		story.amendment('sign', signatures, second);
		expect(rulesOf(story.amendment('submit', {}, second))).toEqual(['other-amendment-running AMD-03']);
	});

	it('starts again from the present contract when another amendment was applied after the signatures', () => {
		const story = new AmendmentStory();
		const second = uuid(0xe10, 2);
		story.draft(second, { delivery_date: '2026-07-01' });
		story.amendment('sign', signatures, second);
		story.amendment('sign', signatures);
		story.amendment('submit');
		story.capable(true);
		story.countersign();
		expect(rulesOf(story.amendment('submit', {}, second))).toEqual(['contract-changed-meanwhile AMD-03']);
	});

	it('does not pass over a contract that was terminated meanwhile', () => {
		const story = inReview();
		expect(rulesOf(story.contract('terminate', staff.head, {}, 'Insolvent'))).toEqual([]);
		expect(rulesOf(story.countersign())).toEqual(['contract-not-effective AMD-01']);
	});

	it('does not pass over a contract that was changed while it was reviewed', () => {
		const story = inReview();
		const contract = story.store.row('crm_contracts', contractId);
		story.store.put('crm_contracts', { ...contract, payment_terms: 'Cash' });
		expect(rulesOf(story.countersign())).toEqual(['contract-changed-meanwhile AMD-03']);
	});

	it('is not submitted when nobody could review it', () => {
		const story = new AmendmentStory();
		story.amendment('sign', signatures);
		story.store.people = story.store.people.filter(({ id }) => id === staff.seller.id || id === staff.production.id);
		expect(rulesOf(story.amendment('submit'))).toEqual(['no-eligible-reviewer REV-07', 'no-eligible-reviewer REV-07']);
	});

	it('is not submitted when the rulebook no longer knows the route of the original review', () => {
		const story = new AmendmentStory();
		story.amendment('sign', signatures);
		const approval = there(story.store.where('crm_approvals', { subject_collection: 'crm_contracts' })[0]);
		story.store.put('crm_approvals', { ...approval, id: approval['id'], route: 'board' });
		expect(rulesOf(story.amendment('submit'))).toEqual(['route-missing AMD-03']);
	});
});

describe('the review an amendment goes through (AMD-03, REV-15, REV-16)', () => {
	const routeOf = (story: AmendmentStory): unknown => there(story.store.where('crm_approvals', { amendment: amendmentId })[0])['route'];

	it('is the one the contract went through', () => {
		const story = inReview();
		expect(routeOf(story)).toBe(there(story.store.where('crm_approvals', { subject_collection: 'crm_contracts' })[0])['route']);
	});

	it('is the meeting when the change brings a special requirement', () => {
		const story = new AmendmentStory({ special_requirements: 'Gift boxes with a crest' });
		story.amendment('sign', signatures);
		expect(rulesOf(story.amendment('submit'))).toEqual([]);
		expect(routeOf(story)).toBe(rulebook().contract_review.routes.special);
	});

	it('is taken back by whoever submitted it, not by somebody else', () => {
		expect(rulesOf(inReview().amendment('withdraw', {}, amendmentId, staff.head))).toEqual(['only-submitter ORG-10']);
	});
});

describe('terms an amendment empties (AMD-01, REV-09)', () => {
	const contractBefore = { payment_terms: '30 days', valid_until: '2026-12-31' };
	const clearing = (cleared_fields: readonly string[], differing: Row = {}): AmendmentStory => {
		return new AmendmentStory({ delivery_date: null, cleared_fields, ...differing }, contractBefore);
	};

	it('are empty in the contract once it has passed; others stay, and the contract is covered as it reads', () => {
		const story = clearing(['payment_terms']);
		expect(rulesOf(story.amendment('sign', signatures))).toEqual([]);
		expect(rulesOf(story.amendment('submit'))).toEqual([]);
		story.capable(true);
		expect(rulesOf(story.countersign())).toEqual([]);
		expect(story.store.row('crm_contracts', contractId)).toMatchObject({ payment_terms: null, valid_until: '2026-12-31' });
		expect(story.covered).toBe(true);
	});

	it('are part of what both sides sign', () => {
		const story = clearing(['payment_terms']);
		story.amendment('sign', signatures);
		story.store.put('crm_contract_amendments', { ...story.amended, id: amendmentId, cleared_fields: ['valid_until'] });
		expect(rulesOf(story.amendment('submit'))).toEqual(['signed-content-changed AMD-02']);
	});

	it('change nothing where they are empty already', () => {
		expect(rulesOf(clearing(['guarantee_terms']).amendment('sign', signatures))).toEqual(['nothing-changes AMD-01']);
	});

	it('are not given a new text at the same time', () => {
		const story = clearing(['payment_terms'], { payment_terms: '60 days' });
		expect(story.amendment('sign', signatures)).toMatchObject({
			accepted: false,
			violations: [{ rule: 'cleared-and-replaced', clause: 'AMD-01', field: 'payment_terms' }],
		});
	});

	it.each(['amount', 'currency', 'delivery_date', 'title', 'status'])('are not “%s”, without which no contract is reviewed', (field) => {
		const story = clearing([field, 'payment_terms']);
		expect(story.amendment('sign', signatures)).toMatchObject({
			accepted: false,
			violations: [{ rule: 'field-not-clearable', clause: 'REV-09', field: 'cleared_fields' }],
		});
		expect(story.store.row('crm_contracts', contractId)[field]).not.toBeNull();
	});

	it('leave the contract as it is when the list holds nothing it may', () => {
		const before: Content = { fields: { amount: '1', payment_terms: '30 days' }, children: {}, files: [] };
		const asked = (cleared_fields: unknown): Content => ({ fields: { cleared_fields }, children: {}, files: [] });
		for (const list of [null, [], ['amount'], 'payment_terms', { payment_terms: true }])
			expect(amendedContent(before, asked(list))).toEqual(before);
	});

	it('are exactly those that are ticked, whatever else there is', () => {
		fc.assert(
			fc.property(fc.subarray([...clearableFields]), fc.subarray([...amendableFields]), (cleared, filled) => {
				const contract: Content = { fields: Object.fromEntries(filled.map((field) => [field, 'x'])), children: {}, files: [] };
				const amended = amendedContent(contract, { fields: { cleared_fields: cleared }, children: {}, files: [] });
				for (const field of filled) expect(amended.fields[field]).toBe((cleared as readonly string[]).includes(field) ? null : 'x');
			}),
		);
	});
});
