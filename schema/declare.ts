import { z } from 'zod';
import type { Text } from '@crm-policy/rules/words/text';
import { referenceInterface } from './reference-interface.js';

/** How a value is stored and how Directus treats it. Money and quantities are decimals; ids are UUIDs; times are UTC. */
export type FieldType = 'uuid' | 'string' | 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'json' | 'alias';

export interface Choice {
	readonly value: string;
	readonly label: Text;
	readonly color?: string;
}

export type Relation =
	| { readonly kind: 'm2o'; readonly to: string; readonly onDelete: 'NO ACTION' | 'CASCADE' | 'SET NULL' }
	| { readonly kind: 'o2m'; readonly from: string; readonly by: string; readonly sort?: string }
	| { readonly kind: 'files'; readonly junction: string; readonly parent: string; readonly file: string };

/** One field. `T` is the type of its value and exists for the compiler only. */
export interface FieldDeclaration<T = unknown> {
	readonly type: FieldType;
	readonly label: Text;
	readonly note?: Text;
	readonly required: boolean;
	readonly default?: string | number | boolean;
	readonly maxLength?: number;
	readonly precision?: number;
	readonly scale?: number;
	readonly choices?: readonly Choice[];
	readonly relation?: Relation;
	readonly special?: readonly string[];
	readonly interface?: string;
	readonly options?: Readonly<Record<string, unknown>>;
	readonly display?: string;
	readonly displayOptions?: Readonly<Record<string, unknown>>;
	readonly width?: 'half' | 'full' | 'fill';
	readonly hidden?: boolean;
	readonly readonly?: boolean;
	/** The raw group field of the form it is shown in. */
	readonly group?: string;
	readonly unique?: boolean;
	readonly indexed?: boolean;
	readonly model: z.ZodType<T>;
}

export interface IndexDeclaration {
	readonly fields: readonly string[];
	readonly unique?: boolean;
}

export type Fields = Readonly<Record<string, FieldDeclaration>>;

export interface CollectionDeclaration<F extends Fields = Fields> {
	readonly collection: string;
	readonly label: Text;
	readonly singular: Text;
	readonly note: Text;
	readonly icon: string;
	/** The folder of Directus' navigation it stands in. */
	readonly folder?: string;
	readonly sort: number;
	readonly hidden?: boolean;
	readonly displayTemplate?: string;
	/** The field the table is archived by; only for collections with an archive state. */
	readonly fields: F;
	readonly indexes?: readonly IndexDeclaration[];
}

/** The row of a collection as the database and the SDK return it: relations are ids, aliases are not columns. */
export type RowOf<C extends CollectionDeclaration> = {
	[K in keyof C['fields'] as C['fields'][K] extends FieldDeclaration<never> ? never : K]: C['fields'][K] extends FieldDeclaration<infer T>
		? T
		: never;
};

/** Ties a collection's fields to its type; returns it unchanged. */
export const defineCollection = <F extends Fields>(declaration: CollectionDeclaration<F>): CollectionDeclaration<F> => declaration;

/** An enumeration as it is written in the words of a domain, as the choices of a field. */
export const choicesOf = <V extends string>(labels: Readonly<Record<V, Text>>): readonly (Choice & { readonly value: V })[] =>
	(Object.entries(labels) as [V, Text][]).map(([value, label]) => ({ value, label }));

type Common = Partial<
	Pick<
		FieldDeclaration,
		'note' | 'width' | 'hidden' | 'readonly' | 'group' | 'unique' | 'indexed' | 'interface' | 'options' | 'display' | 'displayOptions'
	>
>;

type Maybe<T, R extends boolean> = R extends true ? T : T | null;

function column<T>(
	type: FieldType,
	model: z.ZodType<T>,
	label: Text,
	required: boolean,
	rest: Partial<FieldDeclaration>,
): FieldDeclaration<never> {
	return { type, label, required, ...rest, model: required ? model : model.nullable() } as unknown as FieldDeclaration<never>;
}

type Options<R extends boolean> = Common & { readonly required?: R };

/** A short line of text; 255 characters unless told otherwise. */
export function line<R extends boolean = false>(
	label: Text,
	options: Options<R> & { maxLength?: number; default?: string } = {},
): FieldDeclaration<Maybe<string, R>> {
	const { required = false, maxLength = 255, ...rest } = options;
	return column('string', z.string().max(maxLength), label, required, { interface: 'input', maxLength, ...rest });
}

/** Text of several lines. */
export function paragraph<R extends boolean = false>(label: Text, options: Options<R> = {}): FieldDeclaration<Maybe<string, R>> {
	const { required = false, ...rest } = options;
	return column('text', z.string().max(20_000), label, required, { interface: 'input-multiline', width: 'full', ...rest });
}

export function integer<R extends boolean = false>(
	label: Text,
	options: Options<R> & { default?: number } = {},
): FieldDeclaration<Maybe<number, R>> {
	const { required = false, ...rest } = options;
	return column('integer', z.number().int(), label, required, { interface: 'input', ...rest });
}

/** A decimal number, exchanged as a string or number and never computed with as a float. */
export function decimal<R extends boolean = false>(
	label: Text,
	options: Options<R> & { precision?: number; scale?: number; default?: number } = {},
): FieldDeclaration<Maybe<string | number, R>> {
	const { required = false, precision = 18, scale = 2, ...rest } = options;
	return column('decimal', z.union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number()]), label, required, {
		interface: 'input',
		precision,
		scale,
		...rest,
	});
}

export function flag(label: Text, options: Common & { default?: boolean } = {}): FieldDeclaration<boolean> {
	const { default: initial = false, ...rest } = options;
	return column('boolean', z.coerce.boolean(), label, true, {
		interface: 'boolean',
		special: ['cast-boolean'],
		default: initial,
		...rest,
	});
}

/** Yes, no, or not answered yet. */
export function answer(label: Text, options: Common = {}): FieldDeclaration<boolean | null> {
	return column('boolean', z.coerce.boolean(), label, false, { interface: 'boolean', special: ['cast-boolean'], ...options });
}

/** A calendar day, `YYYY-MM-DD`. */
export function day<R extends boolean = false>(label: Text, options: Options<R> = {}): FieldDeclaration<Maybe<string, R>> {
	const { required = false, ...rest } = options;
	return column('date', z.string(), label, required, { interface: 'datetime', display: 'datetime', ...rest });
}

/** An instant in UTC, shown in the reader's own zone. */
export function instant<R extends boolean = false>(
	label: Text,
	options: Options<R> & { special?: readonly string[] } = {},
): FieldDeclaration<Maybe<string, R>> {
	const { required = false, ...rest } = options;
	return column('timestamp', z.string(), label, required, {
		interface: 'datetime',
		display: 'datetime',
		displayOptions: { relative: true },
		...rest,
	});
}

export function json<T>(model: z.ZodType<T>, label: Text, options: Common = {}): FieldDeclaration<T | null> {
	return column('json', model, label, false, {
		interface: 'input-code',
		special: ['cast-json'],
		options: { language: 'json' },
		width: 'full',
		...options,
	});
}

/** One value of an enumeration, shown as a drop-down and as a coloured label in lists. */
export function choice<const V extends string, R extends boolean = false>(
	choices: readonly (Choice & { readonly value: V })[],
	label: Text,
	options: Options<R> & { default?: V } = {},
): FieldDeclaration<Maybe<V, R>> {
	const { required = false, ...rest } = options;
	return column('string', z.enum(choices.map((entry) => entry.value) as [V, ...V[]]), label, required, {
		interface: 'select-dropdown',
		display: 'labels',
		maxLength: 64,
		choices,
		...rest,
	});
}

/** Some values of an enumeration, ticked in a list. */
export function choices<const V extends string>(
	offered: readonly (Choice & { readonly value: V })[],
	label: Text,
	options: Common = {},
): FieldDeclaration<readonly V[] | null> {
	return column('json', z.array(z.enum(offered.map((entry) => entry.value) as [V, ...V[]])).max(offered.length), label, false, {
		interface: 'select-multiple-checkbox',
		special: ['cast-json'],
		display: 'labels',
		choices: offered,
		width: 'full',
		...options,
	});
}

/** How a form and a list show a reference. Who sees a record does not see everything it points to: our own interface says so. */
function referenceParts(to: string, template: string | undefined): Partial<FieldDeclaration> {
	if (to === 'directus_files') return { interface: 'file', display: 'file', special: ['file'], options: {} };
	if (to === 'directus_users')
		return {
			interface: referenceInterface.hosts,
			display: 'user',
			special: ['m2o'],
			options: { template: '{{first_name}} {{last_name}}' },
		};
	const shown = template === undefined ? {} : { template };
	return {
		interface: to.startsWith('crm_') ? referenceInterface.ours : referenceInterface.hosts,
		display: 'related-values',
		special: ['m2o'],
		options: to.startsWith('crm_') ? { to, ...shown } : shown,
		...(template === undefined ? {} : { displayOptions: shown }),
	};
}

/** A reference to one row of another collection. */
export function reference<R extends boolean = false>(
	to: string,
	label: Text,
	options: Options<R> & { onDelete?: 'NO ACTION' | 'CASCADE' | 'SET NULL'; template?: string } = {},
): FieldDeclaration<Maybe<string, R>> {
	const { required = false, onDelete = 'NO ACTION', template, ...rest } = options;
	return column('uuid', z.uuid(), label, required, {
		...referenceParts(to, template),
		indexed: true,
		...rest,
		relation: { kind: 'm2o', to, onDelete },
	});
}

/** The rows of another collection that point here. Not a column. */
export function list(
	from: string,
	by: string,
	label: Text,
	options: Common & { sort?: string; template?: string; special?: readonly string[] } = {},
): FieldDeclaration<never> {
	const { sort, template, ...rest } = options;
	return column('alias', z.never(), label, false, {
		interface: 'list-o2m',
		special: ['o2m'],
		width: 'full',
		options: { enableSelect: false, ...(template === undefined ? {} : { template }) },
		...rest,
		relation: { kind: 'o2m', from, by, ...(sort === undefined ? {} : { sort }) },
	});
}

/** Attached files, through a junction collection that is declared with it. */
export function attachments(junction: string, parent: string, label: Text, options: Common = {}): FieldDeclaration<never> {
	return column('alias', z.never(), label, false, {
		interface: 'files',
		special: ['files'],
		width: 'full',
		...options,
		relation: { kind: 'files', junction, parent, file: 'file' },
	});
}

/** A presentational field of the form: an interface of ours, a divider, a group. Not a column. */
export function presentation(
	interfaceId: string,
	label: Text,
	options: Common & { special?: readonly string[] } = {},
): FieldDeclaration<never> {
	return column('alias', z.never(), label, false, { special: ['alias', 'no-data'], width: 'full', ...options, interface: interfaceId });
}

/** A titled section of a form, open or closed, that other fields name as their `group`. */
export function section(label: Text, options: { closed?: boolean; icon?: string; note?: Text } = {}): FieldDeclaration<never> {
	return column('alias', z.never(), label, false, {
		interface: 'group-detail',
		special: ['alias', 'no-data', 'group'],
		width: 'full',
		options: { start: options.closed === true ? 'closed' : 'open', ...(options.icon === undefined ? {} : { headerIcon: options.icon }) },
		...(options.note === undefined ? {} : { note: options.note }),
	});
}

/** The columns of a collection: its fields without those that are only shown. */
export function columnsOf(declaration: CollectionDeclaration): readonly string[] {
	return Object.entries(declaration.fields).flatMap(([name, field]) => (field.type === 'alias' ? [] : [name]));
}

/** The zod model of a row as the database returns it. */
export function rowModel<C extends CollectionDeclaration>(declaration: C): z.ZodType<RowOf<C>> {
	const shape = Object.fromEntries(
		Object.entries(declaration.fields).flatMap(([name, field]) => (field.type === 'alias' ? [] : [[name, field.model]])),
	);
	return z.object(shape) as unknown as z.ZodType<RowOf<C>>;
}
