import { z } from 'zod';
import type { GateOptions } from './options';
import type { Question } from './content';
import type { HistoryEntry } from './history';
import type { Language } from './words';

const answerModel = z.object({
	data: z.object({
		allowed: z.boolean(),
		contract: z.string().nullable(),
		approval: z.string().nullable(),
		digest: z.string().regex(/^[0-9a-f]{64}$/),
		violations: z.array(z.object({ rule: z.string(), clause: z.string().nullable(), message: z.string() })),
	}),
});

export type Answer = z.infer<typeof answerModel>['data'];

const recordedModel = z.object({ data: z.object({ outcome: z.enum(['committed', 'breach']) }) });

const toldModel = z.object({ data: z.object({ transaction: z.string(), added: z.boolean() }) });

const introducedModel = z.object({ data: z.object({ customer: z.string() }) });

const reviewModel = z.object({
	data: z.array(
		z.object({
			digest: z.string(),
			status: z.string(),
			label: z.string(),
			review: z
				.object({
					number: z.string().nullable(),
					status: z.string(),
					label: z.string(),
					waiting_for: z.array(z.string()),
					path: z.string().startsWith('/admin/'),
				})
				.nullable(),
		}),
	),
});

export type ReviewStatus = z.infer<typeof reviewModel>['data'][number];

/** How an order is called in the shop once it is placed. */
export interface Placed {
	readonly order: string;
	readonly number: string | null;
}

/** Directus did not answer, not in time, or not what was to be expected. */
export class GateUnreachable extends Error {
	override readonly name = 'GateUnreachable';
}

/** Long enough for a batch of history, which nobody waits for. */
const reportTimeoutMs = 15_000;

/** Everything the shop says to Directus. */
export class DirectusGate {
	constructor(private readonly options: GateOptions) {}

	/** @throws GateUnreachable unless there is a well-formed answer in time */
	ask(question: Question, open: boolean, language: Language | null): Promise<Answer> {
		const body = { ...question, open, ...(language === null ? {} : { language }) };
		return this.#send('POST', '/crm/clearances', answerModel, this.options.timeoutMs, body).then(({ data }) => {
			// An answer that allows and objects at once is none.
			if (data.allowed !== (data.violations.length === 0)) throw new GateUnreachable('The answer contradicts itself.');
			return data;
		});
	}

	/** Reports an order that was placed. Telling it again changes nothing. */
	reportOrder(question: Question, placed: Placed): Promise<'committed' | 'breach'> {
		return this.#send('POST', '/crm/clearances/orders', recordedModel, reportTimeoutMs, { ...question, placed }).then(
			({ data }) => data.outcome,
		);
	}

	/** Reports money that was taken before anybody was asked. */
	reportEarlyCapture(question: Question, detail: string): Promise<'committed' | 'breach'> {
		const body = { ...question, reason: 'captured_early', detail };
		return this.#send('POST', '/crm/clearances/breaches', recordedModel, reportTimeoutMs, body).then(({ data }) => data.outcome);
	}

	/** Adds something to a customer's history. Telling it again, or later than what came after it, changes nothing. */
	async tellHistory(customer: Question['customer'], entry: HistoryEntry): Promise<void> {
		await this.#send('POST', '/crm/clearances/history', toldModel, reportTimeoutMs, { customer, entry });
	}

	/** Makes a customer known to the archive; one who is known stays as they are. */
	async introduce(customer: Question['customer']): Promise<void> {
		await this.#send('POST', '/crm/clearances/customers', introducedModel, reportTimeoutMs, { customer });
	}

	/** Where the review of an order stands. */
	async reviewOf(order: string, language: Language | null): Promise<readonly ReviewStatus[]> {
		const query = new URLSearchParams({ system: this.options.system, order, ...(language === null ? {} : { language }) });
		return (await this.#send('GET', `/crm/clearances?${query.toString()}`, reviewModel, this.options.timeoutMs)).data;
	}

	async #send<T>(method: string, path: string, model: z.ZodType<T>, timeoutMs: number, body?: object): Promise<T> {
		let content: unknown;
		try {
			const response = await fetch(`${this.options.url}${path}`, {
				method,
				headers: { authorization: `Bearer ${this.options.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				redirect: 'error',
				signal: AbortSignal.timeout(timeoutMs),
			});
			if (response.status !== 200)
				throw new GateUnreachable(`Directus answered ${response.status} to ${method} ${path.split('?')[0] ?? ''}.`);
			content = await response.json();
		} catch (error) {
			if (error instanceof GateUnreachable) throw error;
			throw new GateUnreachable(`Directus did not answer: ${error instanceof Error ? error.message : String(error)}`);
		}
		const read = model.safeParse(content);
		if (!read.success) throw new GateUnreachable('Directus answered something else than a gate does.');
		return read.data;
	}
}
