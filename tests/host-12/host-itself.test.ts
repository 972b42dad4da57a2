import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDirectus, type Body, type Client, type OwnDirectus } from '../harness/directus.js';
import { colleagueWithToken, type Colleague } from './people.js';

/**
 * Directus 12 alone, without the extension: what it refuses by itself, and what is open in it still. An entry here that
 * turns red after an update of the host means that its line in the list of advisories is no longer true.
 */

let directus: OwnDirectus;
let admin: Client;
let nothing: string;

beforeAll(async () => {
	nothing = mkdtempSync(join(tmpdir(), 'no-extensions-'));
	directus = await startDirectus({
		because: 'it runs without the extension',
		template: 'bootstrapped',
		demo: false,
		env: { EXTENSIONS_PATH: nothing },
	});
	admin = await directus.login('admin@example.com');
});
afterAll(async () => {
	await directus.stop();
	rmSync(nothing, { recursive: true, force: true });
});

describe('Directus 12 by itself', () => {
	it('runs without us in these tests', async () => {
		expect((await admin.request('GET', '/crm/health')).status).toBe(404);
	});

	it('lives on after a “deep” that names built-in methods (GHSA-gwvv-rr68-cmv6)', async () => {
		const deep = encodeURIComponent(JSON.stringify({ toString: { call: { _limit: 1 } }, __proto__: { x: { _limit: 1 } } }));
		await directus.request('GET', `/items/directus_files?deep=${deep}`);
		await directus.request('GET', `/users?deep=${encodeURIComponent('{"hasOwnProperty":{"call":{"_limit":1}}}')}`);
		expect((await directus.request('GET', '/server/ping')).status).toBe(200);
		expect((await admin.request('GET', '/users?deep=%7B%22role%22%3A%7B%22_limit%22%3A1%7D%7D&fields=role.id')).status).toBe(200);
	});

	it('leaves the steps of a flow alone when it refuses to delete it (GHSA-p623-wgx3-wxp8)', async () => {
		const flow = await admin.request<Body<{ id: string }>>('POST', '/flows', { name: 'A flow', trigger: 'manual' });
		const id = flow.body.data.id;
		const step = { name: 'A step', key: 'step', type: 'log', flow: id, position_x: 1, position_y: 1, options: {} };
		expect((await admin.request('POST', '/operations', step)).status).toBe(200);
		expect((await directus.request('DELETE', `/flows/${id}`)).status).toBe(403);
		expect(await directus.database('directus_operations').where({ flow: id }).pluck('key')).toEqual(['step']);
	});

	it('writes nothing about the owner for somebody who is not signed in (GHSA-6hpw-rhhq-6xq3)', async () => {
		const before: unknown = await directus.database('directus_settings').first('project_status');
		const { status } = await directus.request('POST', '/settings/owner', { project_owner: 'a@example.com', org_name: 'A' });
		expect(status).toBe(403);
		expect(await directus.database('directus_settings').first('project_status')).toEqual(before);
	});

	it('computes no hashes on request any more (GHSA-xw72-c69j-h2rj)', async () => {
		expect((await directus.request('POST', '/utils/hash/generate', { string: 'a' })).status).toBe(404);
	});
});

describe('Content versions on Directus 12', () => {
	let reader: Colleague;
	let editor: Colleague;
	let version: string;

	beforeAll(async () => {
		const fields = [
			{ field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: {} },
			{ field: 'title', type: 'string', schema: {}, meta: {} },
		];
		expect(
			(await admin.request('POST', '/collections', { collection: 'notes', schema: {}, meta: { versioning: true }, fields })).status,
		).toBe(200);
		expect((await admin.request('POST', '/items/notes', { title: 'First' })).status).toBe(200);
		const read = { collection: 'notes', action: 'read' } as const;
		const readVersions = { collection: 'directus_versions', action: 'read' } as const;
		reader = await colleagueWithToken(admin, 'reader', [read, readVersions]);
		editor = await colleagueWithToken(admin, 'editor', [
			read,
			readVersions,
			{ collection: 'directus_versions', action: 'create' },
			{ collection: 'directus_versions', action: 'update' },
		]);
		const made = await editor.request<Body<{ id: string }>>('POST', '/versions', { key: 'mine', collection: 'notes', item: '1' });
		expect(made.status).toBe(200);
		version = made.body.data.id;
	});

	it('take a draft from somebody who may only read them (issue 26748, open)', async () => {
		expect((await reader.request('PATCH', `/versions/${version}`, { name: 'Renamed' })).status).toBe(403);
		const { status } = await reader.request('POST', `/versions/${version}/save`, { title: 'Planted' });
		expect(status).toBe(200);
		const delta: unknown = await directus.database('directus_versions').where({ id: version }).first('delta');
		expect(JSON.stringify(delta)).toContain('Planted');
	});

	it('can be pointed at an item without the look at it that making one takes (issue 28229, open)', async () => {
		expect((await editor.request('POST', '/versions', { key: 'other', collection: 'notes', item: '999' })).status).toBe(403);
		expect((await editor.request('PATCH', `/versions/${version}`, { item: '999' })).status).toBe(200);
		expect(await directus.database('directus_versions').where({ id: version }).first('item')).toEqual({ item: '999' });
	});
});
