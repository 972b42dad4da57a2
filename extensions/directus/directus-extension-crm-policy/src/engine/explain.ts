import { z } from 'zod';
import { ForbiddenError } from '@directus/errors';
import { appliesTo, explain, formOf } from '@crm-policy/rules/process/decide';
import { speakViolation, type SpokenViolation } from '@crm-policy/rules/process/violation';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import { LiveCase } from './case.js';
import { decideCommand, startWork, type Domains } from './command-bus.js';
import type { Caller, Host } from './context.js';
import { assertVisible } from './records.js';
import { decodeRow } from './codec.js';
import { firstOf } from './rows.js';

export interface ExplainedCommand {
	readonly command: string;
	readonly label: string;
	readonly note: string | null;
	readonly tone: 'primary' | 'normal' | 'danger';
	readonly comment: 'none' | 'optional' | 'required';
	readonly allowed: boolean;
	readonly input_schema: unknown;
	readonly violations: readonly SpokenViolation[];
}

export interface Explanation {
	readonly data: readonly ExplainedCommand[];
	readonly meta: { readonly status: string; readonly status_label: string; readonly status_kind: string; readonly revision: number };
}

/** Says every text inside a JSON Schema in one language; labels are texts where they are declared. */
function localise(value: unknown, locale: Locale): unknown {
	if (Array.isArray(value)) return value.map((entry) => localise(entry, locale));
	if (typeof value !== 'object' || value === null) return value;
	if ('en-US' in value && 'zh-CN' in value) return say(value as Text, locale);
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, localise(entry, locale)]));
}

/** What the form of a command will still ask for is not a reason against the command. */
const concernsTheForm = (field: string | undefined): boolean =>
	field !== undefined && (field === 'comment' || field === 'input' || field.startsWith('input.'));

/**
 * Every command of a record that a person may try and, for those not allowed, exactly why. Facts are loaded once for all commands.
 * Commands that only the system issues, or that are for another kind of record, are not listed.
 */
export async function explainCommands(host: Host, domains: Domains, collection: string, id: string, caller: Caller): Promise<Explanation> {
	const domain = domains.of(collection);
	if (domain === undefined) throw new ForbiddenError();
	const work = await startWork(host, host.database, await host.getSchema());
	await assertVisible(work, caller, collection, id);
	const raw = await firstOf(work.trx(collection).where({ id }).first());
	if (raw === undefined) throw new ForbiddenError();
	const row = decodeRow(collection, raw);
	const live = await LiveCase.of(work, domain, row, caller);
	const state = domain.process.states[String(row['status'])];
	const nothing = { input: {}, comment: null };

	const data: ExplainedCommand[] = [];
	for (const [command, declared] of Object.entries(domain.process.commands)) {
		if (declared.by.every((by) => by === 'system')) continue;
		const isOpen = declared.from.includes(String(row['status']));
		// Facts are asked for only where the state allows the command at all: most of a list costs nothing.
		const subject = await live.for(isOpen ? [declared] : [], nothing);
		if (!appliesTo(declared, subject)) continue;
		let violations = explain(domain.process, command, subject).filter((violation) => !concernsTheForm(violation.field));
		if (violations.length === 0 && isOpen && domain.concludes?.includes(command) === true) {
			const { decision } = await decideCommand(work, domains, live, command, { input: {}, comment: null });
			if (!decision.accepted)
				violations = decision.violations.filter(
					(violation) => !concernsTheForm(violation.field) && violation.rule !== declared.inputRule?.rule,
				);
		}
		data.push({
			command,
			label: say(declared.label, caller.locale),
			note: declared.note === undefined ? null : say(declared.note, caller.locale),
			tone: declared.tone ?? 'normal',
			comment: declared.comment ?? 'none',
			allowed: violations.length === 0,
			// A form that depends on the case needs its facts, and nobody fills it in yet.
			input_schema: localise(
				z.toJSONSchema(isOpen || typeof declared.input !== 'function' ? formOf(declared, subject) : z.strictObject({})),
				caller.locale,
			),
			violations: violations.map((violation) => speakViolation(violation, caller.locale)),
		});
	}
	return {
		data,
		meta: {
			status: String(row['status']),
			status_label: state === undefined ? String(row['status']) : say(state.label, caller.locale),
			status_kind: state?.kind ?? 'draft',
			revision: Number(row['revision']),
		},
	};
}
