import { describe, expect, it } from 'vitest';
import { settingRules } from '../../extensions/directus/directus-extension-crm-policy/src/host-guard/setting-rules.js';
import { hardened, localSettings, redisSettings, withOwnSettings } from './host-settings.mjs';

describe('settings', () => {
	it("are the operator's where there are any; an empty one counts as none", () => {
		expect(withOwnSettings({ A: '1', B: '2', C: '3' }, { A: 'own', B: '' })).toEqual({ A: 'own', B: '2', C: '3' });
	});

	it('share memory between instances when there is a Redis', () => {
		expect(redisSettings({ REDIS: 'redis://cache:6379' })).toEqual({
			CACHE_STORE: 'redis',
			RATE_LIMITER_STORE: 'redis',
			SYNCHRONIZATION_STORE: 'redis',
			REDIS: 'redis://cache:6379?disableClientInfo=true',
		});
		expect(redisSettings({ REDIS: 'redis://cache/1?family=4' })['REDIS']).toBe('redis://cache/1?family=4&disableClientInfo=true');
		expect(redisSettings({ REDIS_HOST: 'cache' })['REDIS_DISABLE_CLIENT_INFO']).toBe('true');
		expect(redisSettings({})).toEqual({});
	});

	it('are what the host guard asks for, in `npm start` as in compose', () => {
		const local = localSettings({ port: 8055, folder: '/data', extensionsPath: '/data/extensions', secret: 'x' });
		expect(settingRules.filter((rule) => !rule.holds(local)).map(({ name }) => name)).toEqual([]);
		expect(settingRules.filter((rule) => !rule.holds({ ...hardened, IP_TRUST_PROXY: 1 })).map(({ name }) => name)).toEqual([]);
	});

	it.each([
		['WEBSOCKETS_ENABLED', true],
		['TUS_ENABLED', 'true'],
		['RATE_LIMITER_ENABLED', false],
		['EXTENSIONS_MUST_LOAD', undefined],
		['IP_TRUST_PROXY', true],
		['IP_TRUST_PROXY', undefined],
		['IMPORT_IP_DENY_LIST', ['0.0.0.0']],
		['FILES_MIME_TYPE_ALLOW_LIST', 'application/pdf,image/*'],
		['FILES_MIME_TYPE_ALLOW_LIST', ['*/*']],
		['FILES_MIME_TYPE_ALLOW_LIST', undefined],
		['EXTENSIONS_PATH', '/data/uploads/extensions'],
		['EXTENSIONS_PATH', '/data'],
	] as const)('are noticed when %s is %j', (name, value) => {
		const local = localSettings({ port: 8055, folder: '/data', extensionsPath: '/data/extensions', secret: 'x' });
		expect(settingRules.filter((rule) => !rule.holds({ ...local, [name]: value })).map((rule) => rule.name)).toEqual([name]);
	});

	it('are noticed when other sites may call from anywhere', () => {
		const broken = (env: Readonly<Record<string, unknown>>) =>
			settingRules.filter((rule) => rule.name === 'CORS_ORIGIN' && !rule.holds(env)).length;
		expect(broken({ CORS_ENABLED: true, CORS_ORIGIN: true })).toBe(1);
		expect(broken({ CORS_ENABLED: true, CORS_ORIGIN: ['https://a.example', '*'] })).toBe(1);
		expect(broken({ CORS_ENABLED: true, CORS_ORIGIN: ['https://a.example'] })).toBe(0);
		expect(broken({ CORS_ENABLED: false, CORS_ORIGIN: true })).toBe(0);
	});
});
