import { localDay } from '@crm-policy/rules/calendar/local-date';
import { historyWords as words } from '@crm-policy/rules/customers/history-words';
import { customerFieldLabels } from '@crm-policy/rules/customers/fields';
import { paperWords } from '@crm-policy/rules/words/paper-words';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import { framed, type Paper, type PaperEntry } from './paper.js';

/** What the registration form is printed from; what its reader may not see is not in it. */
export interface Registration {
	/** Fields of the customer the reader may see, as they are shown. */
	readonly particulars: ReadonlyMap<string, string>;
	readonly number: string | null;
	readonly contacts: readonly { readonly name: string; readonly job_title: string | null; readonly phone: string | null }[];
	readonly consents: readonly { readonly scope: Text; readonly obtained_on: string; readonly withdrawn_on: string | null }[];
	readonly parties: readonly { readonly party: string; readonly service_role: string | null }[];
	readonly checked: { readonly at: string; readonly by: string | null } | null;
}

/** Fields of the form in the order of the form, those of the archive by themselves (CUS-01, CUS-02). */
const basic = [
	'name',
	'company_name',
	'industry',
	'region',
	'address',
	'contact_person',
	'job_title',
	'phone',
	'email',
	'website',
	'channel',
	'source_channel',
	'source',
	'first_contact_on',
	'needs',
	'buying_intention',
	'buying_ability',
] as const;
const archive = ['credit_grade', 'relationship_kind', 'brief', 'credit', 'relationship', 'particulars'] as const;

export const registrationFields: readonly string[] = [...basic, ...archive];

/** The customer archive registration form (客户档案登记表, CUS-14). An empty line stays to be filled in by hand. */
export function registrationPaper(registration: Registration, printedAt: string, locale: Locale, timeZone: string): Paper {
	const { particulars, contacts, consents, parties, checked } = registration;
	const entries = (fields: readonly string[]): readonly PaperEntry[] =>
		fields
			.filter((field) => particulars.has(field))
			.map((field) => ({
				label: say(customerFieldLabels[field] ?? { 'en-US': field, 'zh-CN': field }, locale),
				value: particulars.get(field) ?? '',
			}));
	const said = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(' · ');
	const section = (heading: Text, list: readonly PaperEntry[]) =>
		list.length === 0 ? [] : [{ heading: say(heading, locale), entries: list }];
	return {
		...framed(locale, registration.number),
		title: say(words.registrationForm, locale),
		note: say(paperWords.printedOn, locale, { day: localDay(printedAt, timeZone) }),
		sections: [
			...section(words.basic, entries(basic)),
			...section(words.archive, entries(archive)),
			...section(
				words.people,
				contacts.map(({ name, job_title, phone }) => ({ label: null, value: said(name, job_title, phone) })),
			),
			...section(
				words.consents,
				consents.map(({ scope, obtained_on, withdrawn_on }) => ({
					label: null,
					value: said(say(scope, locale), obtained_on, withdrawn_on === null ? null : say(words.until, locale, { day: withdrawn_on })),
				})),
			),
			...section(
				words.parties,
				parties.map(({ party, service_role }) => ({ label: null, value: said(party, service_role) })),
			),
			...section(
				words.check,
				checked === null
					? [{ label: null, value: say(words.notChecked, locale) }]
					: [
							{ label: say(words.checkedBy, locale), value: checked.by ?? '' },
							{ label: say(words.checkedOn, locale), value: localDay(checked.at, timeZone) },
						],
			),
		],
	};
}
