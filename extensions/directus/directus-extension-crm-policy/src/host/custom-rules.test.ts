import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customRules } from './custom-rules.js';

describe('Custom permission rules', () => {
	it.each([
		['11.17.4', null, 'applied'],
		['11.17.4', false, 'applied'],
		['12.4.0', true, 'applied'],
		['12.4.0', false, 'ignored'],
		['12.4.0', null, 'unknown'],
		['13.0.0-rc.1', null, 'unknown'],
		[null, true, 'unknown'],
		['', true, 'unknown'],
		['main', true, 'unknown'],
	] as const)('on host %s with the right %s are %s', (version, entitled, verdict) => {
		expect(customRules({ version, entitled }, 12)).toBe(verdict);
	});

	it('are never taken to be applied on a host that needs a licence for them, unless the licence says so', () => {
		fc.assert(
			fc.property(fc.integer({ min: 12, max: 99 }), fc.nat(99), fc.nat(99), fc.option(fc.boolean()), (major, minor, patch, entitled) => {
				const verdict = customRules({ version: `${major}.${minor}.${patch}`, entitled }, 12);
				expect(verdict === 'applied').toBe(entitled === true);
			}),
		);
	});
});
