import { speakViolation, type Violation } from '@crm-policy/rules/process/violation';

/** A command the rules did not accept. */
export class Refusal extends Error {
	constructor(
		readonly collection: string,
		readonly command: string,
		readonly violations: readonly Violation[],
	) {
		const reasons = violations.map((violation) => `${violation.rule}: ${speakViolation(violation, 'en-US').message}`);
		super(`${command} on ${collection} was refused. ${reasons.join(' ')}`);
		this.name = 'Refusal';
	}
}
