import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { enUS } from '../../locale/en-US.js';
import { readFailure, sayFailure } from './failure.js';

const answered = (status: number, code: string, extensions: Record<string, unknown> = {}) => ({
	response: { status, data: { errors: [{ message: `said by the server: ${code}`, extensions: { code, ...extensions } }] } },
});

describe('a failed request', () => {
	it.each([
		['POLICY_VIOLATION', 422, 'refused'],
		['STALE_REVISION', 409, 'stale'],
		['FORBIDDEN', 403, 'forbidden'],
		['UNSAFE_CONFIGURATION', 503, 'unsafe'],
		['INTERNAL_SERVER_ERROR', 500, 'unexpected'],
	])('with code %s and status %d is %s', (code, status, kind) => {
		expect(readFailure(answered(status, code)).kind).toBe(kind);
	});

	it('keeps the violations of a refusal', () => {
		const violation = { rule: 'no-live-approval', clause: 'REV-03', message: 'Not reviewed.' };
		expect(readFailure(answered(422, 'POLICY_VIOLATION', { violations: [violation] })).violations).toEqual([violation]);
	});

	it('without an answer is a lost connection, and an answer of another shape is unreadable', () => {
		expect(readFailure({ code: 'ERR_NETWORK' }).kind).toBe('offline');
		expect(readFailure(new z.ZodError([])).kind).toBe('unreadable');
		expect(readFailure({ response: { status: 502, data: '<html>' } }).kind).toBe('unexpected');
	});

	it('says what the server said, but a refused sight in our own words', () => {
		expect(sayFailure(readFailure(answered(503, 'UNSAFE_CONFIGURATION')), enUS)).toBe('said by the server: UNSAFE_CONFIGURATION');
		expect(sayFailure(readFailure(answered(403, 'FORBIDDEN')), enUS)).toBe(enUS.failure.forbidden);
	});
});
