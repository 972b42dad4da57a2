import { describe, expect, it } from 'vitest';
import { redisSettings, withOwnSettings } from './host-settings.mjs';

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
});
