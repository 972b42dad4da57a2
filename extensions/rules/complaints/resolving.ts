import { z } from 'zod';
import { choiceInput, departmentInput, lineInput, paragraphInput, personInput } from '../forms/input.js';
import type { Effect } from '../process/effect.js';
import { say, type Locale } from '../words/text.js';
import type { ComplaintRow, Responsibility, RulingRow } from './complaint.js';
import { blank, guard, notify, recipients, timesAfter, type ComplaintCase } from './handling.js';
import { answered, communicated } from './registration.js';
import { replyLetter } from './reply.js';
import { complaintWords as words } from './words.js';

/** A complaint about a product, or one caused by quality, is about something that was ordered and shipped (CMP-07). */
const isProductComplaint = ({ nature, cause }: Pick<ComplaintRow, 'nature' | 'cause'>): boolean =>
	nature === 'product' || cause === 'quality';

/** The four facts the business department checks (CMP-07). */
export const productFacts = ['order_number', 'product_model', 'quantity', 'shipment_date'] as const;

export const productFactsAreKnown = guard({
	rule: 'product-facts-missing',
	clause: 'CMP-07',
	text: words.factsMissing,
	needs: [],
	check: ({ row }) =>
		isProductComplaint(row)
			? productFacts.filter((field) => blank(row[field])).map((field) => ({ field, values: { what: words.productFacts[field] } }))
			: [],
});

export const demandIsKnown = guard({
	rule: 'demand-missing',
	clause: 'CMP-07',
	text: words.demandMissing,
	needs: [],
	check: ({ row }) => (blank(row.customer_demand) ? [{ field: 'customer_demand' }] : []),
});

export const findingsAreRecorded = guard({
	rule: 'findings-missing',
	clause: 'CMP-17',
	text: words.findingsMissing,
	needs: [],
	check: ({ row }) => (blank(row.findings) ? [{ field: 'findings' }] : []),
});

export const causeIsFound = guard({
	rule: 'cause-missing',
	clause: 'CMP-19',
	text: words.causeMissing,
	needs: [],
	check: ({ row }) => (blank(row.cause_found) ? [{ field: 'cause_found' }] : []),
});

const latestRuling = ({ rulings }: ComplaintCase['facts']): RulingRow | undefined => rulings.at(-1);

export const responsibilityIsRuled = guard({
	rule: 'ruling-missing',
	clause: 'CMP-17',
	text: words.rulingMissing,
	needs: ['rulings'],
	check: ({ facts }) => (latestRuling(facts) === undefined ? [{ field: 'responsibility' }] : []),
});

export const noObjectionIsOpen = guard({
	rule: 'objection-open',
	clause: 'CMP-20',
	text: words.objectionOpen,
	needs: ['rulings'],
	check: ({ facts }) => (latestRuling(facts)?.status === 'objected' ? [{ field: 'responsibility' }] : []),
});

/** A case is ruled on once; once more where it was reopened, because what it ended with is looked into anew (CMP-20). */
export const notRuledYet = guard({
	rule: 'ruling-exists',
	clause: 'CMP-20',
	text: words.rulingExists,
	needs: ['rulings'],
	check: ({ row, facts }) => {
		const latest = latestRuling(facts);
		if (latest === undefined) return [];
		const beforeReopening = row.reopened_at !== null && Date.parse(latest.ruled_at) < Date.parse(row.reopened_at);
		return beforeReopening ? [] : [{ field: 'responsibility' }];
	},
});

export const rulingForm = z.object({
	responsibility: choiceInput(words.responsibility, words.responsibilities),
	responsible_department: departmentInput(words.responsibleDepartment).optional(),
	responsible_person: personInput(words.responsiblePerson).optional(),
	responsible_supplier: lineInput(words.responsibleSupplier).optional(),
	reason: paragraphInput(words.reason),
});

/** What a ruling names, by where it lays responsibility. */
export const named: Readonly<Partial<Record<Responsibility, 'responsible_department' | 'responsible_person' | 'responsible_supplier'>>> = {
	department: 'responsible_department',
	person: 'responsible_person',
	supplier: 'responsible_supplier',
};

export const namedWords = {
	responsible_department: words.responsibleDepartment,
	responsible_person: words.responsiblePerson,
	responsible_supplier: words.responsibleSupplier,
} as const;

/** What is missing from a ruling: a department ruled responsible is named, and so on. */
export function unnamed(input: Readonly<Record<string, unknown>>): readonly (keyof typeof namedWords)[] {
	const field = named[input['responsibility'] as Responsibility];
	return field !== undefined && blank(input[field]) ? [field] : [];
}

export const rulingNamesResponsible = guard({
	rule: 'ruling-incomplete',
	clause: 'CMP-06',
	text: words.rulingIncomplete,
	needs: [],
	check: ({ input }) => unnamed(input).map((field) => ({ field: `input.${field}`, values: { what: namedWords[field] } })),
});

/** The fields of a ruling's outcome; what it does not name stays empty. */
export function ruledOn(input: Readonly<Record<string, unknown>>): Pick<ComplaintRow, 'responsibility' | keyof typeof namedWords> {
	const responsibility = input['responsibility'] as Responsibility;
	const field = named[responsibility];
	const value = (name: keyof typeof namedWords): string | null => (field === name ? (input[name] as string) : null);
	return {
		responsibility,
		responsible_department: value('responsible_department'),
		responsible_person: value('responsible_person'),
		responsible_supplier: value('responsible_supplier'),
	};
}

/** The ruling on responsibility; those it names are told and may object (CMP-06, CMP-17, CMP-20). */
export function rule(subject: ComplaintCase): readonly Effect[] {
	const { row, input, actor, now, newId, rulebook, facts } = subject;
	const outcome = ruledOn(input);
	const duty = facts.duties.find((task) => task.duty === 'determine_responsibility' && task.status === 'open');
	const earlier = latestRuling(facts);
	return [
		{ kind: 'set', patch: outcome },
		...(earlier === undefined
			? []
			: [{ kind: 'update' as const, collection: 'crm_complaint_rulings', id: earlier.id, patch: { status: 'replaced' } }]),
		{
			kind: 'insert',
			collection: 'crm_complaint_rulings',
			row: {
				id: newId(),
				status: 'given',
				revision: 0,
				complaint: row.id,
				round: (earlier?.round ?? 0) + 1,
				...outcome,
				reason: input['reason'],
				ruled_by: actor.id,
				ruled_at: now,
				objection: null,
				objected_by: null,
				objected_at: null,
				department: null,
				owner: null,
				rulebook_version: rulebook.version,
			},
		},
		...(duty === undefined ? [] : [dutyDone(duty.id, String(input['reason']), subject)]),
		...notify(
			[
				...(outcome.responsible_person === null ? [] : [{ user: outcome.responsible_person }]),
				...facts.people
					.filter(({ department, id }) => department !== null && department === outcome.responsible_department && id !== row.accused)
					.map(({ id }) => ({ user: id })),
			],
			words.rulingSubject,
			words.rulingBody,
			{},
		),
	];
}

const dutyDone = (id: string, result: string, { now, actor }: ComplaintCase): Effect => ({
	kind: 'update',
	collection: 'crm_complaint_tasks',
	id,
	patch: { status: 'done', result, settled_at: now, settled_by: actor.id },
});

export function resolve(subject: ComplaintCase): readonly Effect[] {
	const patch = { investigated_at: subject.now };
	return [{ kind: 'set', patch: { ...patch, ...timesAfter(subject, patch) } }];
}

export const opinionIsEntered = guard({
	rule: 'handling-opinion-missing',
	clause: 'CMP-11',
	text: words.opinionMissing,
	needs: [],
	check: ({ row }) => (blank(row.handling_opinion) ? [{ field: 'handling_opinion' }] : []),
});

export const outcomeIsGiven = guard({
	rule: 'outcome-missing',
	clause: 'CMP-14',
	text: words.outcomeMissing,
	needs: [],
	check: ({ row }) => (row.outcome === null ? [{ field: 'outcome' }] : []),
});

export const unfoundedIsHandled = guard({
	rule: 'handling-note-missing',
	clause: 'CMP-14',
	text: words.noteMissing,
	needs: [],
	check: ({ row }) => (row.outcome !== null && row.outcome !== 'founded' && blank(row.handling_note) ? [{ field: 'handling_note' }] : []),
});

export const compensationIsDecided = guard({
	rule: 'compensation-open',
	clause: 'CMP-19',
	text: words.compensationOpen,
	needs: ['compensations'],
	check: ({ facts }) =>
		facts.compensations.some(({ status }) => status === 'draft' || status === 'in_approval')
			? [{ field: 'crm_complaint_compensations.status' }]
			: [],
});

export const progressWasReported = guard({
	rule: 'progress-update-missing',
	clause: 'RCP-06',
	text: words.progressMissing,
	needs: ['communications'],
	check: ({ row, facts }) => (row.complex && !facts.communications.some(({ kind }) => kind === 'progress') ? [{ field: 'complex' }] : []),
});

export const replyIsInForm = guard({
	rule: 'reply-not-written',
	clause: 'CMP-11',
	text: words.replyNotWritten,
	needs: [],
	check: ({ input, rulebook }) => (rulebook.complaints.written_reply && input['form'] === 'other' ? [{ field: 'input.form' }] : []),
});

export const replyForm = z.object({
	form: choiceInput(words.replyForm, words.replyForms),
	language: choiceInput(words.replyLanguage, words.languages).optional(),
	text: paragraphInput(words.replyText).optional(),
});

/** The languages a reply can be written in, as the complaint keeps them. */
export const replyLocales = { chinese: 'zh-CN', english: 'en-US' } as const satisfies Record<keyof typeof words.languages, Locale>;

/** Tells the customer the result, in the letter of the rulebook unless a text is given; what was said is kept word for word (CMP-11, CMP-15). */
export function reply(subject: ComplaintCase): readonly Effect[] {
	const { row, input, now, actor, rulebook, facts } = subject;
	const language = (input['language'] ?? 'chinese') as keyof typeof replyLocales;
	const body = (input['text'] as string | undefined) ?? replyLetter({ row, facts, rulebook }, replyLocales[language]);
	const patch = { replied_at: now, reply_form: input['form'] as ComplaintRow['reply_form'], reply_text: body };
	const duty = facts.duties.find((task) => task.duty === 'feed_back' && task.status === 'open');
	return [
		{ kind: 'set', patch: { ...answered(subject, patch), reply_language: language, replied_by: actor.id } },
		communicated(subject, 'reply', body),
		...(duty === undefined ? [] : [dutyDone(duty.id, say(words.replyForms[patch.reply_form ?? 'other'], replyLocales[language]), subject)]),
	];
}

export const reactionForm = z.object({
	reaction: choiceInput(words.reaction, words.reactions),
	content: paragraphInput(words.reactionText).optional(),
});

export function recordReaction(subject: ComplaintCase): readonly Effect[] {
	const { reaction, content } = reactionForm.parse(subject.input);
	return [
		{ kind: 'set', patch: { customer_reaction: reaction } },
		communicated(subject, 'reaction', content ?? say(words.reactions[reaction], 'zh-CN')),
	];
}

/** Who hears of a reopened case. */
export const handlersOf = ({ row }: ComplaintCase) => recipients([row.owner, row.leader], row.accused);
