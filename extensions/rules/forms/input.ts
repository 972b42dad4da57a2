import { z } from 'zod';
import { text, type Text } from '../words/text.js';

/**
 * What a form needs to know about an input field beside its type. Labels are texts here and become one sentence in the
 * reader's language when the schema leaves the server.
 */
export interface InputMeta {
	readonly title: Text;
	readonly description?: Text;
	/** Values are ids of this collection; the form offers a picker. */
	readonly 'x-collection'?: 'directus_users' | 'directus_files' | 'crm_contacts' | 'crm_departments' | 'crm_transactions';
	readonly 'x-multiline'?: boolean;
	/** Programs fill it in; forms leave it out. */
	readonly 'x-hidden'?: boolean;
	readonly 'x-labels'?: Readonly<Record<string, Text>>;
}

const described = <T extends z.ZodType>(model: T, meta: InputMeta): T => model.meta(meta as unknown as Record<string, unknown>);

/** One person, by id. */
export const personInput = (title: Text): z.ZodUUID => described(z.uuid(), { title, 'x-collection': 'directus_users' });

/** One department, by id. */
export const departmentInput = (title: Text): z.ZodUUID => described(z.uuid(), { title, 'x-collection': 'crm_departments' });

/** Several people, by id. */
export const peopleInput = (title: Text) => described(z.array(z.uuid()).min(1).max(100), { title, 'x-collection': 'directus_users' });

/** One uploaded file, by id. */
export const fileInput = (title: Text) => described(z.uuid(), { title, 'x-collection': 'directus_files' });

export const lineInput = (title: Text) => described(z.string().trim().min(1).max(255), { title });

export const paragraphInput = (title: Text, description?: Text) =>
	described(z.string().trim().min(1).max(20_000), { title, 'x-multiline': true, ...(description === undefined ? {} : { description }) });

/** An instant, ISO 8601 with a zone. */
export const instantInput = (title: Text, description?: Text) =>
	described(z.iso.datetime({ offset: true }), { title, ...(description === undefined ? {} : { description }) });

/** A calendar day, `YYYY-MM-DD`. */
export const dayInput = (title: Text) => described(z.iso.date(), { title });

export const choiceInput = <const V extends string>(title: Text, labels: Readonly<Record<V, Text>>) =>
	described(z.enum(Object.keys(labels) as [V, ...V[]]), { title, 'x-labels': labels });

/** One of these records, or of their parts, by id; what they are called is the same in every language. */
export const oneOfInput = (
	title: Text,
	collection: NonNullable<InputMeta['x-collection']>,
	records: readonly { readonly id: string; readonly name: string }[],
) =>
	described(z.enum(records.map(({ id }) => id) as [string, ...string[]]), {
		title,
		'x-collection': collection,
		'x-labels': Object.fromEntries(records.map(({ id, name }) => [id, text(name, name)])),
	});

/** One of these people at a customer, by id. */
export const contactInput = (title: Text, people: readonly { readonly id: string; readonly name: string }[]) =>
	oneOfInput(title, 'crm_contacts', people);

/** Some values of an enumeration, at least one. */
export const choicesInput = <const V extends string>(title: Text, labels: Readonly<Record<V, Text>>) => {
	const values = Object.keys(labels) as [V, ...V[]];
	return described(z.array(z.enum(values)).min(1).max(values.length), { title, 'x-labels': labels });
};

/** A word a program fills in, such as what a proposal was for. */
export const codeInput = (title: Text) =>
	described(
		z
			.string()
			.max(64)
			.regex(/^[a-z_]+( [0-9-]+)*$/),
		{ title, 'x-hidden': true },
	);

/** A mark the sender makes up, such as the id of a draft; nobody fills it in by hand. */
export const markInput = (title: Text) => described(z.uuid(), { title, 'x-hidden': true });

export const numberInput = (title: Text, bounds: { min: number; max: number }) =>
	described(z.number().int().min(bounds.min).max(bounds.max), { title });

/** Yes or no. */
export const flagInput = (title: Text) => described(z.boolean(), { title });
