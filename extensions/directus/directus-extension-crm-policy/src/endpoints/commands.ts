import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { domains } from '../domains.js';
import { issueCommand } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { explainCommands } from '../engine/explain.js';
import { flushOutbox } from '../engine/outbox.js';
import { assertSafe } from '../engine/safety.js';
import { answering, read, type Handler } from './http.js';

const targetModel = z.object({
	collection: z
		.string()
		.regex(/^crm_[a-z_]+$/)
		.max(64),
	id: z.uuid(),
});
const commandModel = targetModel.extend({
	command: z
		.string()
		.regex(/^[a-z_]+$/)
		.max(64),
});

const bodyModel = z
	.strictObject({
		input: z.record(z.string(), z.unknown()).default({}),
		comment: z.string().max(10_000).nullish(),
		revision: z.number().int().min(0).nullish(),
	})
	.default({ input: {} });

/** `GET` explains what a person may do with a record, `POST` does it (design, section 4). */
export const commandRoutes = (host: Host): readonly (readonly ['get' | 'post', string, Handler])[] => [
	[
		'get',
		'/commands/:collection/:id',
		answering(host, async ({ params }, caller) => {
			const { collection, id } = visibleTarget(targetModel, params);
			return explainCommands(host, domains, collection, id, caller);
		}),
	],
	[
		'post',
		'/commands/:collection/:id/:command',
		answering(host, async ({ params, body }, caller) => {
			const target = visibleTarget(commandModel, params);
			const { input, comment, revision } = read(bodyModel, body ?? undefined);
			await assertSafe(host, caller.locale);
			const result = await issueCommand(host, domains, target, { input, comment: comment ?? null, revision: revision ?? null }, caller);
			// Messages are sent after the commit; whatever fails here waits in the outbox for the next run.
			void flushOutbox(host).catch((error: unknown) => host.logger.warn(error, 'CRM Policy: the outbox could not be sent now.'));
			return { data: result };
		}),
	],
];

/** An address that cannot name a record is answered as a record that does not exist. */
function visibleTarget<T>(model: z.ZodType<T>, params: unknown): T {
	const parsed = model.safeParse(params);
	if (!parsed.success) throw new ForbiddenError();
	return parsed.data;
}
