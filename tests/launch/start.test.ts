import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/port.mjs';
import { readSignIns } from '../../scripts/lib/sign-ins.mjs';
import { launch } from './launcher.js';

/** Every row of every table, so that “nothing changed” can be said of all of them. */
async function wholeContent(file: string): Promise<Record<string, unknown>> {
	const database: Knex = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true, pool: { min: 0, max: 1 } });
	try {
		const tables = await database<{ name: string; type: string }>('sqlite_master').where({ type: 'table' }).pluck('name');
		const content: Record<string, unknown> = {};
		for (const table of tables) content[table] = await database(table).select();
		return content;
	} finally {
		await database.destroy();
	}
}

describe('npm start on an empty machine', () => {
	let folder: string;
	let env: Record<string, string>;

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'crm-policy-launch-'));
		env = { CRM_DATA: folder, PORT: String(await freePort()) };
	});

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('ends with the address and a sign-in for every person of the demo, and stops cleanly on Ctrl-C', async () => {
		const run = launch(env);
		await run.printed(`http://localhost:${env['PORT']}`);
		for (const { email } of readSignIns()) expect(run.output()).toContain(email);
		expect(run.output()).toContain('crm-demo-2026');
		const login = await fetch(`http://127.0.0.1:${env['PORT']}/auth/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ email: 'admin@example.com', password: 'crm-demo-2026' }),
		});
		expect(login.status).toBe(200);
		run.signal('SIGINT');
		expect(await run.ended).toBe(0);
		await expect(fetch(`http://127.0.0.1:${env['PORT']}/server/ping`)).rejects.toThrow('fetch failed');
	});

	it('keeps the secret where only its user can read it', () => {
		expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
	});

	it('changes no row the second time, says so, and stops on SIGTERM', async () => {
		const before = await wholeContent(join(folder, 'crm.sqlite'));
		const run = launch(env);
		await run.printed(`http://localhost:${env['PORT']}`);
		run.signal('SIGTERM');
		expect(await run.ended).toBe(0);
		expect(run.output()).toMatch(/^CRM Policy .*nothing/im);
		expect(await wholeContent(join(folder, 'crm.sqlite'))).toEqual(before);
	});

	it('leaves no half-made database when it is interrupted while making one', async () => {
		const other = mkdtempSync(join(tmpdir(), 'crm-policy-launch-'));
		const run = launch({ ...env, CRM_DATA: other });
		await run.printed('Creating the database');
		run.signal('SIGINT');
		expect(await run.ended).toBe(130);
		expect(existsSync(join(other, 'crm.sqlite'))).toBe(false);
		rmSync(other, { recursive: true, force: true });
	});
});
