import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { customerProcess } from '@crm-policy/rules/customers/process';
import { duplicateWords } from '@crm-policy/rules/duplicates/words';
import { say } from '@crm-policy/rules/words/text';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { assertVisible } from '../engine/records.js';
import { isGranted } from '../engine/rights.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { identityOf } from './filing.js';
import { findLike, type Match } from './search.js';

const line = z.string().trim().max(255);

/** The record as it stands in the form, saved or not. */
const questionModel = z.object({
	customer: z.uuid().optional(),
	name: line.min(1),
	profile: z.string().max(64).default('enterprise'),
	credit_code: line.optional(),
	phone: line.optional(),
	email: line.optional(),
	website: line.optional(),
});

/** The ids among these whose records the caller may read; one question for all. */
export async function visibleAmong(work: Work, caller: Caller, collection: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set();
	const rows = await new work.host.services.ItemsService(collection, {
		knex: work.trx,
		schema: work.schema,
		accountability: caller.accountability,
	}).readByQuery({ filter: { id: { _in: ids } }, fields: ['id'], limit: ids.length });
	return new Set(rows.map((row) => String(row['id'])));
}

/**
 * Records that are probably of the customer in a form, for those who may open customer records (CUS-10). What the caller may not see is said
 * to be there, and nothing else about it: not which, how many or why.
 */
export const duplicatesRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/customers/duplicates',
	answering(host, async ({ query }, caller) => {
		const question = read(questionModel, query);
		const work = await startWork(host, host.database, await host.getSchema());
		if (question.customer !== undefined) await assertVisible(work, caller, 'crm_customers', question.customer);
		const mayOpen = await isGranted(work.trx, caller.accountability, 'crm_customers', 'create');
		if (!mayOpen && question.customer === undefined) throw new ForbiddenError();
		const { customers } = await rulebookInForce(work.trx, work.now, caller.locale);
		const matches = await findLike(work.trx, identityOf(question), question.customer ?? null);
		const seen = await visibleAmong(
			work,
			caller,
			'crm_customers',
			matches.map(({ id }) => id),
		);
		const shown = (match: Match) => ({
			id: match.id,
			name: match.name,
			number: match.number,
			status_label: say(customerProcess.states[match.status as keyof typeof customerProcess.states].label, caller.locale),
			certainty: match.certainty,
			answer: customers.duplicates[match.certainty],
			reasons: match.reasons.map((reason) => say(duplicateWords.reasons[reason], caller.locale)),
		});
		return {
			data: {
				matches: matches.filter(({ id }) => seen.has(id)).map(shown),
				hidden: matches.some(({ id }) => !seen.has(id)),
			},
		};
	}),
];
