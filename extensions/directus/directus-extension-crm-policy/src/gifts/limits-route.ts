import { randomUUID } from 'node:crypto';
import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { assess } from '@crm-policy/rules/gifts/assessment';
import { occasions, type GiftFacts, type GiftRow } from '@crm-policy/rules/gifts/gift';
import { giftWords as words, periodName } from '@crm-policy/rules/gifts/words';
import { giftKinds } from '@crm-policy/rules/rulebook/gifts';
import { say } from '@crm-policy/rules/words/text';
import { answering, read, type Handler } from '../endpoints/http.js';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { assertVisible } from '../engine/records.js';
import { isGranted } from '../engine/rights.js';
import { firstOf } from '../engine/rows.js';
import { rulebookOf } from '../engine/rulebooks.js';
import { loadCounted, loadCustomer, loadRecipient } from './counted.js';

/** The application as it stands in the form, saved or not. What is not filled in yet is left out. */
const questionModel = z.object({
	gift: z.uuid().optional(),
	customer: z.uuid().optional(),
	recipient: z.uuid().optional(),
	kind: z.enum(giftKinds).default('gift'),
	occasion: z.enum(occasions).optional(),
	amount: z
		.string()
		.regex(/^\d{1,15}(\.\d{1,4})?$/)
		.default('0'),
	planned_on: z.iso.date().optional(),
});

/** Whether the caller may make applications at all; totals of what customers got are nobody else’s business (T-2). */
const mayGive = ({ trx }: Work, { accountability }: Caller): Promise<boolean> => isGranted(trx, accountability, 'crm_gifts', 'create');

/** The saved application, for those who may see it with its value; without one, the asker must be somebody who gives. */
async function savedGift(work: Work, caller: Caller, id: string | undefined): Promise<GiftRow | null> {
	if (id === undefined) {
		if (!(await mayGive(work, caller))) throw new ForbiddenError();
		return null;
	}
	await new work.host.services.ItemsService('crm_gifts', {
		knex: work.trx,
		schema: work.schema,
		accountability: caller.accountability,
	}).readOne(id, { fields: ['amount'] });
	const raw = await firstOf(work.trx('crm_gifts').where({ id }).first());
	return raw === undefined ? null : (decodeRow('crm_gifts', raw) as unknown as GiftRow);
}

/**
 * How an application stands to the yearly limits, before it is submitted: what is used and left for its recipient, customer with
 * related parties, giver and department, and who will be asked. Totals only; the gifts behind them are read as permissions allow.
 */
export const giftLimitsRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/gifts/limits',
	answering(host, async ({ query }, caller) => {
		const question = read(questionModel, query);
		const work = await startWork(host, host.database, await host.getSchema());
		const saved = await savedGift(work, caller, question.gift);
		if (question.customer !== undefined && question.customer !== saved?.customer)
			await assertVisible(work, caller, 'crm_customers', question.customer);
		if (question.recipient !== undefined && question.recipient !== saved?.recipient)
			await assertVisible(work, caller, 'crm_contacts', question.recipient);

		const rulebook = await rulebookOf(work.trx, saved?.rulebook_version ?? null, work.now, caller.locale);
		const day = question.planned_on ?? localDay(work.now, rulebook.time_zone);
		const customer = await loadCustomer(work.trx, question.customer ?? null);
		const recipient = await loadRecipient(work.trx, question.recipient ?? null);
		const owner = saved === null ? caller.actor.id : saved.owner;
		const department = saved === null ? caller.actor.department : saved.department;
		const counted = await loadCounted(
			work.trx,
			{ except: saved?.id ?? null, customers: customer?.related ?? [], recipients: recipient?.same ?? [], giver: owner, department },
			[day, day],
			rulebook,
		);
		const row = {
			id: saved?.id ?? randomUUID(),
			kind: question.kind,
			occasion: question.occasion ?? null,
			amount: question.amount,
			owner,
			department,
		};
		const assessment = assess(
			{ row: row as unknown as GiftRow, facts: { customer, recipient, counted } as unknown as GiftFacts, rulebook },
			day,
		);
		if (assessment === null) throw new Error('A gift of a known kind could not be assessed.');
		const { caps, decisive, exception, route, needsApproval } = assessment;
		const approval = route === null ? undefined : rulebook.approvals.routes[route];
		return {
			data: {
				currency: rulebook.gifts.currency,
				period_label: say(periodName(rulebook.gifts), caller.locale),
				limits: caps.map(({ rule, used, left, total, exceeded }) => ({
					scope: rule.scope,
					label: say(words.scopeNames[rule.scope], caller.locale),
					limit: rule.amount,
					used,
					left,
					total,
					exceeded,
					exceeding: rule.exceeding,
				})),
				amount: question.amount,
				decisive_amount: decisive,
				exception,
				needs_approval: needsApproval,
				route_label: approval === undefined ? null : say(approval.label, caller.locale),
			},
		};
	}),
];
