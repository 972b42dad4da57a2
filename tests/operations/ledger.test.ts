import { processes, type AnyProcess } from '@crm-policy/rules/processes';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';

interface Verification {
	readonly ok: boolean;
	readonly entries: number;
	readonly head: string;
	readonly first_bad: number | null;
	readonly first_bad_record: {
		readonly collection: string;
		readonly id: string;
		readonly field: string | null;
		readonly entry: number | null;
	} | null;
}

const directus = useDirectus();
let verify: () => Promise<Verification>;

beforeAll(async () => {
	const auditor = await directus.login('auditor@example.com');
	verify = async () => (await auditor.request<Body<Verification>>('GET', '/crm/ledger/verify')).body.data;
});

interface Row {
	readonly id: string;
	readonly status: string;
	readonly ledger: number | null;
}

/** Writes past everything, with a forged ticket: what somebody can do who may write to the database at will. */
const forge = (collection: string, item: string, patch: Readonly<Record<string, unknown>>): Promise<void> =>
	directus.database.transaction(async (trx) => {
		await trx('crm_tickets').insert({ collection, item, op: 'update' });
		expect(await trx(collection).where({ id: item }).update(patch)).toBe(1);
	});

/** The verification while a row is otherwise than it was; afterwards it is as before. */
async function whileForged(collection: string, row: Row, patch: Readonly<Record<string, unknown>>): Promise<Verification> {
	const [before] = (await directus.database(collection).where({ id: row.id })) as [Readonly<Record<string, unknown>>];
	await forge(collection, row.id, patch);
	const found = await verify();
	await forge(collection, row.id, Object.fromEntries(Object.keys(patch).map((field) => [field, before[field]])));
	return found;
}

async function aRow(collection: string, moved: boolean): Promise<Row> {
	const query = directus.database(collection).orderBy('id');
	const row: Row | undefined = await (moved ? query.whereNotNull('ledger') : query.whereNull('ledger')).first('id', 'status', 'ledger');
	if (row === undefined) throw new Error(`The demo company has no such row of ${collection}.`);
	return row;
}

const otherState = ({ states }: AnyProcess, row: Row): string => Object.keys(states).find((state) => state !== row.status) ?? '';

/** No command has moved any of these in the demo company; their own tests verify the ledger over records they make. */
const notInTheDemo = [
	'crm_contacts',
	'crm_consents',
	'crm_transactions',
	'crm_verification_runs',
	'crm_access_requests',
	'crm_customer_merges',
	'crm_departures',
	'crm_clearances',
	'crm_standing_approvals',
];
const inTheDemo = processes.filter(({ collection }) => !notInTheDemo.includes(collection));

describe('Verifying the ledger', () => {
	it('finds every record of the demo company as its last command left it', async () => {
		expect(await verify()).toMatchObject({ ok: true, first_bad: null, first_bad_record: null });
	});

	it.each(inTheDemo.map((process) => [process.collection, process] as const))(
		'names the record of %s whose state was written past the commands',
		async (collection, process) => {
			const row = await aRow(collection, true);
			expect(await whileForged(collection, row, { status: otherState(process, row) })).toMatchObject({
				ok: false,
				first_bad: null,
				first_bad_record: { collection, id: row.id, field: 'status', entry: row.ledger },
			});
			expect((await verify()).ok).toBe(true);
		},
	);

	it('names a governed field of a record that no command has moved yet', async () => {
		const row = await aRow('crm_contracts', false);
		expect(await whileForged('crm_contracts', row, { number: 'HT2020-0001' })).toMatchObject({
			first_bad_record: { collection: 'crm_contracts', id: row.id, field: 'number', entry: null },
		});
	});

	it('names a record that was put back to an earlier entry, and one that denies having one', async () => {
		const row: Row = await directus.database('crm_contracts').where({ status: 'effective' }).first('id', 'status', 'ledger');
		const first: { readonly seq: number } = await directus.database('crm_ledger').where({ item: row.id }).orderBy('seq').first('seq');
		expect(first.seq).toBeLessThan(row.ledger ?? 0);
		for (const ledger of [first.seq, null]) {
			const { ok, first_bad_record } = await whileForged('crm_contracts', row, { ledger });
			expect(ok).toBe(false);
			expect(first_bad_record).toMatchObject({ collection: 'crm_contracts', id: row.id, field: 'ledger' });
		}
		expect((await verify()).ok).toBe(true);
	});

	it('names a record that is gone', async () => {
		const row = await aRow('crm_contract_doubts', true);
		await directus.database.transaction(async (trx) => {
			await trx('crm_tickets').insert({ collection: 'crm_contract_doubts', item: row.id, op: 'delete' });
			await trx('crm_contract_doubts').where({ id: row.id }).delete();
		});
		expect(await verify()).toMatchObject({
			ok: false,
			first_bad: null,
			first_bad_record: { collection: 'crm_contract_doubts', id: row.id, field: null },
		});
	});
});
