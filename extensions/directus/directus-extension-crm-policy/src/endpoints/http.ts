import type { Accountability } from '@directus/types';
import { ForbiddenError, InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { callerOf } from '../engine/caller.js';
import type { Caller, Host } from '../engine/context.js';
import { assertSetUp } from '../engine/safety.js';

/** What we read of an Express request; Directus puts the caller on it. */
export interface HttpRequest {
	readonly params: Readonly<Record<string, string | undefined>>;
	readonly query: Readonly<Record<string, unknown>>;
	readonly body: unknown;
	readonly accountability?: Accountability;
}

export interface HttpResponse {
	status(code: number): HttpResponse;
	json(body: unknown): unknown;
	send(body: string): unknown;
	setHeader(name: string, value: string): unknown;
	end(body: Uint8Array): unknown;
}

export type Next = (error?: unknown) => void;
export type Handler = (request: HttpRequest, response: HttpResponse, next: Next) => void;

/** An answer worked out for a person who is signed in. */
export type Answer = (request: HttpRequest, caller: Caller) => Promise<unknown>;

/** Reads something that came over the wire, or refuses it as an invalid payload that says where. */
export function read<T>(model: z.ZodType<T>, value: unknown): T {
	const parsed = model.safeParse(value);
	if (parsed.success) return parsed.data;
	const reason = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
	throw new InvalidPayloadError({ reason });
}

/**
 * Makes an Express handler of work for somebody who is signed in; nobody else gets further. Express 4 does not wait for promises: a rejection that is
 * not passed on ends the process, so every handler of ours is made here.
 */
export const handling =
	<T>(
		work: (request: HttpRequest, accountability: SignedIn) => Promise<T>,
		write: (response: HttpResponse, answered: T) => unknown = (response, answered) => response.json(answered),
	): Handler =>
	(request, response, next) => {
		void (async () => {
			try {
				const { accountability } = request;
				const user = accountability?.user ?? null;
				if (accountability === undefined || user === null) throw new ForbiddenError();
				response.setHeader('Cache-Control', 'no-store');
				write(response, await work(request, { ...accountability, user }));
			} catch (error) {
				next(error);
			}
		})();
	};

type SignedIn = Accountability & { readonly user: string };

/** The work of an answer, which may rely on our tables being there. */
const asked =
	<T>(host: Host, answer: (request: HttpRequest, caller: Caller) => Promise<T>) =>
	async (request: HttpRequest, accountability: SignedIn): Promise<T> => {
		await assertSetUp(host, accountability.user);
		return answer(request, await callerOf(host.database, accountability));
	};

/** Makes a handler of an answer. */
export const answering = (host: Host, answer: Answer): Handler => handling(asked(host, answer));

/** A file that is made for the person who asks for it. */
export interface AnsweredFile {
	/** Letters, digits, `-`, `_` and a dot. */
	readonly name: string;
	/** Media type; of a text with its character set. */
	readonly type: string;
	readonly body: string | Uint8Array;
	/** Whether the browser is to show it or to save it under its name. */
	readonly disposition: 'inline' | 'attachment';
}

/** Makes a handler of an answer that is a file. */
export const answeringFile = (host: Host, answer: (request: HttpRequest, caller: Caller) => Promise<AnsweredFile>): Handler =>
	handling(asked(host, answer), (response, { name, type, body, disposition }) => {
		const bytes = Buffer.from(body);
		response.setHeader('Content-Type', type);
		response.setHeader('Content-Disposition', `${disposition}; filename="${name}"`);
		response.setHeader('Content-Length', String(bytes.length));
		response.setHeader('X-Content-Type-Options', 'nosniff');
		response.end(bytes);
	});

/** `limit` and `offset` of a list: bounded, with sensible defaults. */
export const pageModel = z.object({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
