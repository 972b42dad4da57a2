import { z } from 'zod';
import { choiceInput, dayInput, lineInput, numberInput } from '../forms/input.js';
import { defineGuard, defineProcess, type Case, type CommandDeclaration, type Guard, type RowBase } from '../process/declaration.js';
import type { Effect } from '../process/effect.js';
import { careWords } from '../care/words.js';
import { customerTraits, notNeeded, personalFieldLabels, profileCalled, withoutConsent } from './personal.js';
import { recordWords as words } from './record-words.js';

export interface ContactRow extends RowBase {
	readonly status: keyof typeof words.contactStates;
	readonly customer: string | null;
	readonly name: string | null;
	readonly phone: string | null;
	readonly email: string | null;
	readonly anonymisation_asked_by: string | null;
}

/** A record of the customer, as far as it can name one of its people. */
interface NamingRecord {
	readonly id: string;
	readonly name: string;
	readonly profile: string | null;
	readonly contact_person: string | null;
	readonly phone: string | null;
	readonly email: string | null;
}

export interface ContactFacts {
	readonly customer: (NamingRecord & { readonly department: string | null }) | null;
	/** Records that were merged into the customer's, which still say what they said. */
	readonly merged: readonly NamingRecord[];
	/** Merges of the customer's record, with what they keep to be undone. */
	readonly merges: readonly { readonly id: string; readonly before: Readonly<Record<string, unknown>> | null }[];
	/** Scopes this person, or the customer as such, has agreed to and not withdrawn. */
	readonly agreed: readonly string[];
	/** Gifts to this person that are asked for or promised. */
	readonly openGifts: number;
}

interface ContactTypes {
	readonly state: ContactRow['status'];
	readonly row: ContactRow;
	readonly facts: ContactFacts;
}

type ContactCase = Case<ContactTypes>;

const guard = defineGuard<ContactTypes>();

const personalDataIsNeeded = guard({
	rule: 'personal-not-needed',
	clause: 'CON-02',
	text: words.notNeeded,
	needs: ['customer'],
	check: ({ input, facts, rulebook }) => notNeeded(profileCalled(rulebook, facts.customer?.profile ?? null), input),
});

const purposeIsAgreed = guard({
	rule: 'purpose-not-agreed',
	clause: 'CON-01',
	text: words.purposeNotAgreed,
	needs: ['customer', 'agreed'],
	check: ({ input, facts, rulebook }) => withoutConsent(profileCalled(rulebook, facts.customer?.profile ?? null), input, facts.agreed),
});

const somethingIsEntered = guard({
	rule: 'nothing-entered',
	clause: 'CON-02',
	text: words.nothingEntered,
	needs: [],
	check: ({ input }) => (Object.values(input).every((value) => value === undefined || value === null) ? [{}] : []),
});

const notAskedYet = guard({
	rule: 'asked-already',
	clause: 'CON-06',
	text: words.askedAlready,
	needs: [],
	check: ({ row }) => (row.anonymisation_asked_by === null ? [] : [{}]),
});

const nothingIsPromised = guard({
	rule: 'gifts-under-way',
	clause: 'CON-06',
	text: words.giftsUnderWay,
	needs: ['openGifts'],
	check: ({ facts: { openGifts } }) => (openGifts > 0 ? [{ values: { count: openGifts } }] : []),
});

/** Where the rulebook wants two people, one has asked for it and another confirms (CON-04). */
const twoPeople: readonly Guard<ContactTypes>[] = [
	guard({
		rule: 'anonymisation-not-asked',
		clause: 'CON-04',
		text: words.notAsked,
		needs: [],
		check: ({ row, rulebook }) => (rulebook.customers.anonymisation.second_person && row.anonymisation_asked_by === null ? [{}] : []),
	}),
	guard({
		rule: 'same-person-twice',
		clause: 'CON-04',
		text: words.sameTwice,
		needs: [],
		check: ({ row, actor, rulebook }) =>
			rulebook.customers.anonymisation.second_person && row.anonymisation_asked_by !== null && row.anonymisation_asked_by === actor.id
				? [{}]
				: [],
	}),
];

/** What stands in place of a name that is gone: not a name, and not the same for two people. */
export const anonymousName = (id: string): string => `#${id.slice(0, 8)}`;

/** Everything about a person that goes, and what it is afterwards. */
const blank = ['job_title', 'phone', 'email', 'note', 'age', 'occupation', 'birthday', 'birthday_calendar'] as const;

/** A record of the customer names one of its people, or is the person: what is theirs goes there too. */
function onRecord(row: ContactRow, record: NamingRecord): Readonly<Record<string, string | null>> {
	const same = (mine: string | null, theirs: string | null): boolean => mine !== null && mine === theirs;
	const isThePerson = record.profile === 'individual' && same(row.name, record.name);
	const named: readonly (readonly [string, string | null, boolean])[] = [
		['contact_person', null, same(row.name, record.contact_person)],
		['phone', null, same(row.phone, record.phone)],
		['email', null, same(row.email, record.email)],
		['name', anonymousName(row.id), isThePerson],
		...['address', 'needs', ...customerTraits].map((field) => [field, null, isThePerson] as const),
	];
	return Object.fromEntries(named.flatMap(([field, value, theirs]) => (theirs ? [[field, value]] : [])));
}

function fromRecord(row: ContactRow, record: NamingRecord): readonly Effect[] {
	const patch = onRecord(row, record);
	return [
		// A person entered on the customer's own form stands in the versions of that form too.
		{ kind: 'forget', collection: 'crm_customers', id: record.id, fields: ['contacts', ...Object.keys(patch)] },
		...(Object.keys(patch).length === 0 ? [] : ([{ kind: 'update', collection: 'crm_customers', id: record.id, patch }] as const)),
	];
}

/** What a merge keeps to be undone speaks of the person no longer; undone, that particular stays as it is. */
function fromMerge(row: ContactRow, customer: ContactFacts['customer'], { id, before }: ContactFacts['merges'][number]): readonly Effect[] {
	const isThePerson = customer?.profile === 'individual' && customer.name === row.name;
	const theirs = [row.name, row.phone, row.email].filter((value) => value !== null);
	const kept = Object.entries(before ?? {}).filter(([, value]) => !isThePerson && !theirs.some((own) => own === value));
	if (kept.length === Object.keys(before ?? {}).length) return [];
	return [{ kind: 'update', collection: 'crm_customer_merges', id, patch: { before: Object.fromEntries(kept) } }];
}

function anonymise({ row, facts: { customer, merged, merges }, now, actor }: ContactCase): readonly Effect[] {
	const cleared = Object.fromEntries(blank.map((field) => [field, null]));
	return [
		{ kind: 'set', patch: { name: anonymousName(row.id), ...cleared, anonymised_at: now, anonymised_by: actor.id } },
		{ kind: 'forget', collection: 'crm_contacts', id: row.id, fields: ['name', ...blank] },
		...[...(customer === null ? [] : [customer]), ...merged].flatMap((record) => fromRecord(row, record)),
		...merges.flatMap((kept) => fromMerge(row, customer, kept)),
	];
}

type ContactCommand = CommandDeclaration<ContactTypes>;
const seconds: ContactCommand['by'] = ['information-administrator', 'business-head', 'general-manager'];

/** A person at the customer: only what is needed is collected, and it can be forgotten without losing what happened (CON-02, CON-06). */
export const contactProcess = defineProcess<ContactTypes>()({
	name: 'customers',
	collection: 'crm_contacts',
	label: words.contact,
	initial: 'current',
	states: {
		current: { label: words.contactStates.current, kind: 'in-force' },
		anonymised: { label: words.contactStates.anonymised, kind: 'ended' },
	},
	commands: {
		record_personal: {
			label: words.recordPersonal,
			note: words.recordPersonalNote,
			from: ['current'],
			by: ['salesperson', 'business-head', 'marketing-specialist', 'information-administrator'],
			byClause: 'CON-02',
			comment: 'optional',
			input: z.object({
				age: numberInput(personalFieldLabels.age, { min: 1, max: 120 }).optional(),
				occupation: lineInput(personalFieldLabels.occupation).optional(),
				birthday: dayInput(personalFieldLabels.birthday).optional(),
				birthday_calendar: choiceInput(careWords.birthdayCalendar, careWords.calendars).optional(),
			}),
			guards: [somethingIsEntered, personalDataIsNeeded, purposeIsAgreed],
			effects: ({ input }) => [
				{ kind: 'set', patch: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) },
			],
		},
		ask_anonymisation: {
			label: words.askAnonymisation,
			note: words.askAnonymisationNote,
			from: ['current'],
			by: ['information-administrator'],
			byClause: 'CUS-04',
			comment: 'required',
			guards: [notAskedYet, nothingIsPromised],
			needs: ['customer'],
			effects: ({ actor, now, comment, facts }) => [
				{ kind: 'set', patch: { anonymisation_asked_by: actor.id, anonymisation_asked_at: now } },
				{
					kind: 'notify',
					to: [{ role: 'business-head', department: facts.customer?.department ?? null }, { role: 'general-manager' }],
					except: actor.id,
					subject: words.askedAnonymisationSubject,
					body: words.askedAnonymisationBody,
					values: { customer: facts.customer?.name ?? '', reason: comment ?? '' },
				},
			],
		},
		anonymise: {
			label: words.anonymise,
			note: words.anonymiseNote,
			tone: 'danger',
			from: ['current'],
			to: 'anonymised',
			by: seconds,
			byClause: 'CUS-04',
			comment: 'required',
			guards: [...twoPeople, nothingIsPromised],
			needs: ['customer', 'merged', 'merges'],
			effects: anonymise,
		},
	},
	governed: [
		'age',
		'occupation',
		'birthday',
		'birthday_calendar',
		'anonymisation_asked_by',
		'anonymisation_asked_at',
		'anonymised_at',
		'anonymised_by',
	],
	setOnce: ['customer'],
	editable: [{ states: ['current'], fields: '*' }],
	editClause: 'CON-06',
	children: [],
	deletable: true,
});
