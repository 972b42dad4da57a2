import type { Finding } from '../process/declaration.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { text, type Text } from '../words/text.js';

/** Personal data of a person at the customer (CUS-01, CON-02, CAR-01). */
export const contactPersonalFields = ['age', 'occupation', 'birthday'] as const;
/** Habits of a customer (CUS-12). */
export const customerTraits = ['preferences', 'buying_habits', 'spending_power', 'behaviour'] as const;

export const personalFields = [...contactPersonalFields, ...customerTraits] as const;
export type PersonalField = (typeof personalFields)[number];

export const personalFieldLabels: Readonly<Record<PersonalField, Text>> = {
	age: text('Age', '年龄'),
	occupation: text('Occupation', '职业'),
	birthday: text('Birthday', '生日'),
	preferences: text('Preferences', '偏好'),
	buying_habits: text('Buying habits', '购买习惯'),
	spending_power: text('Spending power', '消费能力'),
	behaviour: text('Behavioural traits', '行为特征'),
};

type Profile = Rulebook['customers']['profiles'][string];

/** The profile a customer has, if the rulebook knows it. Names come from outside: what every object inherits is not a profile. */
export const profileCalled = (rulebook: Pick<Rulebook, 'customers'>, name: string | null): Profile | undefined =>
	name !== null && Object.hasOwn(rulebook.customers.profiles, name) ? rulebook.customers.profiles[name] : undefined;

const given = (input: Readonly<Record<string, unknown>>): readonly PersonalField[] =>
	personalFields.filter((field) => input[field] !== undefined && input[field] !== null);

/** What was entered although this kind of customer is not asked for it (CON-02). */
export const notNeeded = (profile: Profile | undefined, input: Readonly<Record<string, unknown>>): readonly Finding[] =>
	given(input)
		.filter((field) => profile?.personal[field] === undefined)
		.map((field) => ({ field: `input.${field}`, values: { what: personalFieldLabels[field] } }));

/** What was entered without consent to what it is collected for (CON-01). */
export const withoutConsent = (
	profile: Profile | undefined,
	input: Readonly<Record<string, unknown>>,
	agreed: readonly string[],
): readonly Finding[] =>
	given(input).flatMap((field) => {
		const rule = profile?.personal[field];
		return rule === undefined || agreed.includes(rule.consent)
			? []
			: [{ field: `input.${field}`, values: { what: personalFieldLabels[field], purpose: rule.purpose } }];
	});
