import { describe, expect, it } from 'vitest';
import type { CareDay, Command } from '../../shared/api/contract.js';
import { inputToSend, schemaNode, startingInput } from '../../shared/commands/form-schema.js';
import { greetingOf } from './greeting.js';

const command: Command = {
	command: 'record_contact',
	label: 'Record contact',
	tone: 'normal',
	comment: 'none',
	allowed: true,
	input_schema: {
		type: 'object',
		properties: {
			form: { type: 'string', enum: ['telephone', 'letter'], default: 'telephone' },
			content: { type: 'string' },
			use: { type: 'string', enum: ['business', 'care'], default: 'business' },
			contact: { type: 'string', enum: ['wang', 'li'] },
			care_day: { type: 'string', 'x-hidden': true },
		},
		required: ['form', 'content', 'use'],
	},
	violations: [],
};
const day: CareDay = {
	customer: { id: 'c', name: 'Silk Road Ltd' },
	contact: { id: 'wang', name: 'Ms Wang' },
	owner: null,
	kind: 'birthday',
	label: 'Birthday',
	day: '2026-12-02',
	mark: 'birthday 2026-12-02',
	occasion: 'birthday',
	greeting: 'Congratulations: Birthday.',
	state: 'open',
};

const sent = (of: CareDay): Record<string, unknown> => {
	const schema = schemaNode.parse(greetingOf(command, of).input_schema);
	return inputToSend(schema, startingInput(schema));
};

describe('a greeting', () => {
	it('is contact for care, with the person, and says what day it was for', () => {
		expect(sent(day)).toEqual({
			form: 'telephone',
			content: 'Congratulations: Birthday.',
			use: 'care',
			contact: 'wang',
			care_day: 'birthday 2026-12-02',
		});
	});

	it('at a festival names nobody, and leaves the command as it is for other contact', () => {
		expect(sent({ ...day, contact: null })).not.toHaveProperty('contact');
		const schema = schemaNode.parse(command.input_schema);
		expect(startingInput(schema)).toMatchObject({ use: 'business' });
	});
});
