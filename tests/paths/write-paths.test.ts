import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { writePaths } from './attempts.js';
import { useOffice, violationsIn } from './office.js';

const directus = useDirectus();
const office = useOffice(directus);

/** What nobody may write past the commands, and what it would mean. */
const forgeries = {
	'its state': { status: 'effective' },
	'its number': { number: 'HT2026-9999' },
	'its signature': { signed_on: '2026-11-20' },
	'its revision': { revision: 99 },
} as const;

describe.each(writePaths)('$name', ({ attempt, namesTheRule }) => {
	it.each(Object.entries(forgeries))('cannot change %s of an unreviewed contract', async (_what, values) => {
		const contract = await office.draft();
		const before = await office.row('crm_contracts', contract);

		const answer = await attempt(office, contract, values);

		const after = await office.row('crm_contracts', contract);
		for (const field of ['status', 'number', 'signed_on', 'signed_at', 'effective_at', 'ledger'] as const)
			expect(after[field], field).toEqual(before[field]);
		expect(Number(after['revision']), 'a forged revision').toBeLessThan(50);
		expect(await office.ledgerEntries(contract)).toEqual([]);
		if (namesTheRule) {
			const violations = violationsIn(answer.errors);
			expect(violations[0]).toMatchObject({ rule: 'governed-field', clause: 'AMD-01' });
		}
		await office.expectLedgerIntact();
	});

	it('can change an ordinary field of a draft (the way is open, the gate is what refuses)', async () => {
		const contract = await office.draft();
		const title = `Retitled ${randomUUID()}`;
		const answer = await attempt(office, contract, { title });
		// Content versions are switched off for governed collections, so that way is closed altogether.
		const open = (await office.row('crm_contracts', contract))['title'] === title;
		expect(open, JSON.stringify(answer.errors)).toBe(!closedAltogether.has(answer.errors[0]?.extensions.code ?? ''));
	});

	it('cannot change what is being reviewed', async () => {
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		const answer = await attempt(office, contract, { payment_terms: 'Whenever it suits us' });
		expect((await office.row('crm_contracts', contract))['payment_terms']).toBeNull();
		if (namesTheRule) expect(violationsIn(answer.errors)[0]).toMatchObject({ rule: 'not-editable', clause: 'AMD-01' });
	});
});

const closedAltogether = new Set(['INVALID_PAYLOAD', 'FORBIDDEN', 'UNPROCESSABLE_CONTENT']);
