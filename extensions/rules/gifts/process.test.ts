import { describe, expect, it } from 'vitest';
import { contentHash } from '../canonical/content.js';
import type { Row } from '../process/effect.js';
import { giftKinds } from '../rulebook/gifts.js';
import { readRulebook } from '../rulebook/rulebook.js';
import { customerId } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { giftId, GiftStory, recipientId } from '../testing/gift.js';
import { uuid } from '../testing/ids.js';
import { actorOf, staff, withPerson, everybody } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { minimalGiftRules, minimalRulebook, rulebook, rulebookWithGifts } from '../testing/rulebook.js';
import { there } from '../testing/there.js';
import { giftProcess } from './process.js';

const handlers = ['owner', 'business-head'] as const;
const tooEarly = { in: ['draft', 'in_approval', 'rejected'], rule: 'gift-not-approved', clause: 'GFT-01' };

describeDuties('crm_gifts', {
	states: ['draft', 'in_approval', 'approved', 'handed_over', 'returned', 'rejected', 'cancelled'],
	commands: {
		submit: { from: ['draft'], by: ['owner'], clause: 'GFT-01' },
		withdraw: { from: ['in_approval'], to: 'draft', by: ['owner'], clause: 'GFT-01' },
		hand_over: { from: ['approved'], to: 'handed_over', by: handlers, clause: 'GFT-01', tooEarly },
		return_gift: { from: ['handed_over'], to: 'returned', by: handlers, clause: 'GFT-02', comment: 'required' },
		cancel: { from: ['approved', 'rejected'], to: 'cancelled', by: handlers, clause: 'GFT-01', comment: 'required' },
		revise: { from: ['rejected'], to: 'draft', by: ['owner'], clause: 'GFT-01' },
	},
	outcomes: {
		approved: { from: 'in_approval', to: 'approved' },
		rejected: { from: 'in_approval', to: 'rejected' },
		returned: { from: 'in_approval', to: 'draft' },
		withdrawn: { from: 'in_approval', to: 'draft' },
	},
});

const submitting = (gift: Row, book = rulebook()) => {
	const story = new GiftStory({ gift, rulebooks: [book] });
	return { story, answer: story.gift('submit') };
};

/** An approved gift, on the day it was approved. */
function approved(gift: Row = {}, book = rulebook()): GiftStory {
	const { story, answer } = submitting(gift, book);
	expect(rulesOf(answer)).toEqual([]);
	expect(rulesOf(story.decide('approve', staff.head))).toEqual([]);
	return story;
}

/** Gives something else to the same customer first: approved, and counting. */
function alsoGiven(story: GiftStory, differing: Row): string {
	const id = story.another(differing);
	expect(rulesOf(story.gift('submit', { id }))).toEqual([]);
	return id;
}

describe('asking for a gift (GFT-01)', () => {
	it('numbers it, remembers the rulebook and the day it counts on, and asks whom the rulebook names', () => {
		const { story, answer } = submitting({});
		expect(answer).toMatchObject({ accepted: true, status: 'in_approval' });
		expect(story.row()).toMatchObject({
			number: 'LP2026-0001',
			rulebook_version: 1,
			counts_on: '2026-03-17',
			decisive_amount: '300.00',
			exception: false,
			approved_at: null,
			cleared_hash: null,
		});
		expect(story.approvalOf()).toMatchObject({
			route: 'gift-head',
			gift: giftId,
			subject_hash: contentHash(story.store.contentOf('crm_gifts', giftId)),
		});
	});

	it.each(['customer', 'recipient', 'occasion', 'kind', 'item', 'quantity', 'amount', 'currency', 'planned_on'])(
		'is refused without “%s”',
		(field) => {
			const { answer } = submitting({ [field]: field === 'item' ? '  ' : null });
			expect(answer).toMatchObject({ accepted: false });
			expect(answer.accepted ? [] : answer.violations).toContainEqual(
				expect.objectContaining({ rule: 'gift-incomplete', clause: 'GFT-01', field }),
			);
		},
	);

	it('does without a recipient where the rulebook does', () => {
		expect(rulesOf(submitting({ kind: 'promotional', recipient: null }).answer)).toEqual([]);
	});

	it.each([
		['amount', '0'],
		['amount', '-5'],
		['quantity', '0.00'],
	])('is refused with “%s” of %s', (field, value) => {
		expect(submitting({ [field]: value }).answer).toMatchObject({
			accepted: false,
			violations: [{ rule: 'gift-value-not-positive', clause: 'GFT-01', field }],
		});
	});

	it('is refused in another currency than the limits are in, and the refusal says which', () => {
		expect(submitting({ currency: 'EUR' }).answer).toMatchObject({
			accepted: false,
			violations: [{ rule: 'gift-foreign-currency', field: 'currency', values: { currency: 'CNY' } }],
		});
	});

	it('is refused for a customer whose record is archived', () => {
		const story = new GiftStory();
		story.customer(customerId, 'Silk Road Ltd', { status: 'archived' });
		expect(rulesOf(story.gift('submit'))).toEqual(['customer-archived GFT-01']);
	});

	it('is refused for somebody who is not with this customer', () => {
		const story = new GiftStory();
		story.contact(recipientId, 'Wang Wei', uuid(0xe23, 1));
		expect(story.gift('submit')).toMatchObject({ accepted: false, violations: [{ rule: 'recipient-elsewhere', field: 'recipient' }] });
	});

	it('is refused for a day that has passed in the zone of the rulebook, and not for today', () => {
		expect(rulesOf(submitting({ planned_on: '2026-03-09' }).answer)).toEqual(['asked-too-late GFT-01']);
		expect(rulesOf(submitting({ planned_on: '2026-03-10' }).answer)).toEqual([]);
	});

	it('is refused when nobody but the giver could approve it', () => {
		const story = new GiftStory({ people: [staff.seller] });
		expect(rulesOf(story.gift('submit'))).toEqual(['no-eligible-reviewer GFT-01']);
	});

	it('is refused when the rulebook names no route for it', () => {
		const { countersign } = minimalRulebook.approvals.routes;
		const book = rulebook();
		const bare = { ...book, approvals: { ...book.approvals, routes: { countersign } } };
		expect(rulesOf(submitting({}, bare).answer)).toEqual(['route-missing GFT-01']);
	});

	it('is taken back by whoever asked, and counts no longer', () => {
		const { story } = submitting({});
		expect(rulesOf(story.gift('withdraw'))).toEqual([]);
		expect(story.row()).toMatchObject({ status: 'draft', counts_on: null, number: 'LP2026-0001' });
		expect(story.approvalOf().status).toBe('withdrawn');
		expect(rulesOf(story.gift('submit'))).toEqual([]);
		expect(story.row()['number']).toBe('LP2026-0001');
	});

	it('is taken back by nobody else, even the new owner', () => {
		const { story } = submitting({});
		story.store.put('crm_gifts', { ...story.row(), id: giftId, owner: staff.otherSeller.id });
		expect(rulesOf(story.gift('withdraw', { who: staff.otherSeller }))).toEqual(['only-submitter ORG-10']);
	});

	it.each([
		['return', 'draft', null],
		['reject', 'rejected', '2026-03-17'],
	])('after “%s” is %s', (command, status, countsOn) => {
		const { story } = submitting({});
		expect(rulesOf(story.decide(command, staff.head))).toEqual([]);
		expect(story.row()).toMatchObject({ status, counts_on: countsOn });
	});

	it('is revised after it was rejected', () => {
		const { story } = submitting({});
		story.decide('reject', staff.head);
		expect(rulesOf(story.gift('revise'))).toEqual([]);
		expect(story.row()).toMatchObject({ status: 'draft', counts_on: null, decisive_amount: null });
	});

	it('is not edited once it is submitted', () => {
		const { story } = submitting({});
		expect(story.store.edit({ collection: 'crm_gifts', id: giftId, patch: { amount: '30000' } })).toBe(false);
	});
});

describe('kinds that need nobody’s approval (GFT-02)', () => {
	it('are cleared at once, as they read', () => {
		const { story, answer } = submitting({ kind: 'sample', recipient: null });
		expect(answer).toMatchObject({ accepted: true, status: 'approved' });
		expect(story.row()).toMatchObject({
			number: 'LP2026-0001',
			approved_at: story.now,
			cleared_hash: contentHash(story.store.contentOf('crm_gifts', giftId)),
		});
		expect(story.store.rows('crm_approvals')).toEqual([]);
		expect(rulesOf(story.handOver())).toEqual([]);
	});

	it('are cleared where nobody could approve them', () => {
		const story = new GiftStory({ people: [staff.seller], gift: { kind: 'sample' } });
		expect(rulesOf(story.gift('submit'))).toEqual([]);
	});

	it('are not handed over when they read otherwise than they were cleared', () => {
		const { story } = submitting({ kind: 'sample', recipient: null });
		story.store.put('crm_gifts', { ...story.row(), id: giftId, item: 'Gold bar' });
		expect(rulesOf(story.handOver())).toEqual(['gift-not-approved GFT-01']);
	});

	it.each(['festival', 'birthday', 'special_day'])(
		'need consent to care on a day of care, and are approved all the same: %s (GFT-03, CON-01)',
		(occasion) => {
			const story = new GiftStory({ gift: { kind: 'sample', occasion } });
			expect(rulesOf(story.gift('submit'))).toEqual(['consent-missing CON-01']);
			story.consent('business');
			expect(rulesOf(story.gift('submit'))).toEqual(['consent-missing CON-01']);
			story.consent('care');
			expect(story.gift('submit')).toMatchObject({ status: 'in_approval' });
		},
	);

	it('can never be gifts and souvenirs, whatever a rulebook says', () => {
		for (const kind of ['gift', 'souvenir'] as const) {
			const kinds = { ...minimalGiftRules.kinds, [kind]: { ...minimalGiftRules.kinds[kind], approval: false } };
			expect(readRulebook({ ...minimalRulebook, gifts: { ...minimalGiftRules, kinds } })).toMatchObject({
				ok: false,
				problems: [{ pointer: `/gifts/kinds/${kind}/approval` }],
			});
		}
	});

	it('have a way to be approved nevertheless: a rulebook without one is no rulebook', () => {
		const routes = [{ kinds: giftKinds.filter((kind) => kind !== 'sample'), at_least: '0', route: 'gift-head', clauses: ['GFT-01'] }];
		expect(readRulebook({ ...minimalRulebook, gifts: { ...minimalGiftRules, routes } })).toMatchObject({
			ok: false,
			problems: [{ pointer: '/gifts/routes', message: 'No route is for “sample” from 0 on.' }],
		});
	});

	it('go by routes that exist', () => {
		const gifts = {
			...minimalGiftRules,
			exception_route: 'board',
			routes: minimalGiftRules.routes.map((rule) => ({ ...rule, route: 'board' })),
		};
		const read = readRulebook({ ...minimalRulebook, gifts });
		expect(read.ok ? [] : read.problems.map(({ pointer }) => pointer)).toEqual([
			'/gifts/routes/0/route',
			'/gifts/routes/1/route',
			'/gifts/exception_route',
		]);
	});
});

describe('the way a gift takes', () => {
	const routeOf = (story: GiftStory, id = giftId) => story.approvalOf(id).route;

	it.each([
		['999.99', 'gift-head'],
		['1000.00', 'gift-management'],
	])('worth %s is %s', (amount, expected) => {
		expect(routeOf(submitting({ amount }).story)).toBe(expected);
	});

	it('is that of the whole when it was split: the second half takes the stricter one', () => {
		const { story } = submitting({ amount: '600' });
		const second = alsoGiven(story, { amount: '600', planned_on: '2026-04-10' });
		expect(routeOf(story)).toBe('gift-head');
		expect(routeOf(story, second)).toBe('gift-management');
		expect(story.row(second)).toMatchObject({ decisive_amount: '1200.00' });
	});

	it('goes by the rulebook of the day: the split rule of a later version catches only later applications', () => {
		const before = rulebookWithGifts({ split: [] });
		const story = new GiftStory({ rulebooks: [before, { ...rulebook(), version: 2 }], gift: { amount: '600', rulebook_version: 1 } });
		const early = alsoGiven(story, { amount: '600', rulebook_version: 1 });
		const late = alsoGiven(story, { amount: '600' });
		expect(routeOf(story, early)).toBe('gift-head');
		expect(routeOf(story, late)).toBe('gift-management');
	});

	it('is that of an exception beyond a cap that may be exceeded by one', () => {
		const book = rulebookWithGifts({ caps: [{ ...there(minimalGiftRules.caps[1]), amount: '500' }] });
		const { story } = submitting({}, book);
		const second = alsoGiven(story, {});
		expect(story.row(second)).toMatchObject({ exception: true });
		expect(routeOf(story, second)).toBe('gift-exception');
	});

	it('has an approval even for a kind that usually needs none, beyond a cap', () => {
		const caps = [{ ...there(minimalGiftRules.caps[1]), kinds: ['sample' as const], amount: '100' }];
		const { answer, story } = submitting({ kind: 'sample', recipient: null }, rulebookWithGifts({ caps }));
		expect(answer).toMatchObject({ status: 'in_approval' });
		expect(routeOf(story)).toBe('gift-exception');
	});
});

describe('yearly caps', () => {
	const tight = rulebookWithGifts({ caps: [{ ...there(minimalGiftRules.caps[0]), amount: '500' }] });

	it('are kept by refusing what goes beyond, and the refusal says what is left', () => {
		const { story } = submitting({}, tight);
		const second = story.another();
		expect(story.gift('submit', { id: second })).toMatchObject({
			accepted: false,
			violations: [
				{ rule: 'gift-cap-exceeded', clause: 'GFT-01', field: 'amount', values: { total: '600.00', left: '200.00', cap: '500' } },
			],
		});
	});

	it.each([
		['while it waits for approval', () => undefined],
		['when it is approved', (story: GiftStory) => story.decide('approve', staff.head)],
		[
			'when it is handed over',
			(story: GiftStory) => {
				story.decide('approve', staff.head);
				return story.handOver();
			},
		],
	])('count a gift %s', (_, happens) => {
		const { story } = submitting({}, tight);
		expect(rulesOf(happens(story) ?? { accepted: false, violations: [] })).toEqual([]);
		expect(rulesOf(story.gift('submit', { id: story.another() }))).toEqual(['gift-cap-exceeded GFT-01']);
	});

	it.each([
		['withdrawn', (story: GiftStory) => story.gift('withdraw')],
		['rejected', (story: GiftStory) => story.decide('reject', staff.head)],
		[
			'cancelled',
			(story: GiftStory) => {
				story.decide('approve', staff.head);
				return story.gift('cancel', { comment: 'The visit is off' });
			},
		],
		[
			'returned',
			(story: GiftStory) => {
				story.decide('approve', staff.head);
				story.handOver();
				return story.gift('return_gift', { comment: 'Declined', input: { returned_on: '2026-03-10' } });
			},
		],
	])('no longer count a gift that is %s', (_, happens) => {
		const { story } = submitting({}, tight);
		expect(rulesOf(happens(story))).toEqual([]);
		expect(rulesOf(story.gift('submit', { id: story.another() }))).toEqual([]);
	});

	it('add up over related customers and over the entries of one person', () => {
		const { story } = submitting({}, tight);
		const group = uuid(0xe24, 1);
		const west = uuid(0xe24, 2);
		const again = uuid(0xe24, 3);
		story.customer(west, 'Silk Road West', { related_group: group });
		story.contact(again, 'wang wei', west);
		const id = story.another({ customer: west, recipient: again });
		expect(rulesOf(story.gift('submit', { id }))).toEqual([]);
		expect(rulesOf(story.gift('withdraw', { id }))).toEqual([]);
		story.customer(customerId, 'Silk Road Ltd', { related_group: group });
		expect(rulesOf(story.gift('submit', { id }))).toEqual(['gift-cap-exceeded GFT-01']);
	});

	it('count in the year of the hand-over, so that another year’s gifts cannot be handed over on top', () => {
		const { story } = submitting({ planned_on: '2026-12-30' }, tight);
		story.decide('approve', staff.head);
		story.waitDays(300);
		const next = alsoGiven(story, { planned_on: '2027-01-20' });
		expect(story.store.where('crm_gifts', { id: next })).toHaveLength(1);
		expect(rulesOf(story.handOver(giftId, '2027-01-04'))).toEqual(['gift-cap-exceeded GFT-01']);
		expect(rulesOf(story.handOver(giftId, '2026-12-31'))).toEqual([]);
		expect(story.row()).toMatchObject({ counts_on: '2026-12-31' });
	});

	it('are looked at again by the approval: customers may have become related meanwhile', () => {
		const { story } = submitting({}, tight);
		const west = uuid(0xe24, 2);
		const again = uuid(0xe24, 3);
		const group = uuid(0xe24, 1);
		story.customer(west, 'Silk Road West', { related_group: group });
		story.contact(again, 'Wang Wei', west);
		alsoGiven(story, { customer: west, recipient: again });
		story.customer(customerId, 'Silk Road Ltd', { related_group: group });
		expect(rulesOf(story.decide('approve', staff.head))).toEqual(['gift-cap-exceeded GFT-01']);
	});

	describe('that an exception may exceed', () => {
		const escalating = rulebookWithGifts({ caps: [{ ...there(minimalGiftRules.caps[1]), amount: '500' }] });
		const west = uuid(0xe24, 2);
		const theirs = uuid(0xe24, 3);

		/** Two customers, one gift each, who turn out to be related. */
		function related(first: Row = {}): GiftStory {
			const { story } = submitting(first, escalating);
			story.customer(west, 'Silk Road West', { related_group: uuid(0xe24, 1) });
			story.contact(theirs, 'Zhao Min', west);
			alsoGiven(story, { customer: west, recipient: theirs });
			return story;
		}
		const becomeRelated = (story: GiftStory) => story.customer(customerId, 'Silk Road Ltd', { related_group: uuid(0xe24, 1) });

		it('are not exceeded by an ordinary approval', () => {
			const story = related();
			becomeRelated(story);
			expect(rulesOf(story.decide('approve', staff.head))).toEqual(['gift-exception-not-approved GFT-01']);
		});

		it('are not exceeded by handing over what was approved as usual', () => {
			const story = related();
			story.decide('approve', staff.head);
			becomeRelated(story);
			expect(rulesOf(story.handOver())).toEqual(['gift-exception-not-approved GFT-01']);
		});

		it('leave to a gift what it had reserved, when another was granted beyond them since', () => {
			const { story } = submitting({}, escalating);
			const beyond = alsoGiven(story, {});
			expect(story.approvalOf(beyond).route).toBe('gift-exception');
			expect(rulesOf(story.decide('approve', staff.head))).toEqual([]);
			expect(rulesOf(story.handOver())).toEqual([]);
		});

		it('are exceeded by what was approved as an exception', () => {
			const { story } = submitting({ amount: '700' }, escalating);
			expect(story.approvalOf().route).toBe('gift-exception');
			expect(rulesOf(story.decide('approve', staff.quality))).toEqual([]);
			expect(rulesOf(story.decide('approve', staff.director))).toEqual([]);
			expect(rulesOf(story.handOver())).toEqual([]);
		});
	});
});

describe('handing over (GFT-01, GFT-03)', () => {
	it('records when, to whom and by what it is proven', () => {
		const story = approved();
		expect(rulesOf(story.handOver())).toEqual([]);
		expect(story.row()).toMatchObject({
			status: 'handed_over',
			handed_over_on: '2026-03-10',
			counts_on: '2026-03-10',
			handed_over_at: story.now,
			handed_over_by: staff.seller.id,
			received_by: 'Wang Wei',
			receipt_note: 'Signed for at the visit',
		});
	});

	it.each(['draft', 'in_approval', 'rejected'])('is refused while it is %s: no approval, no hand-over', (status) => {
		const story = new GiftStory({ gift: { status } });
		expect(rulesOf(story.handOver())).toEqual(['gift-not-approved GFT-01']);
	});

	it('is refused without an approval of what the gift now reads, even in the state “approved”', () => {
		const forged = new GiftStory({ gift: { status: 'approved', approved_at: '2026-03-10T04:00:00.000Z' } });
		expect(rulesOf(forged.handOver())).toEqual(['gift-not-approved GFT-01']);
		const story = approved();
		story.store.put('crm_gifts', { ...story.row(), id: giftId, amount: '900' });
		expect(rulesOf(story.handOver())).toEqual(['gift-not-approved GFT-01']);
	});

	it('is dated from the approval on, by the calendar of the rulebook', () => {
		const story = approved();
		expect(story.handOver(giftId, '2026-03-09')).toMatchObject({
			accepted: false,
			violations: [{ rule: 'handed-over-before-approval', clause: 'GFT-01', field: 'input.handed_over_on', values: { day: '2026-03-10' } }],
		});
	});

	it('is not dated in the future', () => {
		expect(approved().handOver(giftId, '2026-03-11')).toMatchObject({
			accepted: false,
			violations: [{ rule: 'day-in-the-future', field: 'input.handed_over_on' }],
		});
	});

	it('is refused to a customer archived since', () => {
		const story = approved();
		story.customer(customerId, 'Silk Road Ltd', { status: 'archived' });
		expect(rulesOf(story.handOver())).toEqual(['customer-archived GFT-01']);
	});

	it('is not approved for a customer archived since', () => {
		const { story } = submitting({});
		story.customer(customerId, 'Silk Road Ltd', { status: 'archived' });
		expect(rulesOf(story.decide('approve', staff.head))).toEqual(['customer-archived GFT-01']);
	});

	it('wants the proof the rulebook asks for', () => {
		const day = { handed_over_on: '2026-03-10', received_by: 'Wang Wei' };
		expect(approved().gift('hand_over', { input: day })).toMatchObject({ accepted: false, violations: [{ field: 'input.receipt_note' }] });
		const kinds = { ...minimalGiftRules.kinds, gift: { ...minimalGiftRules.kinds.gift, receipt: 'file' as const } };
		const story = approved({}, rulebookWithGifts({ kinds }));
		expect(story.gift('hand_over', { input: { ...day, receipt_note: 'Signed' } })).toMatchObject({
			accepted: false,
			violations: [{ field: 'input.receipt_file' }],
		});
		const file = uuid(0xe25, 1);
		expect(rulesOf(story.gift('hand_over', { input: { ...day, receipt_file: file } }))).toEqual([]);
		expect(story.row()).toMatchObject({ receipt_file: file, receipt_note: null });
	});

	it('is approved by somebody else than the giver, also when the giver is the head', () => {
		const people = withPerson(everybody, staff.seller.id, { roles: ['business-head'] });
		const story = new GiftStory({ people });
		expect(rulesOf(story.gift('submit'))).toEqual([]);
		expect(rulesOf(story.decide('approve', { ...staff.seller, roles: ['business-head'] }))).not.toEqual([]);
		expect(rulesOf(story.decide('approve', staff.director))).toEqual([]);
	});

	it('of somebody else’s gift is not a colleague’s business, but the head’s', () => {
		const input = { handed_over_on: '2026-03-10', received_by: 'Wang Wei', receipt_note: 'Signed' };
		expect(rulesOf(approved().gift('hand_over', { who: staff.otherSeller, input }))).toEqual(['not-your-duty GFT-01']);
		expect(rulesOf(approved().gift('hand_over', { who: actorOf('business-head'), input }))).toEqual([]);
	});
});

describe('returning and cancelling (GFT-02)', () => {
	const handedOver = (): GiftStory => {
		const story = approved();
		story.waitDays(5);
		expect(rulesOf(story.handOver(giftId, '2026-03-12'))).toEqual([]);
		return story;
	};

	it('records when it came back and why', () => {
		const story = handedOver();
		expect(rulesOf(story.gift('return_gift', { comment: 'Company policy', input: { returned_on: '2026-03-14' } }))).toEqual([]);
		expect(story.row()).toMatchObject({ status: 'returned', returned_on: '2026-03-14', return_reason: 'Company policy' });
	});

	it.each([
		['2026-03-11', 'returned-before-hand-over GFT-02'],
		['2026-03-16', 'day-in-the-future GFT-02'],
	])('does not believe that it came back on %s', (day, rule) => {
		expect(rulesOf(handedOver().gift('return_gift', { comment: 'Because', input: { returned_on: day } }))).toEqual([rule]);
	});

	it('is cancelled with a reason', () => {
		const story = approved();
		expect(rulesOf(story.gift('cancel', { comment: 'The visit is off' }))).toEqual([]);
		expect(story.row()).toMatchObject({ status: 'cancelled', cancel_reason: 'The visit is off' });
	});
});

describe('the declaration', () => {
	it('binds an approval to everything people enter', () => {
		expect(giftProcess.reviewed?.fields).toEqual([
			'customer',
			'recipient',
			'occasion',
			'kind',
			'item',
			'quantity',
			'unit',
			'amount',
			'currency',
			'planned_on',
			'reason',
		]);
	});
});
