import { describe, expect, it } from 'vitest';
import { fieldsOf, inputToSend, missingIn, schemaNode, startingInput } from './form-schema.js';

const kindsOf = (properties: Record<string, object>): Record<string, string> =>
	Object.fromEntries(fieldsOf(schemaNode.parse({ type: 'object', properties })).map((field) => [field.name, field.kind.kind]));

describe('the fields of a command form', () => {
	it('asks for each kind of value in its own way', () => {
		expect(
			kindsOf({
				line: { type: 'string', maxLength: 255 },
				paragraph: { type: 'string', maxLength: 256 },
				marked: { type: 'string', 'x-multiline': true },
				amount: { type: 'number' },
				count: { type: 'integer' },
				confirmed: { type: 'boolean' },
				choice: { enum: ['a', 'b'] },
				choices: { type: 'array', items: { enum: ['a', 'b'] } },
				day: { type: 'string', format: 'date' },
				moment: { type: 'string', format: 'date-time' },
				person: { type: 'string', format: 'uuid', 'x-collection': 'directus_users' },
				people: { type: 'array', items: { type: 'string' }, 'x-collection': 'directus_users' },
				file: { type: 'string', 'x-collection': 'directus_files' },
				department: { type: 'string', format: 'uuid', 'x-collection': 'crm_departments' },
				inner: { type: 'object', properties: {} },
				opinions: { type: 'array', items: { type: 'object', properties: {} } },
			}),
		).toEqual({
			line: 'text',
			paragraph: 'long-text',
			marked: 'long-text',
			amount: 'number',
			count: 'number',
			confirmed: 'yes-no',
			choice: 'choice',
			choices: 'choices',
			day: 'date',
			moment: 'moment',
			person: 'person',
			people: 'people',
			file: 'file',
			department: 'department',
			inner: 'group',
			opinions: 'entries',
		});
	});

	it('reads “or null” as an ordinary field that may stay empty', () => {
		expect(
			kindsOf({ day: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] }, count: { type: ['integer', 'null'] } }),
		).toEqual({
			day: 'date',
			count: 'number',
		});
	});

	it('calls choices by their labels and fields without a title by their name', () => {
		const [field] = fieldsOf(
			schemaNode.parse({ properties: { delivery_place: { enum: ['works', 'site'], 'x-labels': { works: 'Ex works' } } } }),
		);
		expect(field?.label).toBe('Delivery place');
		expect(field?.kind).toEqual({
			kind: 'choice',
			choices: [
				{ value: 'works', text: 'Ex works' },
				{ value: 'site', text: 'site' },
			],
		});
	});
});

describe('what a form sends', () => {
	const schema = schemaNode.parse({
		type: 'object',
		required: ['reason', 'confirmed', 'opinions', 'kind'],
		properties: {
			kind: { const: 'special' },
			reason: { type: 'string' },
			note: { type: 'string' },
			urgency: { enum: ['normal', 'urgent'], default: 'normal' },
			confirmed: { type: 'boolean' },
			opinions: {
				type: 'array',
				items: { type: 'object', required: ['opinion'], properties: { opinion: { type: 'string' } } },
			},
		},
	});

	it('starts with defaults and constants', () => {
		expect(startingInput(schema)).toEqual({ kind: 'special', urgency: 'normal' });
	});

	it('names the required values that are missing, inside entries too', () => {
		expect(missingIn(schema, {})).toEqual(['reason', 'opinions']);
		expect(missingIn(schema, { reason: 'because', opinions: [{ opinion: 'yes' }, {}] })).toEqual(['opinions.1.opinion']);
	});

	it('leaves empty values out and answers an unanswered required question with no', () => {
		expect(inputToSend(schema, { reason: 'because', note: '', opinions: [] })).toEqual({
			kind: 'special',
			reason: 'because',
			confirmed: false,
			opinions: [],
		});
	});
});
