import { ForbiddenError } from '@directus/errors';
import { askedModel, shopCustomerModel } from '@crm-policy/rules/clearances/asked';
import { historyModel } from '@crm-policy/rules/clearances/history';
import { breachReasons } from '@crm-policy/rules/clearances/process';
import { shopRoleId } from '@crm-policy/seeds/departments/shop-service';
import { speakViolation } from '@crm-policy/rules/process/violation';
import { locales, type Locale } from '@crm-policy/rules/words/text';
import { z } from 'zod';
import { answering, read, type Handler } from '../endpoints/http.js';
import type { Caller, Host } from '../engine/context.js';
import { flushOutbox } from '../engine/outbox.js';
import { assertSafe } from '../engine/safety.js';
import { answer, type Answered } from './asking.js';
import { introduceCustomer, recordHistory } from './history.js';
import { recordBreach, recordOrder } from './reporting.js';
import { reviewOf } from './status.js';

const askModel = askedModel.extend({
	/** Whether a refusal opens the review. */
	open: z.boolean().default(false),
	/** The language violations are said in; default that of the account. */
	language: z.enum(locales).optional(),
});

const placedModel = askedModel.extend({
	placed: z.strictObject({ order: z.string().min(1).max(128), number: z.string().max(64).nullish() }),
});

const breachModel = askedModel.extend({
	reason: z.enum(breachReasons),
	detail: z.string().max(2000).nullish(),
	placed: z.strictObject({ order: z.string().min(1).max(128), number: z.string().max(64).nullish() }).nullish(),
});

const introducedModel = z.strictObject({ customer: shopCustomerModel });

const statusModel = z.object({
	system: z.string().min(1).max(64),
	order: z.string().min(1).max(128),
	language: z.enum(locales).optional(),
});

/** Clearances are asked for by a shop's account; an administrator may try what it would be told. */
function assertShop({ accountability }: Caller): void {
	if (accountability?.admin !== true && accountability?.roles.includes(shopRoleId) !== true) throw new ForbiddenError();
}

function spoken({ judgement, digest, clearance }: Answered, locale: Locale) {
	return {
		allowed: judgement.allowed,
		contract: judgement.contract,
		amendment: clearance?.amendment ?? null,
		approval: judgement.approval,
		standing_approval: judgement.standing,
		digest,
		violations: judgement.violations.map((violation) => speakViolation(violation, locale)),
	};
}

/** What a shop asks and reports (design, section 4: Clearances). */
export const clearanceRoutes = (host: Host): readonly (readonly ['get' | 'post', string, Handler])[] => {
	const forShop = (work: (body: unknown, caller: Caller) => Promise<unknown>): Handler =>
		answering(host, async ({ body }, caller) => {
			assertShop(caller);
			await assertSafe(host, caller.locale);
			const data = await work(body ?? {}, caller);
			void flushOutbox(host).catch((error: unknown) => host.logger.warn(error, 'CRM Policy: the outbox could not be sent now.'));
			return { data };
		});
	return [
		[
			'post',
			'/clearances',
			forShop(async (body, caller) => {
				const { open, language, ...asked } = read(askModel, body);
				return spoken(await answer(host, asked, open), language ?? caller.locale);
			}),
		],
		[
			'post',
			'/clearances/orders',
			forShop(async (body) => {
				const { placed, ...asked } = read(placedModel, body);
				return recordOrder(host, asked, { order: placed.order, number: placed.number ?? null });
			}),
		],
		[
			'post',
			'/clearances/breaches',
			forShop(async (body) => {
				const { reason, detail, placed, ...asked } = read(breachModel, body);
				const order = placed === undefined || placed === null ? null : { order: placed.order, number: placed.number ?? null };
				return recordBreach(host, asked, reason, detail ?? null, order);
			}),
		],
		['post', '/clearances/customers', forShop((body) => introduceCustomer(host, read(introducedModel, body).customer))],
		['post', '/clearances/history', forShop((body) => recordHistory(host, read(historyModel, body)))],
		[
			'get',
			'/clearances',
			answering(host, async ({ query }, caller) => {
				assertShop(caller);
				const { system, order, language } = read(statusModel, query);
				return { data: await reviewOf(host, system, order, language ?? caller.locale) };
			}),
		],
	];
};
