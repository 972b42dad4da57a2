import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.mjs';
import { useDirectus, type Body, type Client } from '../harness/directus.js';
import { Importing, type Details, type Plan } from './importing.js';

const northwind = (name: string): Buffer => readFileSync(join(root, 'tests', 'fixtures', 'northwind', name));

/** The rows of a Northwind file, counted without anything of ours: its delimiters are the commas no blank follows. */
const independently = (name: string): readonly (readonly string[])[] =>
	northwind(name)
		.toString('utf8')
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((line) => line.replace(/\r$/, '').split(/,(?! )/));

const directus = useDirectus();
let sales: Importing;
let client: Client;

beforeAll(async () => {
	client = await directus.login('sales@example.com');
	sales = new Importing(directus, client);
});

const count = async (collection: string, where: Readonly<Record<string, unknown>> = {}): Promise<number> => {
	const row = (await directus.database(collection).where(where).count({ rows: '*' }).first()) as { rows: number | string };
	return Number(row.rows);
};
const csv = (...lines: readonly string[]): string => lines.join('\n');
const planOf = ({ plan }: Details, more: Partial<Plan> = {}): Plan => ({ ...plan, ...more });

describe('A public file of customers', () => {
	let customers: Details;

	it('is read with its encoding and delimiter seen, and its columns guessed', async () => {
		customers = await sales.upload('customers', 'customers.csv', northwind('customers.csv'));
		expect(customers).toMatchObject({ status: 'read', total: 91, reading: { format: 'csv', encoding: 'utf-8', delimiter: ',' } });
		const columnOf = (key: string): string | undefined => {
			const from = customers.plan.fields[key];
			return from !== undefined && 'column' in from ? customers.columns[from.column]?.heading : undefined;
		};
		expect(['external_id', 'name', 'contact_person', 'address', 'region', 'phone'].map(columnOf)).toEqual([
			'customerID',
			'companyName',
			'contactName',
			'address',
			'region',
			'phone',
		]);
	});

	it('is tried row by row, and nothing of the trial stays', async () => {
		const traces = async () => ({
			customers: await count('crm_customers'),
			activity: await count('directus_activity', { collection: 'crm_customers' }),
			filed: (
				await directus
					.database('crm_duplicate_keys')
					.leftJoin('crm_customers', 'crm_customers.id', 'crm_duplicate_keys.customer')
					.whereNull('crm_customers.id')
					.select('key')
			).length,
		});
		const before = await traces();
		const tried = await sales.through(customers.id, 'check', planOf(customers));
		expect(tried).toMatchObject({ status: 'checked', counts: { create: 91, update: 0, skip: 0, error: 0, pending: 0 } });
		expect(await traces()).toEqual({ ...before, filed: 0 });
		expect(await count('crm_customers', { external_id: 'ALFKI' })).toBe(0);
	});

	it('comes in as an independent count says, with addresses put together and nothing in place of NULL', async () => {
		const done = await sales.through(customers.id, 'start', planOf(customers));
		const rows = independently('customers.csv');
		expect(done).toMatchObject({ status: 'done', counts: { create: rows.length, skip: 0, error: 0, pending: 0 } });
		for (const [id, name, contact, , address, , region, , , phone] of rows) {
			const row = (await directus.database('crm_customers').where({ external_id: id }).first()) as Record<string, unknown>;
			expect(row, id).toMatchObject({
				name: name?.trim(),
				contact_person: contact,
				address: address?.trim(),
				region: region === 'NULL' ? null : region,
				phone,
				status: 'prospect',
				owner: client.user,
			});
		}
		const mended = (await sales.rows(customers.id)).filter(({ messages }) => messages.length > 0);
		expect(mended).toHaveLength(rows.filter((row) => row.some((cell) => cell.includes(', '))).length);
	});

	it('comes in a second time as nothing new', async () => {
		const again = await sales.upload('customers', 'customers.csv', northwind('customers.csv'));
		expect(again.plan, 'the mapping is remembered').toEqual(customers.plan);
		expect(await sales.through(again.id, 'start', planOf(again))).toMatchObject({ counts: { skip: 91, create: 0, error: 0 } });
		expect((await sales.rows(again.id, 'skip'))[0]?.messages[0]).toBe('Already there: Alfreds Futterkiste.');
	});

	it('brings in the people it names, each at its customer', async () => {
		const contacts = await sales.upload('contacts', 'customers.csv', northwind('customers.csv'));
		const done = await sales.through(contacts.id, 'start', planOf(contacts));
		expect(done).toMatchObject({ status: 'done', counts: { create: 91, error: 0 } });
		const alfki = (await directus.database('crm_customers').where({ external_id: 'ALFKI' }).first()) as { id: string };
		expect(await directus.database('crm_contacts').where({ customer: alfki.id })).toMatchObject([
			{ name: 'Maria Anders', job_title: 'Sales Representative', phone: '030-0074321' },
		]);
	});
});

describe('A public file of orders', () => {
	interface StoredOrder {
		readonly external_id: string;
		readonly customer: { readonly external_id: string };
		readonly occurred_on: string;
	}
	let keeper: Importing;
	const fromNorthwind = (details: Details): Plan =>
		planOf(details, { fields: { ...details.plan.fields, source_system: { constant: 'northwind' } } });

	beforeAll(async () => {
		keeper = new Importing(directus, await directus.login('info.admin@example.com'));
	});

	it('is brought in by the keeper of the archive, not by a salesperson', async () => {
		const { status } = await sales.send('transactions', 'orders.csv', northwind('orders.csv'));
		expect(status).toBe(403);
		expect(await count('crm_transactions', { source_system: 'northwind' })).toBe(0);
	});

	it('asks where its orders come from before anything is read', async () => {
		const orders = await keeper.upload('transactions', 'orders.csv', northwind('orders.csv'));
		const answer = await keeper.step(orders.id, 'start', planOf(orders));
		expect([answer.status, answer.body.errors[0]?.message]).toEqual([400, expect.stringContaining('Source system')]);
	});

	it('becomes the history of each customer in one go, as an independent count says', async () => {
		const orders = await keeper.upload('transactions', 'orders.csv', northwind('orders.csv'));
		const done = await keeper.through(orders.id, 'start', fromNorthwind(orders));
		const rows = independently('orders.csv');
		expect(rows).toHaveLength(830);
		expect(done).toMatchObject({ status: 'done', counts: { create: 830, update: 0, skip: 0, error: 0, pending: 0 } });
		const stored = await keeper.client.request<Body<StoredOrder[]>>(
			'GET',
			'/items/crm_transactions?filter[source_system][_eq]=northwind&limit=-1&fields=external_id,customer.external_id,occurred_on,kind,status,version',
		);
		expect(new Map(stored.body.data.map(({ external_id, ...order }) => [external_id, order]))).toEqual(
			new Map(
				rows.map(([id, customer, , day]) => [
					id,
					{ customer: { external_id: customer }, occurred_on: day?.slice(0, 10), kind: 'order', status: 'recorded', version: 1 },
				]),
			),
		);
		// Every row is written as somebody would write it, 830 times on whatever is left of the machine.
	}, 300_000);

	it('comes in a second time as nothing new', async () => {
		const again = await keeper.upload('transactions', 'orders.csv', northwind('orders.csv'));
		expect(await keeper.through(again.id, 'start', again.plan)).toMatchObject({ counts: { skip: 830, create: 0, error: 0 } });
		expect(await count('crm_transactions', { source_system: 'northwind' })).toBe(830);
	}, 300_000);

	it('stands on the timeline of its customer', async () => {
		const alfki = (await directus.database('crm_customers').where({ external_id: 'ALFKI' }).first()) as { id: string };
		const { body } = await client.request<Body<{ entries: unknown[] }>>(
			'GET',
			`/crm/customers/${alfki.id}/timeline?kind=transaction&limit=50`,
		);
		const own = independently('orders.csv').filter(([, customer]) => customer === 'ALFKI');
		for (const [id = ''] of own) expect(JSON.stringify(body.data)).toContain(`northwind ${id}`);
	});
});

describe('Files as people have them', () => {
	it.each([
		[
			'GB18030',
			Buffer.from('bfcdbba7c3fbb3c62cb5e7bbb00ac7e0c4beb4a8d6afd4ec2c303537312d3838313230303031', 'hex'),
			'gb18030',
			'青木川织造',
		],
		['UTF-8 with a mark', Buffer.from('\uFEFF客户名称;电话\n白石岭织造;0571-88120002'), 'utf-8-bom', '白石岭织造'],
		[
			'UTF-16',
			Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('客户名称\t电话\n黑水河织造\t0571-88120003', 'utf16le')]),
			'utf-16le',
			'黑水河织造',
		],
	])('in %s are read', async (_what, bytes, encoding, name) => {
		const read = await sales.upload('customers', '客户.csv', bytes);
		expect(read.reading).toMatchObject({ encoding });
		expect(await sales.through(read.id, 'start', planOf(read))).toMatchObject({ counts: { create: 1 } });
		expect(await count('crm_customers', { name })).toBe(1);
	});

	it('from a spreadsheet are read, with days and numbers as they are meant', async () => {
		const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
		const sheet = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${cell('A1', 'Name')}${cell('B1', 'Customer ID')}</row><row r="2">${cell('A2', 'Gaoling Porcelain Works')}<c r="B2"><v>4711</v></c></row></sheetData></worksheet>`;
		const file = zipSync({
			'[Content_Types].xml': strToU8(
				'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
			),
			'_rels/.rels': strToU8(
				'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
			),
			'xl/workbook.xml': strToU8(
				'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
			),
			'xl/_rels/workbook.xml.rels': strToU8(
				'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
			),
			'xl/worksheets/sheet1.xml': strToU8(sheet),
		});
		const read = await sales.upload('customers', 'customers.xlsx', file);
		expect(read.reading).toEqual({ format: 'xlsx', encoding: null, delimiter: null });
		expect(await sales.through(read.id, 'start', planOf(read))).toMatchObject({ counts: { create: 1 } });
		expect(await count('crm_customers', { name: 'Gaoling Porcelain Works', external_id: '4711' })).toBe(1);
	});

	it.each([
		['nothing', ''],
		['a heading alone', 'Name,Telephone'],
		['no text', Buffer.from([0x00, 0x01, 0x02, 0x03])],
		['an archive that is no spreadsheet', Buffer.from(zipSync({ 'a.txt': strToU8('a') }))],
	])('that hold %s are refused with a reason', async (_what, content) => {
		const { status, body } = await sales.send('customers', 'x.csv', content);
		expect(status).toBe(400);
		expect(body.errors[0]?.message).toMatch(/rows below|neither a CSV|name the columns/);
	});

	it('whose rows do not fit their heading are told line by line; the others come in', async () => {
		const read = await sales.upload(
			'customers',
			'x.csv',
			csv(
				'Name,Telephone,Channel',
				'Ferngully Mills,0571-88130001,Other',
				'Ironwood,a,b,c',
				',0571-88130002,',
				'Teasel Yard,0571-88130003,baker',
			),
		);
		const done = await sales.through(read.id, 'start', planOf(read));
		expect(done).toMatchObject({ status: 'done', total: 4, counts: { create: 1, error: 3 } });
		expect(await sales.rows(read.id, 'error')).toMatchObject([
			{ line: 3, messages: ['The row has 4 cells, the heading 3. Put text that holds the delimiter into quotes.'] },
			{ line: 4, messages: ['Name: Empty, and needed.'] },
			{ line: 5, messages: ['Channel: “baker” is none of the values this field has.'] },
		]);
		const report = await sales.report(read.id);
		expect(report).toContain('Ironwood,a,b,c');
		expect(report.trimEnd().split('\r\n')).toHaveLength(4);
	});

	it('are reported without a cell that a spreadsheet would run', async () => {
		const read = await sales.upload('customers', 'x.csv', csv('Name,Channel', '"=HYPERLINK(""http://x"")",baker'));
		await sales.through(read.id, 'start', planOf(read));
		expect(await sales.report(read.id)).toContain(`"'=HYPERLINK(""http://x"")"`);
	});
});

describe('Rows that are there already', () => {
	const file = (phone: string): string => csv('Name,Customer ID,Telephone', `Marrowbone Looms Ltd,MBL-1,${phone}`);

	it('are left, changed or taken for new, as is chosen', async () => {
		const first = await sales.upload('customers', 'a.csv', file('0571-88140001'));
		await sales.through(first.id, 'start', planOf(first));
		const skipped = await sales.upload('customers', 'a.csv', file('0571-88140002'));
		expect(await sales.through(skipped.id, 'start', planOf(skipped, { duplicates: 'skip' }))).toMatchObject({ counts: { skip: 1 } });
		const changed = await sales.upload('customers', 'a.csv', file('0571-88140003'));
		expect(await sales.through(changed.id, 'start', planOf(changed, { duplicates: 'update' }))).toMatchObject({ counts: { update: 1 } });
		expect(await directus.database('crm_customers').where({ external_id: 'MBL-1' }).select('phone')).toEqual([{ phone: '0571-88140003' }]);
		const another = await sales.upload('customers', 'a.csv', csv('Name,Customer ID', 'Marrowbone Looms Limited,MBL-2'));
		const refused = await sales.step(another.id, 'start', planOf(another, { duplicates: 'new' }));
		expect(refused.status, 'a reason is asked for').toBe(400);
		expect(
			await sales.through(another.id, 'start', planOf(another, { duplicates: 'new', reason: 'Two plants of one group' })),
		).toMatchObject({ counts: { create: 1 } });
		expect(await count('crm_customers', { external_id: 'MBL-2', duplicate_reason: 'Two plants of one group' })).toBe(1);
	});

	it('are found within the file, in the trial too', async () => {
		const read = await sales.upload('customers', 'a.csv', csv('Name', 'Quillfeather Weavers', 'QUILLFEATHER WEAVERS'));
		expect(await sales.through(read.id, 'check', planOf(read))).toMatchObject({ counts: { create: 1, skip: 1 } });
		expect((await sales.rows(read.id, 'skip'))[0]?.messages).toEqual(['The same as line 2 of this file.']);
		expect(await sales.through(read.id, 'start', planOf(read))).toMatchObject({ counts: { create: 1, skip: 1 } });
	});

	it('are not named to somebody who may not see them', async () => {
		const own = await sales.upload('customers', 'a.csv', csv('Name', 'Hollowtree Spinners'));
		await sales.through(own.id, 'start', planOf(own));
		const abroad = new Importing(directus, await directus.login('export@example.com'));
		const read = await abroad.upload('customers', 'a.csv', csv('Name', 'Hollowtree Spinners'));
		expect(await abroad.through(read.id, 'start', planOf(read))).toMatchObject({ counts: { skip: 1 } });
		expect((await abroad.rows(read.id, 'skip'))[0]).toMatchObject({
			item: null,
			messages: ['Probably already there, in a record you may not see. Ask the information administrator.'],
		});
	});
});

describe('An import', () => {
	const many = (rows: number, mark: string): string =>
		csv(
			'Name,Customer ID',
			...Array.from(
				{ length: rows },
				(_, row) =>
					`${mark}${row
						.toString(26)
						.replace(/./gu, (c) => 'abcdefghijklmnopqrstuvwxyz'[parseInt(c, 26)] ?? 'a')
						.padStart(3, 'q')} ${mark}${String(row)},${mark}-${String(row)}`,
			),
		);

	it('is for those who may make such records, with the fields they may give, and its file is nobody else’s', async () => {
		const finance = new Importing(directus, await directus.login('finance@example.com'));
		expect((await finance.send('customers', 'a.csv', csv('Name', 'X'))).status).toBe(403);
		const read = await sales.upload('customers', 'a.csv', csv('Name', 'Privet Hedge Mills'));
		expect(read.fields.map(({ key }) => key)).not.toContain('credit');
		const custodian = new Importing(directus, await directus.login('info.admin@example.com'));
		expect((await custodian.get(read.id)).status).toBe(403);
		expect((await custodian.step(read.id, 'start', planOf(read))).status).toBe(403);
		const theirs = await custodian.upload('customers', 'a.csv', csv('Name,Credit standing', 'Yewbarrow Mills,A'));
		expect(theirs.fields.map(({ key }) => key)).toContain('credit');
		expect((await sales.step(read.id, 'start', planOf(read, { fields: { name: { column: 0 }, credit: { constant: 'A' } } }))).status).toBe(
			400,
		);
	});

	it('goes through every gate: what a form refuses, a row refuses', async () => {
		const read = await sales.upload('customers', 'a.csv', csv('Name,Status,Number', 'Larkspur Dyers,active,K1'));
		expect(read.fields.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['status']));
		const { status } = await sales.step(read.id, 'start', planOf(read, { fields: { name: { column: 0 }, status: { column: 1 } } }));
		expect(status).toBe(400);
	});

	it('is stopped after the row it is at, and goes on where it stopped: no row twice, none left out', async () => {
		const read = await sales.upload('customers', 'a.csv', many(40, 'zephyrine'));
		await sales.step(read.id, 'start', planOf(read));
		const stopped = await sales.step(read.id, 'cancel');
		expect(stopped.body.data.status).toBe('cancelled');
		const between = await sales.settled(read.id);
		expect((await sales.step(read.id, 'start', planOf(read))).status, 'not from the beginning').toBe(400);
		const done = await sales.through(read.id, 'resume');
		expect(done).toMatchObject({ status: 'done', counts: { pending: 0, error: 0 } });
		expect(done.counts.create + done.counts.skip).toBe(40);
		expect(await count('crm_customers', { owner: client.user })).toBeGreaterThanOrEqual(done.counts.create);
		const made = await directus
			.database<{ external_id: string }>('crm_customers')
			.where('external_id', 'like', 'zephyrine-%')
			.select('external_id');
		expect(made).toHaveLength(done.counts.create);
		expect(new Set(made.map(({ external_id }) => external_id)).size).toBe(made.length);
		expect(between.counts.pending + between.counts.create + between.counts.skip).toBe(40);
	});

	it('goes on when whoever worked on it is gone, with what was chosen for it', async () => {
		const read = await sales.upload('customers', 'a.csv', many(12, 'tamarisk'));
		await directus
			.database('crm_imports')
			.where({ id: read.id })
			.update({ status: 'running', plan: JSON.stringify(planOf(read)), holder: 'gone', held_until: Date.now() + 60_000 });
		expect((await sales.step(read.id, 'resume')).status, 'while somebody works on it').toBe(400);
		await directus.database('crm_imports').where({ id: read.id }).update({ held_until: 0 });
		expect((await sales.get(read.id)).body.data.status).toBe('interrupted');
		expect((await sales.step(read.id, 'start', planOf(read))).status, 'not from the beginning').toBe(400);
		expect(await sales.through(read.id, 'resume')).toMatchObject({ status: 'done', counts: { create: 12, pending: 0, error: 0 } });
		expect(await directus.database('crm_customers').where('external_id', 'like', 'tamarisk-%').select('id')).toHaveLength(12);
	});

	it('keeps nothing of the rows that are in, and goes when its owner says so', async () => {
		const read = await sales.upload('customers', 'a.csv', csv('Name', 'Bellweather Carders'));
		await sales.through(read.id, 'start', planOf(read));
		expect(await directus.database('crm_import_rows').where({ import: read.id }).select('cells')).toEqual([{ cells: null }]);
		expect((await client.request<Body<null>>('DELETE', `/crm/imports/${read.id}`)).status).toBe(200);
		expect(await count('crm_import_rows', { import: read.id })).toBe(0);
		expect(await count('crm_customers', { name: 'Bellweather Carders' })).toBe(1);
	});
});
