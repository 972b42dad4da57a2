import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { Archive, inDays } from './archive.js';

const directus = useDirectus();
const merges = 'crm_customer_merges';
let archive: Archive;

beforeAll(async () => {
	archive = await Archive.open(directus);
});

const rowsAs = async <T>(query: PromiseLike<unknown>): Promise<T[]> => (await query) as T[];

interface Counted {
	readonly collection: string;
	readonly count: number;
}

const propose = (survivor: string, duplicate: string): Promise<string> => archive.make('info.admin', merges, { survivor, duplicate });

const merge = (id: string, take: readonly string[] = []): Promise<string> =>
	archive.accepted('info.admin', merges, id, 'merge', { comment: 'One customer', ...(take.length === 0 ? {} : { input: { take } }) });

const undo = (id: string): Promise<string> => archive.accepted('info.admin', merges, id, 'undo', { comment: 'They are two' });

const details = async (id: string) =>
	(
		await archive
			.as('info.admin')
			.request<Body<{ moved: Counted[]; stayed: Counted[]; returned: Counted[]; left: Counted[]; left_taken: string[] }>>(
				'GET',
				`/crm/customer-merges/${id}`,
			)
	).body.data;

/** A prospect with something in many a collection. */
async function wellKnown(): Promise<{
	readonly id: string;
	readonly contact: string;
	readonly places: readonly (readonly [string, string])[];
}> {
	const id = await archive.prospect();
	const contact = await archive.contactOf(id);
	const [consent] = await archive.rows('crm_consents', { customer: id });
	const transaction = await archive.make('info.admin', 'crm_transactions', {
		customer: id,
		kind: 'order',
		occurred_on: inDays(-30),
		title: 'Ties',
		source_system: 'old',
		external_id: randomUUID(),
	});
	const identity = await archive.make('info.admin', 'crm_customer_identities', { customer: id, system: 'shop', external_id: randomUUID() });
	const contract = await archive.make('sales', 'crm_contracts', { customer: id, title: 'Ties' });
	const stakeholder = await archive.make('sales', 'crm_stakeholders', { customer: id, party: 'Their tailor' });
	return {
		id,
		contact,
		places: [
			['crm_contacts', contact],
			['crm_consents', String(consent?.['id'])],
			['crm_transactions', transaction],
			['crm_customer_identities', identity],
			['crm_contracts', contract],
			['crm_stakeholders', stakeholder],
		],
	};
}

const customersOf = (places: readonly (readonly [string, string])[]): Promise<readonly unknown[]> =>
	Promise.all(places.map(async ([collection, id]) => (await archive.row(collection, id))['customer']));

describe('Merging two records of a customer', () => {
	it('takes along what names the duplicate, as the page said it would, and undoing puts exactly that back (CUS-10, CUS-11)', async () => {
		const survivor = await archive.prospect();
		const duplicate = await wellKnown();
		const id = await propose(survivor, duplicate.id);
		const before = { survivor: await archive.row('crm_customers', survivor), duplicate: await archive.row('crm_customers', duplicate.id) };

		const foretold = await details(id);
		expect(foretold.moved.map(({ collection }) => collection).sort()).toEqual(duplicate.places.map(([collection]) => collection).sort());
		expect(await merge(id, ['name', 'phone'])).toBe('merged');
		expect(await customersOf(duplicate.places)).toEqual(duplicate.places.map(() => survivor));
		expect(await archive.row('crm_customers', duplicate.id)).toMatchObject({ status: 'archived', merged_into: survivor });
		expect(await archive.row('crm_customers', survivor)).toMatchObject({
			status: 'prospect',
			name: before.duplicate['name'],
			phone: before.duplicate['phone'],
			email: before.survivor['email'],
		});
		expect((await archive.row('crm_customers', survivor))['revision']).toBe(Number(before.survivor['revision']) + 1);
		expect((await details(id)).moved).toEqual(foretold.moved);
		const [change] = await archive.rows('crm_customer_changes', { customer: survivor });
		expect(change).toMatchObject({ changed_by: archive.as('info.admin').user });
		await archive.expectLedgerIntact();

		expect(await undo(id)).toBe('undone');
		expect(await customersOf(duplicate.places)).toEqual(duplicate.places.map(() => duplicate.id));
		for (const side of ['survivor', 'duplicate'] as const) {
			const {
				revision: _revision,
				ledger: _ledger,
				user_updated: _by,
				date_updated: _at,
				...is
			} = await archive.row('crm_customers', String(before[side]['id']));
			expect(before[side], side).toMatchObject(is);
		}
		expect(await details(id)).toMatchObject({ returned: foretold.moved, left: [], left_taken: [] });
		expect(await archive.ledgerEntries(merges, id)).toEqual(['merge', 'undo']);
		expect(await archive.rows('crm_tickets', {})).toEqual([]);
		await archive.expectLedgerIntact();
	});

	it('leaves an approved contract where it is, and its approval goes on to be about what it reads', async () => {
		const { database } = directus;
		const contracts = await rowsAs<{ id: string; customer: string }>(
			database('crm_contracts').where({ status: 'effective' }).orderBy('id'),
		);
		const deciding = await Promise.all([
			rowsAs<{ customer: string }>(database('crm_contracts').whereIn('status', ['in_review', 'approved']).select('customer')),
			rowsAs<{ customer: string }>(database('crm_gifts').where({ status: 'in_approval' }).select('customer')),
			rowsAs<{ customer: string }>(
				database('crm_visit_plan_lines as l')
					.join('crm_visit_plans as p', 'p.id', 'l.plan')
					.where({ 'p.status': 'in_approval' })
					.select('l.customer'),
			),
		]);
		const busy = new Set(deciding.flat().map(({ customer }) => customer));
		const active = await rowsAs<{ id: string }>(database('crm_customers').where({ status: 'active' }).orderBy('id').select('id'));
		const contract = contracts.find(({ customer }) => !busy.has(customer) && active.some(({ id }) => id === customer));
		const survivor = active.find(({ id }) => id !== contract?.customer);
		if (contract === undefined || survivor === undefined) throw new Error('The demo company has no such pair.');
		const approvals = await archive.rows('crm_approvals', { contract: contract.id, status: 'approved' });

		const id = await propose(survivor.id, contract.customer);
		expect((await details(id)).stayed.map(({ collection }) => collection)).toContain('crm_contracts');
		await merge(id);
		expect(await archive.row('crm_contracts', contract.id)).toMatchObject({ customer: contract.customer, status: 'effective' });
		expect(await archive.rows('crm_contracts', { customer: contract.customer, status: 'draft' })).toEqual([]);

		// It is the survivor's all the same: it counts before the customer is put away, and stands on the timeline.
		expect(await archive.refused('info.admin', 'crm_customers', survivor.id, 'archive', { comment: 'Away' })).toEqual([
			'contracts-open REC-02',
		]);
		const { body } = await archive
			.as('admin')
			.request<Body<{ entries: { id: string; merged: boolean }[] }>>(
				'GET',
				`/crm/customers/${survivor.id}/timeline?kind=contract&limit=50`,
			);
		expect(body.data.entries).toContainEqual(expect.objectContaining({ id: contract.id, merged: true }));

		// What is done with it next is entered with the content it was approved with.
		expect(await archive.accepted('gm', 'crm_contracts', contract.id, 'terminate', { comment: 'Agreed with them' })).toBe('terminated');
		const [entry] = await archive.rows('crm_ledger', { collection: 'crm_contracts', item: contract.id, command: 'terminate' });
		expect(approvals.map(({ subject_hash }) => subject_hash)).toContain(entry?.['content_hash']);
		await undo(id);
		await archive.expectLedgerIntact();
	});

	it('waits for what is being decided, and names it', async () => {
		const survivor = await archive.selected();
		const duplicate = await archive.prospect();
		await archive.accepted('sales', 'crm_customers', duplicate, 'investigate');
		const id = await propose(survivor, duplicate);
		expect(await archive.refused('info.admin', merges, id, 'merge', { comment: 'One' })).toEqual(['duplicate-in-vetting NEW-01']);
		const vetting = await archive.vettingOf(duplicate);
		await archive.fillIn('sales', vetting);
		await archive.accepted('sales', 'crm_customer_vettings', vetting, 'submit');
		expect(await archive.refused('info.admin', merges, id, 'merge', { comment: 'One' })).toEqual([
			'duplicate-in-vetting NEW-01',
			'settle-first REV-03',
		]);
		expect(await archive.rows('crm_customer_merge_items', { merge: id })).toEqual([]);
	});

	it('is the work of the information administrator alone; others see that it was done (CUS-04)', async () => {
		const [survivor, duplicate] = [await archive.prospect(), await archive.prospect()];
		for (const who of ['sales', 'sales.manager', 'gm', 'auditor', 'newcomer'] as const) {
			const made = await archive.as(who).request('POST', `/items/${merges}`, { survivor, duplicate });
			expect(made.status, who).toBe(403);
			expect((await archive.as(who).request('GET', '/crm/customer-merges')).status, who).toBe(403);
		}
		const id = await propose(survivor, duplicate);
		for (const who of ['sales.manager', 'gm'] as const)
			expect(await archive.refused(who, merges, id, 'merge', { comment: 'One' }), who).toEqual(['not-your-duty CUS-04']);
		await merge(id);
		const seen = await archive.as('sales').request('GET', `/items/${merges}/${id}`);
		expect(seen.body.data).toMatchObject({ survivor, duplicate, status: 'merged' });
		expect(seen.body.data).not.toHaveProperty('before');
		expect((await archive.as('sales').request('GET', `/crm/customer-merges/${id}`)).status).toBe(403);
		expect((await archive.as('newcomer').request('GET', `/items/${merges}/${id}`)).status).toBe(403);
		const read = await archive.as('sales').request('GET', `/items/crm_customers/${duplicate}?fields=merged_into`);
		expect(read.body.data).toEqual({ merged_into: survivor });
	});

	it('is done by no other way of writing', async () => {
		const [survivor, duplicate] = [await archive.prospect(), await archive.prospect()];
		for (const who of ['admin', 'info.admin'] as const) {
			const answer = await archive.as(who).request('PATCH', `/items/crm_customers/${duplicate}`, { merged_into: survivor });
			expect(answer.status, who).not.toBe(200);
		}
		const graphql = await archive.admin.request('POST', '/graphql', {
			query: `mutation { update_crm_customers_item(id: "${duplicate}", data: { merged_into: { id: "${survivor}" } }) { id } }`,
		});
		expect(graphql.body.errors.length).toBeGreaterThan(0);
		await expect(directus.database('crm_customers').where({ id: duplicate }).update({ merged_into: survivor })).rejects.toThrow();
		const made = await archive.admin.request('POST', '/items/crm_customers', {
			name: `Holm Oak ${randomUUID()}`,
			profile: 'enterprise',
			merged_into: survivor,
		});
		expect(made.status).not.toBe(200);
		expect((await archive.row('crm_customers', duplicate))['merged_into']).toBeNull();
		const id = await propose(survivor, duplicate);
		for (const values of [{ status: 'merged' }, { taken: ['name'] }, { before: { name: 'x' } }]) {
			const answer = await archive.admin.request('PATCH', `/items/${merges}/${id}`, values);
			expect(answer.status, JSON.stringify(values)).not.toBe(200);
		}
		await merge(id);
		expect((await archive.admin.request('PATCH', `/items/${merges}/${id}`, { survivor: duplicate })).status).not.toBe(200);
		expect((await archive.admin.request('DELETE', `/items/${merges}/${id}`)).status).not.toBe(204);
		expect(await archive.refused('info.admin', 'crm_customers', duplicate, 'restore', { comment: 'Back' })).toEqual([
			'customer-merged CUS-10',
		]);
	});

	it('goes one way only, however many ask for both at the same instant', async () => {
		for (let round = 0; round < 3; round += 1) {
			const [a, b] = [await archive.prospect(), await archive.prospect()];
			const [there, back] = [await propose(a, b), await propose(b, a)];
			const answers = await Promise.all([there, back].map((id) => archive.command('info.admin', merges, id, 'merge', { comment: 'One' })));
			expect(answers.map(({ status }) => status).sort(), JSON.stringify(answers.map(({ body }) => body))).toEqual([200, 422]);
			const rows = await Promise.all([a, b].map((id) => archive.row('crm_customers', id)));
			expect(rows.filter((row) => row['merged_into'] !== null)).toHaveLength(1);
		}
		await archive.expectLedgerIntact();
	});

	it('leads in a chain to the record in use, and goes back step by step', async () => {
		const first = await wellKnown();
		const [middle, last] = [await archive.prospect(), await archive.prospect()];
		const [one, two] = [await propose(middle, first.id), await propose(last, middle)];
		await merge(one);
		await merge(two);
		expect((await archive.row('crm_customers', first.id))['merged_into']).toBe(last);
		expect(new Set(await customersOf(first.places))).toEqual(new Set([last]));
		expect(await archive.refused('info.admin', merges, one, 'undo', { comment: 'Two' })).toEqual(['merged-on CUS-11']);
		await undo(two);
		expect((await archive.row('crm_customers', first.id))['merged_into']).toBe(middle);
		await undo(one);
		expect((await archive.row('crm_customers', first.id))['merged_into']).toBeNull();
		expect(new Set(await customersOf(first.places))).toEqual(new Set([first.id]));
		await archive.expectLedgerIntact();
	});

	it('puts back only what has not been changed to something else since, and says what it left', async () => {
		const [survivor, elsewhere] = [await archive.prospect(), await archive.prospect()];
		const duplicate = await wellKnown();
		const id = await propose(survivor, duplicate.id);
		await merge(id, ['phone', 'name']);
		const [, contract] = duplicate.places.find(([collection]) => collection === 'crm_contracts') ?? ['', ''];
		const moved = await archive.as('sales').request('PATCH', `/items/crm_contracts/${contract}`, { customer: elsewhere });
		expect(moved.status, JSON.stringify(moved.body)).toBe(200);
		const renamed = await archive.as('info.admin').request('PATCH', `/items/crm_customers/${survivor}`, { phone: '0571 2000 1000' });
		expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
		await undo(id);
		expect((await archive.row('crm_contracts', contract))['customer']).toBe(elsewhere);
		expect((await archive.row('crm_customers', survivor))['phone']).toBe('0571 2000 1000');
		const receipt = await details(id);
		expect(receipt.left.map(({ collection }) => collection)).toEqual(['crm_contracts']);
		expect(receipt.left_taken).toEqual(['Telephone']);
	});

	it('is found by the old name too: a new record of it is refused with the record in use', async () => {
		const [survivor, duplicate] = [await archive.prospect(), await archive.prospect()];
		const { name } = await archive.row('crm_customers', duplicate);
		await merge(await propose(survivor, duplicate));
		const query = new URLSearchParams({ name: String(name), profile: 'enterprise' }).toString();
		const { body } = await archive.as('sales').request<Body<{ matches: { id: string }[] }>>('GET', `/crm/customers/duplicates?${query}`);
		expect(body.data.matches.map(({ id }) => id)).toContain(survivor);
		expect(body.data.matches.map(({ id }) => id)).not.toContain(duplicate);
	});

	it('lists pairs that look like one customer until they are merged, for whoever merges them', async () => {
		const name = `Qzvbkw ${randomUUID().slice(0, 6)} Holdfast`;
		const one = await archive.prospect('sales', { name });
		const other = await archive.prospect('sales', { name: `${name} Ltd`, duplicate_reason: 'So I thought' });
		const listed = async (): Promise<boolean> => {
			const { body } = await archive
				.as('info.admin')
				.request<Body<{ suspects: { pair: { id: string }[] }[] }>>('GET', '/crm/customer-merges');
			return body.data.suspects.some(({ pair }) => pair.every(({ id }) => [one, other].includes(id)));
		};
		expect(await listed()).toBe(true);
		await merge(await propose(one, other));
		expect(await listed()).toBe(false);
	});

	it('does not keep from forgetting a person: the merged record and what could be undone forget as well (CON-06)', async () => {
		const [survivor, duplicate] = [await archive.prospect(), await archive.prospect()];
		const { phone, email } = await archive.row('crm_customers', survivor);
		const contact = await archive.contactOf(survivor);
		const id = await propose(survivor, duplicate);
		await merge(id, ['phone', 'email']);
		await archive.accepted('info.admin', 'crm_contacts', contact, 'ask_anonymisation', { comment: 'Asked' });
		await archive.accepted('gm', 'crm_contacts', contact, 'anonymise', { comment: 'Asked' });
		const kept = JSON.stringify(await archive.row(merges, id));
		expect(kept).not.toContain(String(phone));
		expect(kept).not.toContain(String(email));
		expect((await archive.row('crm_customers', duplicate))['contact_person']).toBeNull();
		await undo(id);
		await archive.expectLedgerIntact();
	});
});
