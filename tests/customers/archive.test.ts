import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { Archive, inDays, rulesIn } from './archive.js';

const directus = useDirectus();
let archive: Archive;

beforeAll(async () => {
	archive = await Archive.open(directus);
});

describe('A new customer', () => {
	it('is selected once it is investigated in general and on site, reaches every mark and somebody else has agreed (NEW-01 to NEW-05)', async () => {
		const customer = await archive.prospect();
		expect(await archive.accepted('sales', 'crm_customers', customer, 'investigate')).toBe('vetting');
		expect(await archive.refused('info.admin', 'crm_customers', customer, 'select')).toEqual(['vetting-not-approved NEW-01']);
		const vetting = await archive.vettingOf(customer);

		const empty = await archive.refused('sales', 'crm_customer_vettings', vetting, 'submit');
		expect(empty.filter((rule) => rule === 'investigation-missing NEW-01')).toHaveLength(2);
		expect(empty.filter((rule) => rule === 'criterion-unassessed NEW-02')).toHaveLength(4);
		expect(empty).toContain('criterion-unassessed NEW-03');
		expect(empty).toContain('criterion-unassessed NEW-04');

		await archive.fillIn('sales', vetting, { reputation: 69, secrecy: 10 });
		expect(await archive.refused('sales', 'crm_customer_vettings', vetting, 'submit')).toEqual([
			'criterion-failed NEW-02',
			'criterion-failed NEW-04',
		]);
		const better = await archive.as('sales').request('PATCH', `/items/crm_customer_vettings/${vetting}`, { reputation: 70, secrecy: 70 });
		expect(better.status).toBe(200);
		expect(await archive.accepted('sales', 'crm_customer_vettings', vetting, 'submit')).toBe('in_approval');
		expect(await archive.refused('info.admin', 'crm_customers', customer, 'reject', { comment: 'No' })).toEqual([
			'vetting-under-way NEW-01',
		]);
		const edited = await archive.as('sales').request('PATCH', `/items/crm_customer_vettings/${vetting}`, { reputation: 99 });
		expect(rulesIn(edited)).toEqual(['not-editable NEW-01']);

		await archive.accepted('sales.manager', 'crm_approval_tasks', await archive.taskOf(vetting), 'approve');
		expect(await archive.row('crm_customer_vettings', vetting)).toMatchObject({ status: 'approved' });
		expect(await archive.accepted('info.admin', 'crm_customers', customer, 'select')).toBe('active');
		expect(await archive.row('crm_customers', customer)).toMatchObject({ status: 'active' });
		expect((await archive.row('crm_customers', customer))['selected_on']).not.toBeNull();
		expect(await archive.ledgerEntries('crm_customers', customer)).toEqual(['investigate', 'select']);
		const [investigation] = await archive.rows('crm_customer_investigations', { vetting });
		const changed = await archive
			.as('info.admin')
			.request('PATCH', `/items/crm_customer_investigations/${String(investigation?.['id'])}`, { findings: 'Rewritten' });
		expect(rulesIn(changed)).toEqual(['not-editable NEW-01']);
		await archive.expectLedgerIntact();
	});

	it('may be selected without one of the investigations for a reason that those who decide read', async () => {
		const customer = await archive.prospect();
		await archive.accepted('sales', 'crm_customers', customer, 'investigate');
		const vetting = await archive.vettingOf(customer);
		await archive.fillIn('sales', vetting, { investigations: [], waiver_reason: 'Customer of our parent company for ten years' });
		expect(await archive.accepted('sales', 'crm_customer_vettings', vetting, 'submit')).toBe('in_approval');
		const [approval] = await archive.rows('crm_approvals', { vetting });
		expect(JSON.stringify(approval?.['submitted'])).toContain('parent company');
	});

	it('cannot be passed off as selected by an ordinary write, whoever tries', async () => {
		const customer = await archive.prospect();
		for (const who of ['sales', 'info.admin', 'admin'] as const) {
			const answer = await archive
				.as(who)
				.request('PATCH', `/items/crm_customers/${customer}`, { status: 'active', selected_on: inDays(0) });
			expect(answer.status, who).toBeGreaterThanOrEqual(400);
		}
		expect(await archive.row('crm_customers', customer)).toMatchObject({ status: 'prospect', selected_on: null });
		await expect(
			directus
				.database('crm_customers')
				.where({ id: customer })
				.update({ selected_on: inDays(0) }),
		).rejects.toThrow('crm-policy:governed-field:crm_customers:selected_on');
	});
});

describe('Consent', () => {
	it('is withdrawn at once, by whoever the customer says it to, and then nothing rests on it', async () => {
		const customer = await archive.prospect();
		const consent = await archive.onlyRow('crm_consents', { customer });
		const later = await archive.as('admin').request('PATCH', `/items/crm_consents/${consent}`, { withdrawn_on: inDays(90) });
		expect(rulesIn(later)).toEqual(['governed-field CON-01']);
		expect(await archive.row('crm_consents', consent)).toMatchObject({ status: 'given', withdrawn_on: null });
		const command = { input: { withdrawn_how: 'By telephone' } };
		expect(await archive.accepted('sales', 'crm_consents', consent, 'withdraw', command)).toBe('withdrawn');
		await archive.accepted('sales', 'crm_customers', customer, 'investigate');
		expect(await archive.refused('info.admin', 'crm_customers', customer, 'select')).toEqual([
			'consent-missing CON-01',
			'vetting-not-approved NEW-01',
		]);
		const undone = await archive.as('admin').request('PATCH', `/items/crm_consents/${consent}`, { withdrawn_on: null });
		expect(undone.status).toBe(422);
	});

	it('decides what personal data are collected, and only for a purpose of the rulebook (CON-02)', async () => {
		const customer = await archive.prospect();
		const contact = await archive.contactOf(customer);
		const personal = (input: Readonly<Record<string, unknown>>) =>
			archive.command('sales', 'crm_contacts', contact, 'record_personal', { input });
		expect(rulesIn(await personal({ age: 44 }))).toEqual(['personal-not-needed CON-02']);
		expect(rulesIn(await personal({ birthday: '1980-05-04' }))).toEqual(['purpose-not-agreed CON-01']);
		await archive.make('sales', 'crm_consents', { customer, contact, scope: 'care', obtained_on: inDays(-1), obtained_how: 'By e-mail' });
		expect((await personal({ birthday: '1980-05-04' })).status).toBe(200);
		const direct = await archive.as('admin').request('PATCH', `/items/crm_contacts/${contact}`, { age: 44 });
		expect(rulesIn(direct)).toEqual(['governed-field CON-06']);
		expect(String((await archive.row('crm_contacts', contact))['age'])).toBe('null');
	});
});

describe('A person at a customer', () => {
	it('is forgotten by two people together, in every version, and what happened stays (CON-04, CON-06)', async () => {
		const name = `Qiao ${randomUUID().slice(0, 8)}`;
		const customer = await archive.prospect('sales', {
			contact_person: name,
			phone: '+86 574 5550 4711',
			contacts: [{ name, phone: '+86 574 5550 4711', email: 'qiao@willow.example.com' }],
		});
		const contact = await archive.contactOf(customer);
		await archive.as('sales').request('PATCH', `/items/crm_contacts/${contact}`, { job_title: 'Owner' });
		await archive.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { contact_person: name, address: '8 Willow Lane' });
		const anonymise = (who: 'info.admin' | 'gm' | 'sales') =>
			archive.command(who, 'crm_contacts', contact, 'anonymise', { comment: 'Asked for by the person' });
		expect(rulesIn(await anonymise('gm'))).toEqual(['anonymisation-not-asked CON-04']);
		expect(await archive.refused('sales', 'crm_contacts', contact, 'ask_anonymisation', { comment: 'x' })).toEqual([
			'not-your-duty CUS-04',
		]);
		await archive.accepted('info.admin', 'crm_contacts', contact, 'ask_anonymisation', { comment: 'Asked for by the person' });
		expect(rulesIn(await anonymise('info.admin'))).toEqual(['same-person-twice CON-04']);
		expect((await anonymise('gm')).body.data.status).toBe('anonymised');

		expect(await archive.row('crm_contacts', contact)).toMatchObject({
			name: `#${contact.slice(0, 8)}`,
			phone: null,
			email: null,
			job_title: null,
		});
		expect(await archive.row('crm_customers', customer)).toMatchObject({ contact_person: null, phone: null, address: '8 Willow Lane' });
		const versions = (await directus
			.database('directus_revisions')
			.whereIn('item', [contact, customer])
			.select('data', 'delta')) as unknown[];
		expect(versions.length).toBeGreaterThan(2);
		expect(JSON.stringify(versions)).not.toContain(name);
		expect(JSON.stringify(versions)).not.toContain('qiao@willow');
		const renamed = await archive.as('info.admin').request('PATCH', `/items/crm_contacts/${contact}`, { name: 'Somebody else' });
		expect(rulesIn(renamed)).toEqual(['not-editable CON-06']);
		await archive.expectLedgerIntact();
	});
});

describe('History brought in from elsewhere', () => {
	it('is added once for each entry and version, never changed, and void at most (CUS-11, REC-03)', async () => {
		const customer = await archive.prospect();
		const entry = {
			customer,
			kind: 'order',
			occurred_on: inDays(-30),
			amount: '1200.00',
			currency: 'CNY',
			source_system: 'ERP',
			external_id: randomUUID(),
		};
		const id = await archive.make('info.admin', 'crm_transactions', entry);
		const twice = await archive.as('info.admin').request('POST', '/items/crm_transactions', entry);
		expect(twice.status).toBe(400);
		await archive.make('info.admin', 'crm_transactions', { ...entry, version: 2, amount: '1250.00' });
		const changed = await archive.as('admin').request('PATCH', `/items/crm_transactions/${id}`, { amount: '1.00' });
		expect(rulesIn(changed)).toEqual(['governed-field CUS-11']);
		expect((await archive.as('admin').request('DELETE', `/items/crm_transactions/${id}`)).status).toBe(422);
		expect((await archive.as('sales').request('POST', '/items/crm_transactions', { ...entry, version: 3 })).status).toBe(403);
		expect(await archive.accepted('info.admin', 'crm_transactions', id, 'void', { comment: 'Entered twice' })).toBe('voided');
	});
});

describe('The class of a customer', () => {
	it('follows from what it bought, is kept with what decided it, and changes when purchases age out or are void (SEG-01)', async () => {
		const customer = await archive.selected();
		const order = (amount: string, daysAgo: number) =>
			archive.make('info.admin', 'crm_transactions', {
				customer,
				kind: 'order',
				occurred_on: inDays(-daysAgo),
				amount,
				currency: 'CNY',
				source_system: 'ERP',
				external_id: randomUUID(),
			});
		const grade = async () => {
			await archive.accepted('info.admin', 'crm_customers', customer, 'grade');
			return (await archive.row('crm_customers', customer))['value_class'];
		};
		expect(await grade()).toBe('general');
		await order('290000.00', 400);
		const large = await order('250000.00', 60);
		expect(await grade()).toBe('potential');
		await order('50000.00', 30);
		expect(await grade()).toBe('high_value');
		await archive.accepted('info.admin', 'crm_transactions', large, 'void', { comment: 'Cancelled there' });
		expect(await grade()).toBe('general');
		const history = await archive.rows('crm_customer_classes', { customer }, 'graded_at');
		expect(history.map(({ value_class, before }) => [before, value_class])).toEqual([
			[null, 'general'],
			['general', 'potential'],
			['potential', 'high_value'],
			['high_value', 'general'],
		]);
		const forged = await archive.as('admin').request('PATCH', `/items/crm_customers/${customer}`, { value_class: 'high_value' });
		expect(rulesIn(forged)).toEqual(['governed-field CUS-06']);
	});

	it('is joined by the flag of key customers, which has a reason and a day (SEG-06)', async () => {
		const customer = await archive.selected();
		const input = { input: { reason: 'A tenth of our turnover' } };
		expect(await archive.refused('sales', 'crm_customers', customer, 'name_key_customer', input)).toEqual(['not-your-duty SEG-06']);
		await archive.accepted('sales.manager', 'crm_customers', customer, 'name_key_customer', input);
		expect(await archive.refused('sales.manager', 'crm_customers', customer, 'name_key_customer', input)).toEqual([
			'key-customer-already SEG-06',
		]);
		await archive.accepted('sales.manager', 'crm_customers', customer, 'end_key_customer', { comment: 'Moved to another supplier' });
		expect(await archive.row('crm_customers', customer)).toMatchObject({ key_reason: null, key_since: null });
	});
});

describe('Verification', () => {
	it('is a round of a department with a day, its outcomes, and a reason when something is left (CUS-08)', async () => {
		const customer = await archive.selected('export');
		const department = String((await archive.row('crm_customers', customer))['department']);
		for (const { id } of await archive.rows('crm_verification_runs', { of_department: department, status: 'open' })) {
			await archive.accepted('info.admin', 'crm_verification_runs', String(id), 'close', { comment: 'A new round begins' });
		}
		const run = await archive.make('info.admin', 'crm_verification_runs', {
			of_department: department,
			started_on: inDays(0),
			due_on: inDays(20),
		});
		expect(await archive.refused('export', 'crm_customers', customer, 'verify', { input: { outcome: 'invalid' } })).toEqual([
			'invalid-without-reason CUS-08',
		]);
		await archive.accepted('export', 'crm_customers', customer, 'verify', { input: { outcome: 'invalid', note: 'Letters come back' } });
		expect(await archive.row('crm_customers', customer)).toMatchObject({ status: 'active', verification_outcome: 'invalid' });
		expect(await archive.rows('crm_customer_verifications', { customer, run })).toHaveLength(1);
		expect(await archive.refused('info.admin', 'crm_verification_runs', run, 'close')).toEqual(['run-unfinished CUS-08']);
		await archive.accepted('info.admin', 'crm_verification_runs', run, 'close', { comment: 'The rest follows with the fair' });
		const closed = await archive.row('crm_verification_runs', run);
		expect([closed['invalid'], closed['confirmed'], closed['updated']].map(Number)).toEqual([1, 0, 0]);
		expect(Number(closed['remaining'])).toBeGreaterThan(0);
		expect(await archive.accepted('info.admin', 'crm_customers', customer, 'archive', { comment: 'Not reachable' })).toBe('archived');
		const kept = await archive.as('auditor').request<Body<{ name: string }>>('GET', `/items/crm_customers/${customer}?fields=name`);
		expect(kept.status).toBe(200);
	});
});

describe('A change of particulars', () => {
	it('is kept with the write and told to the departments concerned, who are not told what it is (CUS-06, CUS-07)', async () => {
		const customer = await archive.prospect();
		const phone = '+86 574 5550 9999';
		const edit = (who: 'sales' | 'info.admin', values: Readonly<Record<string, unknown>>) =>
			archive.as(who).request('PATCH', `/items/crm_customers/${customer}`, values);
		expect((await edit('sales', { phone, needs: 'Ties for three shops' })).status).toBe(200);
		expect((await edit('info.admin', { credit: 'Pays late' })).status).toBe(200);
		const changes = await archive.rows('crm_customer_changes', { customer }, 'changed_at');
		const listed = (row: Record<string, unknown>): unknown =>
			typeof row['fields'] === 'string' ? JSON.parse(row['fields']) : row['fields'];
		expect(changes.map(listed)).toEqual([['phone'], ['credit']]);
		expect(changes.map((row) => row['changed_by'])).toEqual([archive.as('sales').user, archive.as('info.admin').user]);

		const messages = await archive.rows('crm_outbox', { collection: 'crm_customers', item: customer }, 'created_at');
		const told = (who: 'info.admin' | 'marketing' | 'sales' | 'sales.manager' | 'warehouse', what: string): number =>
			messages.filter(({ recipient, body }) => recipient === archive.as(who).user && String(body).includes(what)).length;
		expect(told('info.admin', 'Telephone')).toBe(1);
		expect(told('marketing', 'Telephone')).toBe(1);
		expect(told('sales', 'Telephone')).toBe(0);
		expect(told('marketing', 'Credit')).toBe(0);
		expect(told('sales.manager', 'Credit')).toBe(1);
		expect(messages.filter(({ recipient }) => recipient === archive.as('warehouse').user)).toEqual([]);
		expect(JSON.stringify(messages)).not.toContain(phone);
		expect(JSON.stringify(messages)).not.toContain('Pays late');

		const forged = await archive
			.as('admin')
			.request('POST', '/items/crm_customer_changes', { customer, changed_at: new Date().toISOString() });
		expect(forged.status).toBe(422);
	});
});

interface History {
	readonly kinds: readonly { readonly kind: string }[];
	readonly entries: readonly {
		readonly kind: string;
		readonly id: string;
		readonly at: string;
		readonly title: string;
		readonly detail: string | null;
	}[];
	readonly next: string | null;
}

describe('The timeline of a customer', () => {
	const page = async (who: 'sales' | 'info.admin' | 'service' | 'newcomer' | 'gm', customer: string, query = ''): Promise<History> =>
		(await archive.as(who).request<Body<History>>('GET', `/crm/customers/${customer}/timeline?${query}`)).body.data;

	it('shows everything once, newest first, page by page, of all kinds or of one (CUS-11)', async () => {
		const customer = await archive.selected();
		for (let which = 0; which < 7; which += 1) {
			await archive.make('info.admin', 'crm_transactions', {
				customer,
				kind: 'order',
				occurred_on: inDays(-50),
				amount: '60000.00',
				currency: 'CNY',
				source_system: 'ERP',
				external_id: randomUUID(),
			});
		}
		await archive.accepted('info.admin', 'crm_customers', customer, 'grade');
		const whole = await page('info.admin', customer, 'limit=50');
		expect(whole.next).toBeNull();
		expect(whole.entries.map(({ at }) => at)).toEqual(whole.entries.map(({ at }) => at).toSorted((a, b) => (a < b ? 1 : -1)));
		expect(whole.entries.filter(({ kind }) => kind === 'transaction')).toHaveLength(7);
		expect(whole.entries.find(({ kind }) => kind === 'class')?.detail).toContain('7 orders worth 420000.00 CNY');

		const seen: string[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const part: History = await page('info.admin', customer, `limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
			seen.push(...part.entries.map(({ kind, id }) => `${kind}/${id}`));
			cursor = part.next;
		}
		expect(seen.toSorted()).toEqual(whole.entries.map(({ kind, id }) => `${kind}/${id}`).toSorted());
		const one = await page('info.admin', customer, 'kind=transaction&limit=50');
		expect(new Set(one.entries.map(({ kind }) => kind))).toEqual(new Set(['transaction']));
	});

	it('shows the visits a reader may see, as they stand and with what they are for, and whose they are (CUS-11, VIS-02)', async () => {
		const customer = await archive.selected();
		const visit = await archive.make('sales', 'crm_visits', {
			customer,
			title: 'Spring collection',
			purpose: 'sell_new_product',
			further_purposes: ['learn_company_impression'],
			starts_at: `${inDays(3)}T02:00:00Z`,
			ends_at: `${inDays(3)}T03:00:00Z`,
		});
		const { entries } = await page('sales', customer, 'kind=visit');
		expect(entries).toEqual([
			expect.objectContaining({
				kind: 'visit',
				kind_label: 'Visit',
				collection: 'crm_visits',
				id: visit,
				at: `${inDays(3)}T02:00:00.000Z`,
				title: expect.stringContaining('Spring collection') as string,
				detail: 'Learn the customer’s impression of the company, Help to sell new products',
				status_label: 'Planned',
				person: expect.stringContaining('Emma') as string,
			}),
		]);
		// Service sees the customer; the visits of Sales are not its own.
		const service = await page('service', customer, 'kind=visit');
		expect(service.entries).toEqual([]);
		await archive.accepted('sales', 'crm_visits', visit, 'cancel', { comment: 'They are away' });
		expect((await page('sales', customer, 'kind=visit')).entries).toEqual([
			expect.objectContaining({ id: visit, status_label: 'Cancelled' }),
		]);
	});

	it('shows each reader the kinds that are theirs, and nobody a customer they do not see', async () => {
		const customer = await archive.prospect();
		await archive.as('sales').request('PATCH', `/items/crm_customers/${customer}`, { phone: '+86 574 5550 1234' });
		const kinds = async (who: 'sales' | 'info.admin' | 'service' | 'gm') => (await page(who, customer)).kinds.map(({ kind }) => kind);
		expect(await kinds('info.admin')).toContain('change');
		expect(await kinds('sales')).not.toContain('change');
		expect(await kinds('sales')).toContain('transaction');
		expect(await kinds('service')).not.toContain('transaction');
		const hidden = await archive.as('newcomer').request('GET', `/crm/customers/${customer}/timeline`);
		const absent = await archive.as('newcomer').request('GET', `/crm/customers/${randomUUID()}/timeline`);
		expect([hidden.status, hidden.body]).toEqual([403, absent.body]);
		const garbled = await archive.as('sales').request('GET', `/crm/customers/${customer}/timeline?cursor=zzz`);
		expect(garbled.status).toBe(400);
	});
});

describe('The status list and the registration form', () => {
	it('show business staff the archive in brief and nothing of the archive itself (CUS-03, CUS-04, CUS-14)', async () => {
		const customer = await archive.selected();
		const kept = await archive.as('info.admin').request('PATCH', `/items/crm_customers/${customer}`, {
			credit: 'Insured up to 80,000',
			credit_grade: 'b',
			relationship_kind: 'regular',
			brief: 'Pays on time',
		});
		expect(kept.status).toBe(200);
		for (const who of ['sales', 'service', 'operations', 'marketing'] as const) {
			const brief = await archive
				.as(who)
				.request(
					'GET',
					`/items/crm_customers/${customer}?fields=name,credit_grade,relationship_kind,brief,value_class,verification_due_on`,
				);
			expect(brief.body.data, who).toMatchObject({ credit_grade: 'b', relationship_kind: 'regular', brief: 'Pays on time' });
			const archived = await archive.as(who).request('GET', `/items/crm_customers/${customer}?fields=credit`);
			expect(archived.status, who).toBe(403);
			const sorted = await archive.as(who).request('GET', `/items/crm_customers?sort=credit&limit=1`);
			expect(sorted.status, who).toBe(403);
			const changed = await archive.as(who).request('PATCH', `/items/crm_customers/${customer}`, { credit_grade: 'a' });
			expect(changed.status, who).toBe(403);
		}
		await archive.accepted('sales', 'crm_customers', customer, 'check_registration');
		const printed = await fetch(`${directus.url}/crm/documents/customers/${customer}/registration.pdf?lang=zh-CN`, {
			headers: { Authorization: `Bearer ${archive.as('sales').token}` },
		});
		expect(printed.status).toBe(200);
		expect(
			Buffer.from(await printed.arrayBuffer())
				.subarray(0, 5)
				.toString(),
		).toBe('%PDF-');
		const refused = await fetch(`${directus.url}/crm/documents/customers/${customer}/registration.pdf`, {
			headers: { Authorization: `Bearer ${archive.as('newcomer').token}` },
		});
		expect(refused.status).toBe(403);
	});
});
