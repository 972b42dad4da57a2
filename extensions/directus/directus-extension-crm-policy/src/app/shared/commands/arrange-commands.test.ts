import { describe, expect, it } from 'vitest';
import type { Command } from '../api/contract.js';
import { arrangeCommands } from './arrange-commands.js';

const command = (name: string, tone: Command['tone'], refusedFor?: string): Command => ({
	command: name,
	label: name,
	note: null,
	tone,
	comment: 'none',
	allowed: refusedFor === undefined,
	input_schema: null,
	violations: refusedFor === undefined ? [] : [{ rule: refusedFor, clause: null, message: refusedFor }],
});

const names = (commands: readonly Command[]): string[] => commands.map((one) => one.command);

describe('where commands are offered', () => {
	const arranged = arrangeCommands(
		[
			command('cancel', 'danger'),
			command('sign', 'primary', 'no-live-approval'),
			command('assign', 'normal'),
			command('print', 'normal', 'nothing-to-print'),
			command('submit', 'primary'),
			command('close', 'normal', 'wrong-state'),
			command('confirm', 'normal', 'not-your-duty'),
		],
		3,
	);

	it('puts the next steps of the process first, also a refused one, so that its reasons are seen', () => {
		expect(names(arranged.bar)).toEqual(['submit', 'sign', 'cancel']);
	});

	it('moves what does not fit into the menu', () => {
		expect(names(arranged.more)).toEqual(['assign', 'print']);
	});

	it('gives no button to what belongs to another state or to other people', () => {
		expect(names(arranged.notNow)).toEqual(['close']);
		expect(names(arranged.othersDuty)).toEqual(['confirm']);
	});
});
