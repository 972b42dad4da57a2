import { z } from 'zod';

/** The part of JSON Schema that command forms use. */
export interface SchemaNode {
	type?: string | string[] | undefined;
	title?: string | undefined;
	description?: string | undefined;
	format?: string | undefined;
	enum?: (string | number | null)[] | undefined;
	const?: string | number | boolean | null | undefined;
	default?: unknown;
	maxLength?: number | undefined;
	minimum?: number | undefined;
	maximum?: number | undefined;
	items?: SchemaNode | undefined;
	properties?: Record<string, SchemaNode> | undefined;
	required?: string[] | undefined;
	anyOf?: SchemaNode[] | undefined;
	'x-labels'?: Record<string, string> | undefined;
	'x-hidden'?: boolean | undefined;
	'x-multiline'?: boolean | undefined;
	'x-collection'?: string | undefined;
}

export const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
	z.looseObject({
		type: z.union([z.string(), z.array(z.string())]).optional(),
		title: z.string().optional(),
		description: z.string().optional(),
		format: z.string().optional(),
		enum: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
		const: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
		default: z.unknown().optional(),
		maxLength: z.number().optional(),
		minimum: z.number().optional(),
		maximum: z.number().optional(),
		items: schemaNode.optional(),
		properties: z.record(z.string(), schemaNode).optional(),
		required: z.array(z.string()).optional(),
		anyOf: z.array(schemaNode).optional(),
		'x-labels': z.record(z.string(), z.string()).optional(),
		'x-hidden': z.boolean().optional(),
		'x-multiline': z.boolean().optional(),
		'x-collection': z.string().optional(),
	}),
);

export interface Choice {
	text: string;
	value: string | number;
}

/** How a value is asked for. */
export type FieldKind =
	| { kind: 'text'; maxLength: number | null }
	| { kind: 'long-text' }
	| { kind: 'number'; whole: boolean; minimum: number | null; maximum: number | null }
	| { kind: 'yes-no' }
	| { kind: 'choice'; choices: Choice[] }
	| { kind: 'choices'; choices: Choice[] }
	| { kind: 'date' }
	| { kind: 'moment' }
	| { kind: 'person' }
	| { kind: 'people' }
	| { kind: 'file' }
	| { kind: 'department' }
	| { kind: 'group'; schema: SchemaNode }
	| { kind: 'entries'; schema: SchemaNode };

export interface FormField {
	name: string;
	label: string;
	note: string | null;
	required: boolean;
	kind: FieldKind;
	default: unknown;
}

const LONG = 255;
/** Formats and patterns that bound a text although they state no length. */
const shortFormats: readonly string[] = ['uuid', 'email', 'uri', 'time'];

/** Schema generators write “or null” as an alternative; a form shows it as an empty field. */
function withoutNull(node: SchemaNode): SchemaNode {
	const real = node.anyOf?.filter((alternative) => alternative.type !== 'null') ?? [];
	if (real.length !== 1) return node;
	const { anyOf: _alternatives, ...own } = node;
	return { ...real[0], ...own };
}

const typeOf = (node: SchemaNode): string | undefined => (Array.isArray(node.type) ? node.type.find((type) => type !== 'null') : node.type);

const choicesOf = (node: SchemaNode): Choice[] =>
	(node.enum ?? []).filter((value) => value !== null).map((value) => ({ value, text: node['x-labels']?.[String(value)] ?? String(value) }));

const isPerson = (node: SchemaNode): boolean => node['x-collection'] === 'directus_users';

function kindOf(node: SchemaNode): FieldKind {
	if (node.enum !== undefined) return { kind: 'choice', choices: choicesOf(node) };
	switch (typeOf(node)) {
		case 'boolean':
			return { kind: 'yes-no' };
		case 'integer':
		case 'number':
			return { kind: 'number', whole: typeOf(node) === 'integer', minimum: node.minimum ?? null, maximum: node.maximum ?? null };
		case 'object':
			return { kind: 'group', schema: node };
		case 'array': {
			const items = withoutNull(node.items ?? {});
			if (isPerson(node) || isPerson(items)) return { kind: 'people' };
			if (items.enum !== undefined) {
				return { kind: 'choices', choices: choicesOf({ ...items, 'x-labels': items['x-labels'] ?? node['x-labels'] }) };
			}
			return { kind: 'entries', schema: items };
		}
		default:
			if (isPerson(node)) return { kind: 'person' };
			if (node['x-collection'] === 'directus_files') return { kind: 'file' };
			if (node['x-collection'] === 'crm_departments') return { kind: 'department' };
			if (node.format === 'date') return { kind: 'date' };
			if (node.format === 'date-time') return { kind: 'moment' };
			if (node['x-multiline'] === true || ((node.maxLength ?? 0) > LONG && !shortFormats.includes(node.format ?? '')))
				return { kind: 'long-text' };
			return { kind: 'text', maxLength: node.maxLength ?? null };
	}
}

/** A name such as `delivery_date` as words, for a schema without a title. */
const humanised = (name: string): string => {
	const words = name.replace(/_/g, ' ').trim();
	return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** One value as a field of a form. */
export function fieldOf(name: string, schema: SchemaNode, required: boolean): FormField {
	const node = withoutNull(schema);
	return {
		name,
		label: node.title ?? humanised(name),
		note: node.description ?? null,
		required,
		kind: kindOf(node),
		default: node.default,
	};
}

/** The fields of a form in the order the schema states them. Constants, and what programs fill in, are not asked for. */
export const fieldsOf = (schema: SchemaNode): FormField[] =>
	Object.entries(schema.properties ?? {})
		.filter(([, node]) => node.const === undefined && node['x-hidden'] !== true)
		.map(([name, node]) => fieldOf(name, node, schema.required?.includes(name) ?? false));

/** What a form starts with: defaults and constants. */
export function startingInput(schema: SchemaNode): Record<string, unknown> {
	const start: Record<string, unknown> = {};
	for (const [name, node] of Object.entries(schema.properties ?? {})) {
		const value = node.const ?? node.default;
		if (value !== undefined) start[name] = value;
	}
	return start;
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Paths (`a.b`, `list.0.b`) of required values that are missing. A yes-or-no question may be left at “no”. */
export function missingIn(schema: SchemaNode, input: Record<string, unknown>, path = ''): string[] {
	return fieldsOf(schema).flatMap((field) => {
		const value = input[field.name];
		const here = `${path}${field.name}`;
		if (field.kind.kind === 'yes-no') return [];
		if (field.kind.kind === 'group') return missingIn(field.kind.schema, recordOf(value), `${here}.`);
		if (isEmpty(value)) return field.required ? [here] : [];
		const { kind } = field;
		if (kind.kind !== 'entries' || !Array.isArray(value) || typeOf(kind.schema) !== 'object') return [];
		return value.flatMap((entry: unknown, position) => missingIn(kind.schema, recordOf(entry), `${here}.${position}.`));
	});
}

export const recordOf = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** What is sent: empty fields are left out, and an unanswered required yes-or-no question is a “no”. */
export function inputToSend(schema: SchemaNode, input: Record<string, unknown>): Record<string, unknown> {
	const sent: Record<string, unknown> = {};
	for (const [name, node] of Object.entries(schema.properties ?? {})) {
		if (node.const !== undefined) {
			sent[name] = node.const;
			continue;
		}
		const field = fieldOf(name, node, schema.required?.includes(name) ?? false);
		const value = input[name];
		if (field.kind.kind === 'group') {
			const inner = inputToSend(field.kind.schema, recordOf(value));
			if (field.required || Object.keys(inner).length > 0) sent[name] = inner;
		} else if (field.kind.kind === 'yes-no') {
			if (field.required || value !== undefined) sent[name] = value === true;
		} else if (!isEmpty(value)) {
			sent[name] = value;
		} else if (field.required && (field.kind.kind === 'people' || field.kind.kind === 'choices' || field.kind.kind === 'entries')) {
			sent[name] = [];
		}
	}
	return sent;
}
