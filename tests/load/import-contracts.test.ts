import { expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { useOffice } from '../paths/office.js';
import { median } from './measure.js';

const total = Number(process.env['CRM_BENCH_CONTRACTS'] ?? 2000);
const atOnce = 50;
const linesEach = 5;

const directus = useDirectus();
const office = useOffice(directus);

const contract = (index: number): Readonly<Record<string, unknown>> => ({
	title: `Imported ${index}`,
	customer: office.activeCustomer,
	order_form: 'written',
	amount: '1500.00',
	currency: 'CNY',
	delivery_date: '2027-03-01',
	lines: Array.from({ length: linesEach }, (_, line) => ({
		product: `Product ${line}`,
		specification: '8 cm',
		quantity: '10',
		unit: 'pcs',
		unit_price: '30',
		from_stock: false,
	})),
});

it(`${total} contracts of ${linesEach} lines come in through the public interface`, async () => {
	const before = await count('crm_contracts');
	const linesBefore = await count('crm_contract_lines');
	const times: number[] = [];
	for (let index = 0; index < total; index += atOnce) {
		const rows = Array.from({ length: Math.min(atOnce, total - index) }, (_, offset) => contract(index + offset));
		const started = performance.now();
		const { status, body } = await office.as('sales').request<Body<readonly unknown[]>>('POST', '/items/crm_contracts?fields=id', rows);
		times.push((performance.now() - started) / rows.length);
		expect(status, JSON.stringify(body)).toBe(200);
		expect(body.data).toHaveLength(rows.length);
	}
	expect((await count('crm_contracts')) - before).toBe(total);
	expect((await count('crm_contract_lines')) - linesBefore).toBe(total * linesEach);
	const tenth = Math.max(1, Math.floor(times.length / 10));
	const [first, last] = [median(times.slice(0, tenth)), median(times.slice(-tenth))];
	process.stdout.write(
		`\n${directus.kind}: ${total} contracts with ${linesEach} lines, ${first.toFixed(1)} ms each in the first tenth, ${last.toFixed(1)} ms in the last, ratio ${(last / first).toFixed(2)}\n`,
	);
});

async function count(collection: string): Promise<number> {
	const row = (await directus.database(collection).count({ rows: '*' }).first()) as { rows: number | string };
	return Number(row.rows);
}
