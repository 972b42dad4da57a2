import type { Accountability } from '@directus/types';
import { ForbiddenError, InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { callerOf } from '../engine/caller.js';
import type { Caller, Host } from '../engine/context.js';

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
 * Makes an Express handler of work for a person who is signed in. Express 4 does not wait for promises: a rejection that is not passed on
 * ends the process, so every such handler of ours is made here. Nobody who is not signed in gets further.
 */
const forSignedIn =
	(host: Host, work: (request: HttpRequest, caller: Caller, response: HttpResponse) => Promise<void>): Handler =>
	(request, response, next) => {
		void (async () => {
			try {
				if (request.accountability?.user === null || request.accountability === undefined) throw new ForbiddenError();
				const caller = await callerOf(host.database, request.accountability);
				response.setHeader('Cache-Control', 'no-store');
				await work(request, caller, response);
			} catch (error) {
				next(error);
			}
		})();
	};

/** Makes an Express handler of an answer, which is sent as JSON. */
export const answering = (host: Host, answer: Answer): Handler =>
	forSignedIn(host, async (request, caller, response) => {
		response.json(await answer(request, caller));
	});

/** A file that is made for the person who asks for it. */
export interface SentDocument {
	/** Letters, digits, `-`, `_` and a dot. */
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** Makes an Express handler of a file, which is shown by the browser or saved under its name. */
export const sendingFile = (host: Host, make: (request: HttpRequest, caller: Caller) => Promise<SentDocument>): Handler =>
	forSignedIn(host, async (request, caller, response) => {
		const { name, type, bytes } = await make(request, caller);
		response.setHeader('Content-Type', type);
		response.setHeader('Content-Disposition', `inline; filename="${name}"`);
		response.setHeader('Content-Length', String(bytes.length));
		response.setHeader('X-Content-Type-Options', 'nosniff');
		response.end(bytes);
	});

/** `limit` and `offset` of a list: bounded, with sensible defaults. */
export const pageModel = z.object({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
