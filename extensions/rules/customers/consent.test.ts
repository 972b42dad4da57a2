import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDuties } from '../testing/duty-table.js';
import { rulebook } from '../testing/rulebook.js';
import { consentHolds, consentScopes, consentUses, mayBeContacted, type Consent } from './consent.js';

const rules = rulebook().customers.consent;
const today = '2026-11-20';
const consent = (differing: Partial<Consent> = {}): Consent => ({
	id: 'c',
	status: 'given',
	scope: 'business',
	contact: null,
	obtained_on: '2026-01-05',
	withdrawn_on: null,
	...differing,
});

describeDuties('crm_consents', {
	states: ['given', 'withdrawn'],
	commands: {
		withdraw: {
			from: ['given'],
			to: 'withdrawn',
			by: ['salesperson', 'business-head', 'marketing-specialist', 'information-administrator'],
			clause: 'CON-01',
		},
	},
});

describe('a consent', () => {
	it.each([
		['given', {}, true],
		['given today', { obtained_on: today }, true],
		['given tomorrow', { obtained_on: '2026-11-21' }, false],
		['withdrawn today', { status: 'withdrawn', withdrawn_on: today }, false],
		['withdrawn long ago', { status: 'withdrawn', withdrawn_on: '2026-02-01' }, false],
		['that ended yesterday by an earlier version', { withdrawn_on: '2026-11-19' }, false],
		['that ends tomorrow by an earlier version', { withdrawn_on: '2026-11-21' }, true],
	] as const)('%s: %j', (_case, differing, holds) => {
		expect(consentHolds(consent(differing), today)).toBe(holds);
	});
});

describe('contact with a customer', () => {
	const may = (consents: readonly Consent[], use: (typeof consentUses)[number], contact: string | null = null): boolean =>
		mayBeContacted(consents, rules, { use, contact, today });

	it.each([
		['business', ['business', 'care', 'marketing']],
		['care', ['care']],
		['marketing', ['marketing']],
	] as const)('for %s needs consent to one of %j', (use, enough) => {
		for (const scope of consentScopes) expect(may([consent({ scope })], use), scope).toBe((enough as readonly string[]).includes(scope));
		expect(may([], use)).toBe(false);
	});

	it('rests on the person’s own consent or the customer’s, not on a colleague’s', () => {
		expect(may([consent({ contact: 'a' })], 'business', 'a')).toBe(true);
		expect(may([consent({ contact: 'b' })], 'business', 'a')).toBe(false);
		expect(may([consent()], 'business', 'a')).toBe(true);
		expect(may([consent({ contact: 'b' })], 'business')).toBe(true);
	});

	it('is possible only as long as some consent holds, whatever else is on file', () => {
		const any = fc.record({
			id: fc.uuid(),
			status: fc.constantFrom('given', 'withdrawn'),
			scope: fc.constantFrom(...consentScopes),
			contact: fc.constantFrom(null, 'a', 'b'),
			obtained_on: fc.constantFrom('2026-01-05', today, '2026-12-01'),
			withdrawn_on: fc.constantFrom(null, '2026-03-01', today, '2026-12-01'),
		});
		fc.assert(
			fc.property(fc.array(any, { maxLength: 6 }), fc.constantFrom(...consentUses), (consents, use) => {
				const withdrawn = consents.map((one) => ({ ...one, status: 'withdrawn' }));
				expect(may(withdrawn, use, 'a')).toBe(false);
				if (may(consents, use, 'a')) expect(may([...consents, consent({ status: 'withdrawn' })], use, 'a')).toBe(true);
			}),
		);
	});
});
