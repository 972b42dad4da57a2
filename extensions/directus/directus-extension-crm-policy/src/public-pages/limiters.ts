import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Host } from '../engine/context.js';

/** Counts what somebody without an account does. Keys are hashed: neither addresses nor contacts nor secrets are kept. */
export interface Limiter {
	/** Uses up points; the number of seconds to wait when there are none left, else null. */
	consume(key: string, points?: number): Promise<number | null>;
}

/** Makes limiters: so many points in so many seconds. */
export type Limiters = (keyPrefix: string, points: number, seconds: number) => Limiter;

/** One network has one limit: an IPv6 network hands its members as many addresses as they like. */
export function networkOf(address: string): string {
	if (!isIPv6(address)) return address;
	const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
	const groups = head === '' ? [] : head.split(':');
	const behind = tail === undefined || tail === '' ? [] : tail.split(':');
	const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length);
	return [...groups, ...Array.from({ length: missing }, () => '0'), ...behind]
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ''))
		.join(':');
}

const hashed = (value: string): string => createHash('sha256').update(value).digest('hex');

/** Directus' own settings for its Redis. */
function redisOf(env: Readonly<Record<string, unknown>>): Redis {
	const options = { enableOfflineQueue: false, disableClientInfo: true } as const;
	if (typeof env['REDIS'] === 'string' && env['REDIS'] !== '') return new Redis(env['REDIS'], options);
	const own = (name: string): string | undefined => {
		const value = env[name];
		return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
	};
	const [username, password] = [own('REDIS_USERNAME'), own('REDIS_PASSWORD')];
	return new Redis({
		...options,
		host: own('REDIS_HOST') ?? '127.0.0.1',
		port: Number(own('REDIS_PORT') ?? 6379),
		db: Number(own('REDIS_DB') ?? 0),
		...(username === undefined ? {} : { username }),
		...(password === undefined ? {} : { password }),
	});
}

async function consume(limiter: RateLimiterAbstract, key: string, points: number): Promise<number | null> {
	try {
		await limiter.consume(hashed(key), points);
		return null;
	} catch (refused) {
		if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
		throw refused;
	}
}

/**
 * Limits for this process, or for all instances when Directus keeps its own in Redis (`RATE_LIMITER_STORE=redis`). While Redis cannot be
 * reached each instance counts for itself.
 */
export function limitersOf({ env, logger }: Pick<Host, 'env' | 'logger'>): Limiters {
	const client = env['RATE_LIMITER_STORE'] === 'redis' ? redisOf(env) : null;
	client?.on('error', (error: Error) =>
		logger.warn(`CRM Policy: the limits for people without an account cannot reach Redis (${error.name}).`),
	);
	return (keyPrefix, points, duration) => {
		const memory = new RateLimiterMemory({ keyPrefix, points, duration });
		const limiter =
			client === null ? memory : new RateLimiterRedis({ storeClient: client, keyPrefix, points, duration, insuranceLimiter: memory });
		return { consume: (key, used = 1) => consume(limiter, key, used) };
	};
}
