import { beforeAll, expect, it } from 'vitest';
import { useOwnDirectus, type Body, type Client } from '../harness/directus.js';
import { statementLog, statementsOf } from '../queries/statements.js';
import { compare, missing, tableOf } from './measure.js';

const total = Number(process.env['CRM_BENCH_CUSTOMERS'] ?? 200_000);
const rounds = Number(process.env['CRM_BENCH_ROUNDS'] ?? 40);
const rowsInList = 100;

const directus = useOwnDirectus({
	because: 'its log is read',
	env: { ...statementLog, RATE_LIMITER_POINTS: '100000', RATE_LIMITER_GLOBAL_POINTS: '1000000' },
});
let sales: Client;
let admin: Client;

beforeAll(async () => {
	sales = await directus.login('sales@example.com');
	admin = await directus.login('admin@example.com');
	const { database } = directus;
	const theirs = await database('directus_users').where({ id: sales.user }).select('crm_department').first<{ crm_department: string }>();
	const other = await database('crm_departments').whereNot({ id: theirs.crm_department }).select('id').first<{ id: string }>();
	const numbers =
		directus.kind === 'pg'
			? `generate_series(1, ${String(total)}) AS n`
			: `(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${String(total)}) SELECT n FROM counted)`;
	const uuid =
		directus.kind === 'pg'
			? 'gen_random_uuid()'
			: `lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-8' || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))`;
	// One in two thousand is of the reader's department.
	await database.raw(
		`INSERT INTO crm_customers (id, status, revision, name, profile, owner, department)
		SELECT ${uuid}, 'prospect', 0, 'Customer ' || n, 'enterprise', NULL, CASE WHEN n % ? = 0 THEN ? ELSE ? END FROM ${numbers}`,
		[Math.floor(total / rowsInList), theirs.crm_department, other.id],
	);
	await database.raw('ANALYZE');
});

const columns = 'id,name,status,number,owner,department,industry,region';
const listed = (client: Client) => async (): Promise<void> => {
	const { status, body } = await client.request<Body<readonly unknown[]>>(
		'GET',
		`/items/crm_customers?limit=${String(rowsInList)}&fields=${columns}`,
	);
	expect(status, JSON.stringify(body)).toBe(200);
	expect(body.data).toHaveLength(rowsInList);
};

it(`a salesperson’s list of ${String(rowsInList)} among ${String(total)} customers`, async () => {
	const statements = (await statementsOf(directus, listed(sales))).filter((s) => s.includes('crm_customers'));
	for (const s of statements) console.log(s);
	const ratios = await compare(
		[{ what: 'scoped list / administrator’s list', ours: { run: listed(sales) }, plain: { run: listed(admin) }, aim: 1.5 }],
		rounds,
	);
	process.stdout.write(tableOf(`${directus.kind}: ${String(total)} customers`, ratios));
	expect(missing(ratios)).toEqual([]);
});
