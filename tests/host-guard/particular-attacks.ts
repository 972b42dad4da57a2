import { expect, it } from 'vitest';
import { eventually } from '../provision/database-state.js';
import { noteFlow, type Situation } from './situation.js';

/** The name of a mail template outside the template folder, and what its text says. */
export const strayTemplate = '../tests/host-guard/stray-template';

export async function sendMail(situation: Situation, template: string): Promise<void> {
	const { admin } = situation;
	const flow = await noteFlow(admin, { trigger: 'webhook', options: { method: 'POST', return: '$last', async: false } });
	const mail = await admin.request('POST', '/operations', {
		flow,
		name: 'Mail',
		key: 'mail',
		type: 'mail',
		position_x: 19,
		position_y: 19,
		options: { to: ['gm@example.com'], subject: 'Mail', type: 'template', template },
	});
	await admin.request('PATCH', `/flows/${flow}`, { operation: mail.body.data['id'] });
	await admin.request('POST', `/flows/trigger/${flow}`, {});
	await admin.request('DELETE', `/flows/${flow}`);
}

export const mailSays = async (situation: Situation, words: string): Promise<boolean> => {
	for (let waited = 0; waited < 3000; waited += 100) {
		if (situation.mailbox.mails.some((mail) => mail.includes(words))) return true;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return false;
};

/** Gives somebody a policy that asks for a second factor, for as long as the work lasts. */
export async function withSecondFactorAsked(situation: Situation, user: string, work: () => Promise<void>): Promise<void> {
	const { admin } = situation;
	const policy = await admin.request('POST', '/policies', { name: 'Second factor', enforce_tfa: true });
	// Setting it up writes the person's own row.
	await admin.request('POST', '/permissions', {
		policy: policy.body.data['id'],
		collection: 'directus_users',
		action: 'update',
		fields: ['tfa_secret'],
		permissions: { id: { _eq: '$CURRENT_USER' } },
	});
	const access = await admin.request('POST', '/access', { policy: policy.body.data['id'], user, sort: 9 });
	try {
		await work();
	} finally {
		await admin.request('DELETE', `/access/${String(access.body.data['id'])}`);
		await admin.request('DELETE', `/policies/${String(policy.body.data['id'])}`);
	}
}

/** What takes more than one request to try, or somebody with rights of their own: does no harm in the situation that is there once the tests run. */
export function particularAttacks(situation: Situation): void {
	it.each([
		['PATCH', (share: string) => `/shares/${share}`, () => ({ name: 'Taken over' })],
		['DELETE', (share: string) => `/Shares/${share}/`, () => undefined],
		['PATCH', () => '/shares', (share: string) => ({ keys: [share], data: { name: 'Taken over' } })],
		['DELETE', () => '/shares', (share: string) => [share]],
	] as const)('refused-deletes: nobody from the street empties the cache of rights by %s of a share', async (method, path, body) => {
		const made = await situation.people.sales.request('POST', '/shares', {
			name: 'Kept',
			collection: 'kept_notes',
			item: String(situation.note),
		});
		const share = String(made.body.data['id']);
		// The host would refuse it as well, but not before it has emptied the cache.
		const answer = await situation.directus.request(method, path(share), body(share));
		expect(answer.status).toBe(403);
		// By the guard, or by the proxy before it.
		expect(['refused-deletes', 'proxy']).toContain(answer.body.errors[0]?.extensions['guard']);
		const row: unknown = await situation.directus.database('directus_shares').where({ id: share }).first('name');
		expect(row).toEqual({ name: 'Kept' });
	});

	it('markup-in-the-favicon: takes colors only', async () => {
		const refused = await situation.admin.request('PATCH', '/settings', { project_color: '#fff"/><script>' });
		expect(refused.status).toBe(400);
		expect(refused.body.errors[0]?.extensions).toMatchObject({
			code: 'INVALID_PAYLOAD',
			guard: 'project-color',
			advisories: ['GHSA-788p-cvgf-q973'],
		});
		expect((await situation.admin.request('PATCH', '/settings', { project_color: '#1F6FEB' })).status).toBe(200);
		const row: unknown = await situation.directus.database('directus_settings').first('project_color');
		expect(row).toEqual({ project_color: '#1F6FEB' });
	});

	it('mail-templates: renders those of the template folder only', async () => {
		await sendMail(situation, strayTemplate);
		await sendMail(situation, 'base');
		expect(await mailSays(situation, 'Subject: Mail')).toBe(true);
		expect(situation.mailbox.mails.some((mail) => mail.includes('stray template'))).toBe(false);
	});

	it('second-factor: people whose policy asks for one set it up first, then go on', async () => {
		const { directus } = situation;
		const finance = await directus.login('finance@example.com');
		expect((await finance.request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
		await withSecondFactorAsked(situation, finance.user, async () => {
			const isAsked = async () => (await finance.request('GET', '/items/crm_contracts?limit=1')).status === 403;
			expect(await eventually(isAsked)).toBe(true);
			for (const path of ['/items/crm_contracts?limit=1', '/crm/inbox', '/users/me?fields=crm_department.name', '/files'])
				expect(await finance.request('GET', path), path).toMatchObject({
					status: 403,
					body: { errors: [{ extensions: { code: 'FORBIDDEN', guard: 'second-factor' } }] },
				});
			expect((await finance.request('GET', '/users/me?fields=id,email')).status).toBe(200);
			expect((await situation.people.sales.request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
			const { authenticator } = await import('otplib');
			const generated = await finance.request('POST', '/users/me/tfa/generate', { password: 'crm-demo-2026' });
			const secret = String(generated.body.data['secret']);
			const enabled = await finance.request('POST', '/users/me/tfa/enable', { secret, otp: authenticator.generate(secret) });
			expect(enabled.status).toBe(204);
			expect((await finance.request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
		});
	});
}
