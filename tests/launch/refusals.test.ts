import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownHost } from '../../scripts/lib/host-installations.mjs';
import { freePort } from '../../scripts/lib/port.mjs';
import { currentBuild } from '../harness/build.js';
import { bootstrappedTemplate } from '../harness/template.js';
import { launch } from './launcher.js';

/** Runs the launcher to its end. */
async function run(env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
	const started = launch(env);
	const code = await started.ended;
	return { code, output: started.output() };
}

describe('npm start refuses, in a sentence and without touching anything,', () => {
	let folder: string;
	let port: string;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'crm-policy-refusals-'));
		port = String(await freePort());
	});

	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it.each(['abc', '0', '70000', '80.5'])('PORT=%s', async (wrong) => {
		const { code, output } = await run({ CRM_DATA: folder, PORT: wrong });
		expect(code).toBe(1);
		expect(output).toContain(`PORT must be a number between 1 and 65535; it is “${wrong}”.`);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('a language the demo does not speak', async () => {
		const { code, output } = await run({ CRM_DATA: folder, PORT: port, CRM_DEMO_LANGUAGE: 'fr-FR' });
		expect(code).toBe(1);
		expect(output).toContain('CRM_DEMO_LANGUAGE must be en-US or zh-CN; it is “fr-FR”.');
	});

	it('a kind of database that has no guards', async () => {
		const { code, output } = await run({ CRM_DATA: folder, PORT: port, DB_CLIENT: 'mysql' });
		expect(code).toBe(1);
		expect(output).toContain('DB_CLIENT must be sqlite3 or pg; it is “mysql”.');
	});

	it('a port that is in use, in the language of the demo', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve));
		const { code, output } = await run({ CRM_DATA: folder, PORT: port, CRM_DEMO_LANGUAGE: 'zh-CN' });
		await new Promise((resolve) => server.close(resolve));
		expect(code).toBe(1);
		expect(output).toContain(`端口 ${port} 已被占用`);
	});

	it('a PostgreSQL that does not answer', async () => {
		const { code, output } = await run({
			...{ CRM_DATA: folder, PORT: port, DB_CLIENT: 'pg', DB_HOST: '127.0.0.1', DB_PORT: String(await freePort()) },
			...{ DB_DATABASE: 'crm', DB_USER: 'crm', DB_PASSWORD: 'not-to-be-printed' },
		});
		expect(code).toBe(1);
		expect(output).toMatch(/The database \(127\.0\.0\.1:\d+\/crm\) cannot be used: /);
		expect(output).not.toContain('not-to-be-printed');
	});

	it('an empty database without a demo and without an administrator', async () => {
		const { code, output } = await run({ CRM_DATA: folder, PORT: port, CRM_DEMO: 'false' });
		expect(code).toBe(1);
		expect(output).toContain('set ADMIN_EMAIL and ADMIN_PASSWORD');
		expect(existsSync(join(folder, 'crm.sqlite'))).toBe(false);
	});

	describe('a database', () => {
		let file: string;

		/** Makes the database wrong, and expects the launcher to leave every byte of it alone. */
		async function refusal(change: (database: Knex) => Promise<unknown>): Promise<string> {
			const database = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true, pool: { min: 0, max: 1 } });
			try {
				await change(database);
			} finally {
				await database.destroy();
			}
			const before = readFileSync(file);
			const { code, output } = await run({ CRM_DATA: folder, PORT: port });
			expect(code).toBe(1);
			expect(readFileSync(file).equals(before)).toBe(true);
			return output;
		}

		beforeEach(async () => {
			const template = await bootstrappedTemplate('sqlite', await currentBuild(), ownHost);
			file = join(folder, 'crm.sqlite');
			copyFileSync(template.store.settings['DB_FILENAME'] ?? '', file);
		});

		it('of a newer Directus', async () => {
			const output = await refusal((database) => database('directus_migrations').insert({ version: '20991231A', name: 'From The Future' }));
			expect(output).toContain('belongs to a newer Directus than 11.17.4 (it has the migration 20991231A)');
		});

		it('of an older Directus', async () => {
			const output = await refusal((database) => database('directus_migrations').where({ version: '20260211A' }).delete());
			expect(output).toContain('belongs to an older Directus than 11.17.4 (the migration 20260211A is missing)');
		});

		it('whose installation was interrupted', async () => {
			const output = await refusal((database) => database('directus_users').delete());
			expect(output).toContain('holds a half-finished Directus installation');
		});

		it('that is none', async () => {
			writeFileSync(file, 'This is a letter, not a database. '.repeat(200));
			const { code, output } = await run({ CRM_DATA: folder, PORT: port });
			expect(code).toBe(1);
			expect(output).toMatch(/cannot be used: .*not a database/);
		});
	});
});
