import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore, type Answer, type StoredRow } from '../in-memory/store.js';
import type { Person } from '../organisation/people.js';
import type { Row } from '../process/effect.js';
import { formOf } from '../process/decide.js';
import type { Case } from '../process/declaration.js';
import { processOf } from '../processes.js';
import { noon } from '../testing/contract.js';
import { describeDuties } from '../testing/duty-table.js';
import { countingIds, uuid } from '../testing/ids.js';
import { testKindOf } from '../testing/kinds.js';
import { asActor, everybody, staff } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { rulebook } from '../testing/rulebook.js';
import { communicationWords } from './words.js';

describeDuties('crm_communications', {
	states: ['open', 'recorded', 'voided'],
	commands: {
		answer: {
			from: ['open'],
			to: 'recorded',
			by: ['owner', 'business-head', 'service-manager', 'marketing-specialist', 'general-manager'],
			clause: 'COM-02',
		},
		void: {
			from: ['open', 'recorded'],
			to: 'voided',
			by: ['owner', 'business-head', 'information-administrator'],
			clause: 'COM-02',
			comment: 'required',
		},
	},
});

const customer = uuid(0xf40, 1);
const person = uuid(0xf40, 2);
const stranger = uuid(0xf40, 3);

const agreed = { customer, status: 'given', scope: 'business', contact: null, obtained_on: '2026-01-05', withdrawn_on: null };

/** A customer of the seller, with one person there; it has agreed to doing business unless said otherwise. */
class Story {
	readonly store: MemoryStore;

	constructor(settings: { readonly consents?: readonly Row[]; readonly customer?: Row } = {}) {
		this.store = new MemoryStore({ rulebooks: [rulebook()], people: everybody, kindOf: testKindOf, newId: countingIds(0xf41) });
		this.store.put('crm_customers', {
			id: customer,
			name: 'Silk Road Ltd',
			profile: 'enterprise',
			status: 'active',
			revision: 0,
			owner: staff.seller.id,
			department: staff.seller.department,
			...settings.customer,
		});
		this.store.put('crm_contacts', { id: person, name: 'Ms Wang', customer, status: 'current' });
		this.store.put('crm_contacts', { id: stranger, name: 'Elsewhere', customer: uuid(0xf40, 9), status: 'current' });
		(settings.consents ?? [agreed]).forEach((consent, index) => this.store.put('crm_consents', { id: uuid(0xf42, index + 1), ...consent }));
	}

	record(input: Readonly<Record<string, unknown>>, who: Person = staff.seller): Answer {
		return this.store.issue({
			collection: 'crm_customers',
			id: customer,
			command: 'record_contact',
			actor: asActor(who),
			now: noon,
			input: { content: 'Delivery of the autumn lot.', ...input },
			comment: null,
		});
	}

	get kept(): readonly StoredRow[] {
		return this.store.rows('crm_communications');
	}
}

describe('recording contact (COM-02, COM-07)', () => {
	it('keeps who spoke with whom, when, how and about what', () => {
		const story = new Story();
		expect(rulesOf(story.record({ contact: person }))).toEqual([]);
		expect(story.kept).toMatchObject([
			{
				status: 'recorded',
				customer,
				contact: person,
				form: 'telephone',
				direction: 'ours',
				use: 'business',
				content: 'Delivery of the autumn lot.',
				happened_at: noon,
				owner: staff.seller.id,
				department: staff.seller.department,
				executive: false,
			},
		]);
	});

	it('knows every form the policies name, and others', () => {
		expect(Object.keys(communicationWords.forms).sort()).toEqual(
			['email', 'face_to_face', 'fax', 'letter', 'online_service', 'other', 'qq', 'sms', 'social_media', 'telephone'].sort(),
		);
		for (const form of Object.keys(communicationWords.forms)) expect(rulesOf(new Story().record({ form })), form).toEqual([]);
	});

	it.each([
		['no content', { content: ' ' }],
		['a form nobody knows', { form: 'smoke signals' }],
		['a person of another customer', { contact: stranger }],
	])('with %s is refused', (_what, input) => {
		const story = new Story();
		expect(rulesOf(story.record(input))).toEqual(['contact-incomplete COM-02']);
		expect(story.kept).toEqual([]);
	});

	it('is refused before the contact has taken place', () => {
		expect(rulesOf(new Story().record({ happened_at: '2099-01-01T00:00:00Z' }))).toEqual(['contact-in-future COM-02']);
	});

	it('leaves a question open until it is answered', () => {
		const story = new Story();
		story.record({ demand: 'When does it arrive?' });
		const [open] = story.kept;
		expect(open).toMatchObject({ status: 'open', answer: null, answered_by: null });
		const answering = { collection: 'crm_communications', id: open?.id ?? '', command: 'answer', now: noon, comment: null } as const;
		expect(rulesOf(story.store.issue({ ...answering, actor: asActor(staff.seller), input: {} }))).toEqual(['input-invalid COM-02']);
		story.store.issue({ ...answering, actor: asActor(staff.seller), input: { answer: 'On Friday.' } });
		expect(story.kept).toMatchObject([{ status: 'recorded', answer: 'On Friday.', answered_by: staff.seller.id }]);
	});

	it('keeps a question that was answered at once as answered', () => {
		const story = new Story();
		story.record({ demand: 'When does it arrive?', answer: 'On Friday.' });
		expect(story.kept).toMatchObject([{ status: 'recorded', answered_by: staff.seller.id }]);
	});
});

describe('consent to being contacted (CON-01)', () => {
	it('is needed for each use, where we began', () => {
		const story = new Story();
		expect(rulesOf(story.record({ use: 'marketing' }))).toEqual(['contact-without-consent CON-01']);
		expect(rulesOf(story.record({ use: 'care' }))).toEqual(['contact-without-consent CON-01']);
		expect(rulesOf(new Story({ consents: [] }).record({}))).toEqual(['contact-without-consent CON-01']);
		expect(story.kept).toEqual([]);
	});

	it('is not needed where the customer contacted us', () => {
		expect(rulesOf(new Story({ consents: [] }).record({ direction: 'theirs' }))).toEqual([]);
	});

	it('of somebody else at the customer is not enough', () => {
		const story = new Story({ consents: [{ ...agreed, contact: stranger }] });
		expect(rulesOf(story.record({ contact: person }))).toEqual(['contact-without-consent CON-01']);
	});

	it('counts on the day of the contact: a withdrawal does not reach back, a consent does not either', () => {
		fc.assert(
			fc.property(
				fc.record({
					given: fc.integer({ min: 1, max: 60 }),
					withdrawn: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
					contacted: fc.integer({ min: 0, max: 60 }),
				}),
				({ given, withdrawn, contacted }) => {
					fc.pre(withdrawn === null || withdrawn < given);
					const day = (ago: number): string => new Date(Date.parse(noon) - ago * 86_400_000).toISOString().slice(0, 10);
					const story = new Story({
						consents: [
							{
								...agreed,
								obtained_on: day(given),
								...(withdrawn === null ? {} : { status: 'withdrawn', withdrawn_on: day(withdrawn) }),
							},
						],
					});
					const held = contacted <= given && (withdrawn === null || contacted > withdrawn);
					const refused = rulesOf(story.record({ happened_at: `${day(contacted)}T01:00:00Z` }));
					expect(refused).toEqual(held ? [] : ['contact-without-consent CON-01']);
				},
			),
			{ numRuns: 300, seed: 20_261_130 },
		);
	});
});

describe('the quarterly contact of the top management (COM-01)', () => {
	const both = { progress: 'Half of the shops are fitted out.', operation: 'The first ones sell well.' };

	it('is one of the management that says how the project goes and how it is in operation', () => {
		const story = new Story();
		story.record(both, staff.director);
		story.record({ progress: both.progress }, staff.director);
		expect(story.kept.map(({ executive }) => executive)).toEqual([true, false]);
	});

	it('is nobody else’s to record', () => {
		const story = new Story();
		expect(rulesOf(story.record(both))).toEqual(['contact-incomplete COM-02']);
		expect(story.kept).toEqual([]);
	});

	it('is not asked of anybody else', () => {
		const command = processOf('crm_customers')?.commands['record_contact'];
		if (command === undefined) throw new Error('There is no such command.');
		const asked = (who: Person): readonly string[] =>
			Object.keys(formOf(command, { facts: {}, actor: asActor(who), rulebook: rulebook(), input: {} } as unknown as Case<never>).shape);
		expect(asked(staff.director)).toEqual(expect.arrayContaining(['progress', 'operation']));
		expect(asked(staff.seller)).not.toContain('progress');
	});
});
