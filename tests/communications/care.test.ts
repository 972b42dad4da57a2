import { beforeAll, describe, expect, it } from 'vitest';
import { inDays, rulesIn } from '../gifts/giving.js';
import { useDirectus } from '../harness/directus.js';
import { Visiting, type Colleague } from '../visits/visiting.js';

interface Day {
	readonly customer: { readonly id: string };
	readonly contact: { readonly id: string; readonly name: string } | null;
	readonly kind: string;
	readonly day: string;
	readonly mark: string;
	readonly occasion: string;
	readonly state: string;
}
interface Days {
	readonly data: readonly Day[];
	readonly meta: { readonly total: number; readonly missed: number; readonly customers: number; readonly may_give: boolean };
}

const directus = useDirectus();
let office: Visiting;

const ask = (who: Colleague, query = '') => office.as(who).request<Days>('GET', `/crm/care/days?ahead=60&limit=100${query}`);

/** The days of a customer, from every page. */
async function daysOf(who: Colleague, customer: string): Promise<readonly Day[]> {
	const found: Day[] = [];
	for (let offset = 0; ; offset += 100) {
		const { body } = await ask(who, `&offset=${String(offset)}`);
		found.push(...body.data.filter((day) => day.customer.id === customer));
		if (offset + 100 >= body.meta.total) return found;
	}
}

/** A day so many days from today, in another year. */
const comesAgain = (days: number, year: number): string => `${String(year)}${inDays(days).slice(4)}`;

/** Sets columns past Directus and every gate, as if they had been so for long. */
async function letBe(collection: string, item: string, values: Readonly<Record<string, unknown>>): Promise<void> {
	await directus.database.transaction(async (trx) => {
		await trx('crm_tickets').insert({ collection, item, op: 'update' });
		await trx(collection).where({ id: item }).update(values);
	});
}

async function make(collection: string, row: Readonly<Record<string, unknown>>): Promise<string> {
	const answer = await office.as('sales').request('POST', `/items/${collection}`, row);
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	return String(answer.body.data['id']);
}

/** An active customer of sales that began to buy from us years ago on a day two days from now, with one person there. */
async function known(particulars: Readonly<Record<string, unknown>> = {}): Promise<{ customer: string; contact: string }> {
	const customer = await office.customer('sales');
	const written = await office.as('sales').request('PATCH', `/items/crm_customers/${customer}`, particulars);
	expect(written.body.errors, JSON.stringify(written.body.errors)).toBeUndefined();
	await letBe('crm_customers', customer, { status: 'active', selected_on: comesAgain(2, 2020) });
	return { customer, contact: await make('crm_contacts', { customer, name: 'Ms Wang' }) };
}

const agree = (customer: string, contact: string | null) =>
	make('crm_consents', { customer, contact, scope: 'care', obtained_on: inDays(-3), obtained_how: 'Signed form' });

const greet = (customer: string, input: Readonly<Record<string, unknown>>) =>
	office.command(
		'sales',
		customer,
		'record_contact',
		{ input: { form: 'letter', direction: 'ours', use: 'care', content: 'Congratulations.', ...input } },
		'crm_customers',
	);

beforeAll(async () => {
	office = await Visiting.open(directus);
});

describe('Days of care', () => {
	it('are proposed to those who have agreed to care, and to nobody else', async () => {
		const { customer } = await known();
		expect(await daysOf('sales', customer)).toEqual([]);
		const consent = await agree(customer, null);
		expect(await daysOf('sales', customer)).toEqual(
			expect.arrayContaining([expect.objectContaining({ kind: 'cooperation', day: inDays(2), occasion: 'special_day', state: 'open' })]),
		);
		await office.accepted('sales', consent, 'withdraw', { input: { withdrawn_how: 'By telephone' } }, 'crm_consents');
		expect(await daysOf('sales', customer)).toEqual([]);
	});

	it('are birthdays by either calendar, founding days and festivals', async () => {
		const { customer, contact } = await known({ founded_on: comesAgain(9, 1990) });
		await agree(customer, null);
		const birthday = { birthday: comesAgain(5, 1980), birthday_calendar: 'solar' };
		await office.accepted('sales', contact, 'record_personal', { input: birthday }, 'crm_contacts');
		const days = await daysOf('sales', customer);
		expect(days.filter(({ kind }) => ['birthday', 'founding', 'cooperation'].includes(kind)).map(({ kind, day }) => [kind, day])).toEqual([
			['cooperation', inDays(2)],
			['birthday', inDays(5)],
			['founding', inDays(9)],
		]);
		expect(days.find(({ kind }) => kind === 'birthday')?.contact).toEqual({ id: contact, name: 'Ms Wang' });
		await office.accepted('sales', contact, 'record_personal', { input: { birthday_calendar: 'lunar' } }, 'crm_contacts');
		const lunar = (await daysOf('sales', customer)).filter(({ kind }) => kind === 'birthday');
		// By the moon it is some weeks off, and may lie outside of what is shown; on the same day it is once in nineteen years.
		expect(lunar.every(({ day }) => Math.abs(Date.parse(day) - Date.parse(inDays(5))) < 62 * 86_400_000)).toBe(true);
	});

	it('are answered by a greeting for that day, and not by other contact', async () => {
		const { customer, contact } = await known();
		await agree(customer, null);
		const birthday = { birthday: comesAgain(4, 1980) };
		await office.accepted('sales', contact, 'record_personal', { input: birthday }, 'crm_contacts');
		const state = async (kind: string) => (await daysOf('sales', customer)).find((day) => day.kind === kind)?.state;
		const mark = `birthday ${inDays(4)}`;
		expect((await greet(customer, { contact })).status).toBe(200);
		expect((await greet(customer, { care_day: `cooperation ${inDays(2)}`, contact })).status).toBe(200);
		expect([await state('birthday'), await state('cooperation')]).toEqual(['open', 'greeted']);
		expect((await greet(customer, { care_day: mark, contact })).status).toBe(200);
		expect(await state('birthday')).toBe('greeted');
		const greeting = (await directus.database('crm_communications').where({ customer, care_day: mark }).first()) as { id: string };
		await office.accepted('sales', greeting.id, 'void', { comment: 'Sent to somebody else' }, 'crm_communications');
		expect(await state('birthday')).toBe('open');
	});

	it('are missed once they are over without either, and shown for two weeks', async () => {
		const { customer } = await known();
		await agree(customer, null);
		await letBe('crm_customers', customer, { selected_on: comesAgain(-3, 2020) });
		expect(await daysOf('sales', customer)).toEqual(
			expect.arrayContaining([expect.objectContaining({ kind: 'cooperation', state: 'missed' })]),
		);
		await letBe('crm_customers', customer, { selected_on: comesAgain(-15, 2020) });
		expect((await daysOf('sales', customer)).filter(({ kind }) => kind === 'cooperation')).toEqual([]);
	});

	it('may be answered by a gift, which is asked for like any other', async () => {
		const { customer, contact } = await known();
		await agree(customer, null);
		const gift = await make('crm_gifts', {
			customer,
			recipient: contact,
			kind: 'gift',
			occasion: 'special_day',
			planned_on: inDays(2),
		});
		const state = async () => (await daysOf('sales', customer)).find(({ kind }) => kind === 'cooperation')?.state;
		expect(await state()).toBe('gift');
		expect(rulesIn(await office.command('sales', gift, 'submit', {}, 'crm_gifts')).length).toBeGreaterThan(0);
		await office.as('sales').request('DELETE', `/items/crm_gifts/${gift}`);
		expect(await state()).toBe('open');
	});

	it('are for those who see the customer, its people and its consents', async () => {
		const { customer } = await known();
		await agree(customer, null);
		for (const who of ['sales', 'sales.second', 'sales.manager', 'gm'] as const)
			expect((await daysOf(who, customer)).length, who).toBeGreaterThan(0);
		expect(await daysOf('export', customer)).toEqual([]);
		expect((await ask('newcomer')).body.meta).toMatchObject({ total: 0 });
		for (const who of ['finance', 'production', 'service'] as const) expect((await ask(who)).status, who).toBe(403);
		const own = await ask('sales.second', '&mine=true');
		expect(own.body.data.some((day) => day.customer.id === customer)).toBe(false);
	});

	it('go with the person whose they are: anonymised, no birthday is left', async () => {
		const { customer, contact } = await known();
		await agree(customer, null);
		const birthday = { birthday: comesAgain(6, 1980), birthday_calendar: 'solar' };
		await office.accepted('sales', contact, 'record_personal', { input: birthday }, 'crm_contacts');
		const comment = { comment: 'Asked for by letter' };
		await office.accepted('info.admin', contact, 'ask_anonymisation', comment, 'crm_contacts');
		await office.accepted('gm', contact, 'anonymise', comment, 'crm_contacts');
		expect((await daysOf('sales', customer)).filter(({ kind }) => kind === 'birthday')).toEqual([]);
		expect(await office.row(contact, 'crm_contacts')).toMatchObject({ birthday: null, birthday_calendar: null });
	});
});
