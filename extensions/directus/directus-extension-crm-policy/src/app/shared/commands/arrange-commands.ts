import type { Command } from '../api/contract.js';

/** Where each command of a record is offered. */
export interface Arrangement {
	/** Buttons in the bar. */
	bar: Command[];
	/** What did not fit into the bar. */
	more: Command[];
	/** Refused because the record is in another state. */
	notNow: Command[];
	/** Refused because other people issue them. */
	othersDuty: Command[];
}

const refusedFor = (command: Command, rule: string): boolean =>
	!command.allowed && command.violations.some((violation) => violation.rule === rule);

/** The next steps of the process come first, also where they are refused: that is what people look for. */
const weight = (command: Command): number => (command.tone === 'primary' ? 0 : 2) + (command.allowed ? 0 : 1);

/**
 * Buttons are for what a person can do, and for what they could do if something were put right. What belongs to another
 * state or to other people is listed in the menu, so that the bar does not fill with things nobody needs just now.
 */
export function arrangeCommands(commands: readonly Command[], room: number): Arrangement {
	const notNow = commands.filter((command) => refusedFor(command, 'wrong-state'));
	const othersDuty = commands.filter((command) => !notNow.includes(command) && refusedFor(command, 'not-your-duty'));
	const offered = commands.filter((command) => !notNow.includes(command) && !othersDuty.includes(command));
	const buttons = offered.sort((one, other) => weight(one) - weight(other));
	return { bar: buttons.slice(0, room), more: buttons.slice(room), notNow, othersDuty };
}
