import { z } from 'zod';
import type { Words } from '../../locale/en-US.js';
import { errorAnswer, type Violation } from './contract.js';

export type FailureKind = 'refused' | 'stale' | 'forbidden' | 'unsafe' | 'offline' | 'unreadable' | 'unexpected';

/** Why a request came to nothing, in the terms a page acts on. */
export class Failure extends Error {
	constructor(
		readonly kind: FailureKind,
		/** The server's own sentence, in the reader's language, where it gave one worth showing. */
		readonly spoken: string | null = null,
		readonly violations: readonly Violation[] = [],
	) {
		super(spoken ?? kind);
		this.name = 'Failure';
	}
}

const httpError = z.object({ response: z.object({ status: z.number(), data: z.unknown() }).optional(), code: z.string().optional() });

const kindOfCode: Readonly<Record<string, FailureKind>> = {
	POLICY_VIOLATION: 'refused',
	STALE_REVISION: 'stale',
	FORBIDDEN: 'forbidden',
	UNSAFE_CONFIGURATION: 'unsafe',
	SCOPING_UNAVAILABLE: 'unsafe',
};

/** Reads whatever a request threw. Never throws itself. */
export function readFailure(thrown: unknown): Failure {
	if (thrown instanceof Failure) return thrown;
	if (thrown instanceof z.ZodError) return new Failure('unreadable');
	const http = httpError.safeParse(thrown);
	if (!http.success) return new Failure('unexpected', thrown instanceof Error ? thrown.message : null);
	const response = http.data.response;
	if (response === undefined) return new Failure('offline');
	const answer = errorAnswer.safeParse(response.data);
	const first = answer.success ? answer.data.errors[0] : undefined;
	if (first === undefined) return new Failure(response.status === 403 ? 'forbidden' : 'unexpected');
	const kind = kindOfCode[first.extensions.code] ?? (response.status === 403 ? 'forbidden' : 'unexpected');
	return new Failure(kind, first.message, first.extensions.violations ?? []);
}

/** The sentence shown for a failure. A 403 is said in our words: the host's own is in English and speaks of permissions. */
export function sayFailure(failure: Failure, words: Words): string {
	switch (failure.kind) {
		case 'forbidden':
			return words.failure.forbidden;
		case 'offline':
			return words.failure.offline;
		case 'unreadable':
			return words.failure.unreadable;
		case 'stale':
			return words.dialog.stale;
		case 'unsafe':
			return failure.spoken ?? words.failure.unsafe;
		case 'refused':
		case 'unexpected':
			return failure.spoken ?? words.failure.unexpected;
	}
}
