import { describe, expect, it } from 'vitest';
import type { Body } from './client.js';
import { startDirectus, useOwnDirectus } from './directus.js';

describe('the test harness', () => {
	const directus = useOwnDirectus({ because: 'it is restarted' });

	it('signs in the administrator, who may read every setting', async () => {
		const admin = await directus.login('admin@example.com');
		const { status, body } = await admin.request<Body<{ access: string }[]>>('GET', '/extensions');
		expect(status).toBe(200);
		expect(body.data.length).toBeGreaterThan(0);
	});

	it('answers a wrong password with the error Directus reports', async () => {
		const { status, body } = await directus.request('POST', '/auth/login', { email: 'admin@example.com', password: 'wrong' });
		expect(status).toBe(401);
		expect(body.errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
	});

	it('reads and writes the database past Directus', async () => {
		await directus.database('directus_settings').update({ project_name: 'Changed past Directus' });
		const admin = await directus.login('admin@example.com');
		const { body } = await admin.request('GET', '/settings?fields=project_name');
		expect(body.data['project_name']).toBe('Changed past Directus');
	});

	it('keeps the database over a restart', async () => {
		await directus.restart();
		const settings: unknown = await directus.database('directus_settings').first('project_name');
		expect(settings).toEqual({ project_name: 'Changed past Directus' });
		await directus.logSays('CRM Policy ');
	});

	it('gives each test its own database and stops it when told to', async () => {
		const other = await startDirectus({ because: 'it is stopped' });
		const settings: unknown = await other.database('directus_settings').first('project_name');
		await other.stop();
		expect(settings).not.toEqual({ project_name: 'Changed past Directus' });
		await expect(other.request('GET', '/server/ping')).rejects.toThrow('fetch failed');
	});
});
