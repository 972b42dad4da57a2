import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { later, type OwnDirectus } from '../harness/directus.js';
import { attacks, attacksByEntry, rawStatus, type Attack } from './attempts.js';
import { mailSays, particularAttacks, sendMail, strayTemplate, withSecondFactorAsked } from './particular-attacks.js';
import { hostDefaults, noteFlow, openSituation, type Situation } from './situation.js';
import { withoutGuard } from './without-guard.js';

describe('With the host guard', () => {
	let situation: Situation<OwnDirectus>;
	beforeAll(async () => {
		situation = await openSituation();
	});
	afterAll(() => situation.stop());

	describe.each(attacksByEntry)('%s', (_entry, ofEntry) => {
		it.each(ofEntry.flatMap((attack) => attack.by.map((caller) => [attack.name, caller, attack] as const)))(
			'%s: does no harm when %s tries it',
			async (_name, caller, attack) => {
				const { harmed, said } = await attack.attempt(situation, caller);
				expect(harmed, said).toBe(false);
				expect(situation.directus.isRunning()).toBe(true);
				expect((await situation.directus.request('GET', '/server/ping')).body).toBe('pong');
			},
		);
	});

	particularAttacks(later(() => situation, 'The Directus has not started yet.'));

	it.each([
		'//utils/hash/generate',
		'/utils//hash/generate',
		'/utils%2Fhash%2Fgenerate',
		'/%75tils/hash/generate',
		'/utils/%68ash/generate',
		'/utils/./hash/generate',
		'///utils///hash///generate//',
		'/x/../utils/hash/generate',
		'/utils/hash/generate?x=1',
		'/utils/hash/generate;x',
		'/utils/hash/generate/#x',
	])('does not hash at %s either, however a path is written', async (path) => {
		expect(await rawStatus(situation.directus.url, 'POST', path, '{"string":"x"}')).toBeGreaterThanOrEqual(400);
	});

	it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])('takes no %s for a method', async (header) => {
		const flow = await noteFlow(situation.admin, { trigger: 'webhook', options: { method: 'GET' } });
		await rawStatus(situation.directus.url, 'POST', `/flows/${flow}?_method=DELETE`, '{"_method":"DELETE"}', { [header]: 'DELETE' });
		const linked = (await situation.directus.database('directus_operations').where({ flow }).whereNotNull('resolve')) as unknown[];
		expect(linked).toHaveLength(1);
		await situation.admin.request('DELETE', `/flows/${flow}`);
	});

	it('says in the language of the reader what is not possible and what to do', async () => {
		const asked = (language: string) =>
			situation.directus.request('POST', '/utils/hash/generate', { string: 'x' }, { headers: { 'accept-language': language } });
		const english = await asked('en-GB,en;q=0.9');
		expect(english).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN', guard: 'hash-utilities' } }] } });
		expect(english.body.errors[0]?.message).toBe(
			'This server makes and checks no hashes on request. Save the value in a field that hashes it.',
		);
		expect((await asked('zh-CN,zh;q=0.9')).body.errors[0]?.message).toBe('本服务器不应请求生成或校验哈希。请将值保存到自动哈希的字段中。');
		const { sales } = situation.people;
		await situation.directus.database('directus_users').where({ id: sales.user }).update({ language: 'zh-CN' });
		const own = await sales.request('DELETE', `/users/${situation.admin.user}`);
		expect(own.body.errors[0]?.message).toContain('请联系管理员');
	});

	it('notes what it refuses once a minute and kind, without saying more than the kind', () => {
		const lines = situation.directus
			.log()
			.split('\n')
			.filter((line) => line.includes('the host guard refused'));
		const ofHashes = lines.filter((line) => line.includes('hash-utilities'));
		expect(ofHashes.length).toBeGreaterThan(0);
		expect(ofHashes.length).toBeLessThanOrEqual(4);
		expect(lines.join('\n')).not.toMatch(/stranger@example|string|Bearer|at Layer/);
	});
});

/** The same attempts on the same build without the guard, with Directus' own settings: they succeed, so that they are worth refusing. */
describe('Without the host guard', () => {
	let situation: Situation<OwnDirectus>;
	beforeAll(async () => {
		situation = await openSituation({ wrapper: withoutGuard, env: hostDefaults });
	});
	afterAll(() => situation.stop());

	const worthTrying = (attack: Attack): boolean => attack.heldByHost !== true;

	it.each(
		attacks.filter((attack) => worthTrying(attack) && attack.lethal !== true).map((attack) => [attack.entry, attack.name, attack] as const),
	)('%s, %s: does harm', async (_entry, _name, attack) => {
		const { harmed, said } = await attack.attempt(situation, attack.by[0] ?? 'anonymous');
		expect(harmed, said).toBe(true);
	});

	it('mail-templates: do harm', async () => {
		await sendMail(situation, strayTemplate);
		expect(await mailSays(situation, 'stray template')).toBe(true);
	});

	it('markup-in-the-favicon: does harm', async () => {
		await situation.admin.request('PATCH', '/settings', { project_color: '#fff"/><script>' });
		const row: unknown = await situation.directus.database('directus_settings').first('project_color');
		expect(row).toEqual({ project_color: '#fff"/><script>' });
	});

	it('second-factor: is not asked of callers of the interface', async () => {
		const finance = await situation.directus.login('finance@example.com');
		await withSecondFactorAsked(situation, finance.user, async () => {
			expect((await finance.request('GET', '/items/crm_contracts?limit=1')).status).toBe(200);
		});
	});

	it('refuses governed commands, because the guard is missing', async () => {
		const { body } = await situation.admin.request<{ data: { ok: boolean; problems: { kind: string }[] } }>('GET', '/crm/health');
		expect(body.data.ok).toBe(false);
		expect(body.data.problems.map(({ kind }) => kind)).toContain('host-guard');
	});

	it.each(
		attacks.filter((attack) => worthTrying(attack) && attack.lethal === true).map((attack) => [attack.entry, attack.name, attack] as const),
	)('%s, %s: ends the process', async (_entry, _name, attack) => {
		// As a person: what needs a right to get that far gets it here.
		const { harmed, said } = await attack.attempt(situation, 'sales');
		expect(harmed, said).toBe(true);
		await situation.directus.restart();
	});
});
