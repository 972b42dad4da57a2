import { intakeModel, type Intake } from '@crm-policy/rules/complaints/intake';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import type { Text } from '@crm-policy/rules/words/text';
import type { z } from 'zod';
import { invalid, type Problem } from './problem.js';

/** What each entry of the form is called. */
export const labels: Readonly<Record<keyof Intake, Text>> = {
	kind: words.form.kind,
	title: words.form.title_field,
	content: words.form.content,
	customer_demand: words.form.customer_demand,
	nature: words.form.nature,
	product_name: words.form.product_name,
	order_number: words.form.order_number,
	complainant: words.form.complainant,
	complainant_contact: words.form.complainant_contact,
};

const isEntry = (name: string): name is keyof Intake => name in labels;

function problemOf(issue: z.core.$ZodIssue, sent: Readonly<Record<string, unknown>>): readonly Problem[] {
	const field = String(issue.path[0] ?? '');
	if (issue.code === 'unrecognized_keys')
		return issue.keys.map((key) => ({ field: null, text: words.problems.unknown, values: { field: key.slice(0, 100) } }));
	if (!isEntry(field)) return [{ field: null, text: words.problems.malformed }];
	const values = { field: labels[field] };
	if (issue.code === 'too_small' || sent[field] === undefined) return [{ field, text: words.problems.missing, values }];
	if (issue.code === 'too_big') return [{ field, text: words.problems.tooLong, values: { ...values, most: Number(issue.maximum) } }];
	return [{ field, text: words.problems.invalid, values }];
}

/** Control characters that no form sends: databases and PDF have no place for them. Line breaks and tabs stay. */
const unprintable = /[^\P{Cc}\t\n\r]/gu;

/** A text as it may be kept, with one kind of line break. */
export const printable = (value: string): string => value.replace(unprintable, '').replaceAll('\r\n', '\n');

const cleaned = (value: unknown): unknown => (typeof value === 'string' ? printable(value) : value);

/**
 * Reads what somebody outside the company says. Entries a form leaves empty count as not given.
 * @throws IntakeRefused with one problem for each field
 */
export function readIntake(sent: unknown): Intake {
	if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw invalid({ field: null, text: words.problems.malformed });
	const entries = Object.fromEntries(
		Object.entries(sent)
			.map(([name, value]) => [name, cleaned(value)] as const)
			.filter(([, value]) => value !== '' && value !== null),
	);
	const parsed = intakeModel.safeParse(entries);
	if (parsed.success) return parsed.data;
	throw invalid(...parsed.error.issues.flatMap((issue) => problemOf(issue, entries)));
}
