import { describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { dropGuardsOf } from '../harness/drop-guards.js';
import { useOffice } from '../paths/office.js';

interface Health {
	readonly ok: boolean;
	readonly host: { readonly version: string; readonly tested: boolean };
	readonly database_guards: boolean;
	readonly rulebook_version: number;
	readonly ledger: { readonly entries: number };
}

const directus = useDirectus();
const office = useOffice(directus);

const health = async (): Promise<Health> => (await office.admin.request<Body<Health>>('GET', '/crm/health')).body.data;

describe('The health of an installation', () => {
	it('is shown to administrators and to nobody else', async () => {
		expect(await health()).toMatchObject({
			ok: true,
			host: { version: '11.17.4', tested: true },
			database_guards: true,
			rulebook_version: 1,
		});
		expect((await office.as('gm').request('GET', '/crm/health')).status).toBe(403);
		expect((await directus.request('GET', '/crm/health')).status).toBe(403);
	});

	it('counts what the ledger holds', async () => {
		const before = await health();
		const contract = await office.draft();
		await office.accepted('sales', 'crm_contracts', contract, 'submit');
		expect((await health()).ledger.entries).toBe(before.ledger.entries + 1);
	});

	it('turns red with the database guards gone, and the ledger then names the first entry somebody altered', async () => {
		const numbers: readonly number[] = await directus.database('crm_ledger').orderBy('seq', 'desc').limit(1).pluck('seq');
		const last = numbers[0] ?? 0;
		await expect(directus.database('crm_ledger').where({ seq: last }).update({ command: 'sign' })).rejects.toThrow(
			/crm-policy:append-only/,
		);
		await dropGuardsOf('crm_ledger', directus.database);
		expect(await health()).toMatchObject({ ok: false, database_guards: false });
		await directus.database('crm_ledger').where({ seq: last }).update({ command: 'sign' });
		const { body } = await office.as('auditor').request('GET', '/crm/ledger/verify');
		expect(body.data).toMatchObject({ ok: false, first_bad: last });
		expect((await office.as('sales').request('GET', '/crm/ledger/verify')).status).toBe(403);
	});
});
