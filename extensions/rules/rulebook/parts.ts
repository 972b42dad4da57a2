import { z } from 'zod';
import { roleKeys, type RoleKey } from '../organisation/roles.js';
import { locales } from '../words/text.js';

/** What the rules of a rulebook are put together from, whatever they are about. */

/** The id of a clause, as the clause catalogue writes it. */
export const clauseModel = z.string().regex(/^[A-Z]{3}-\d{2}$/, 'A clause is written like REV-03.');

export const clauses = z.array(clauseModel).min(1, 'Name the clause this rule implements.').max(20);
export const bilingual = z.strictObject(
	Object.fromEntries(locales.map((locale) => [locale, z.string().min(1).max(500)])) as Record<(typeof locales)[number], z.ZodString>,
);
export const role = z.enum(roleKeys as [RoleKey, ...RoleKey[]]);
export const key = z
	.string()
	.regex(/^[a-z][a-z0-9-]*$/, 'A key is lower case, with hyphens.')
	.max(60);
export const positiveDecimal = z.string().regex(/^\d{1,15}(\.\d{1,4})?$/, 'An amount is a decimal number in quotes, such as "500000.00".');
export const currency = z.string().regex(/^[A-Z]{3}$/, 'A currency is its three-letter ISO 4217 code.');
