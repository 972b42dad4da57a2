import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import type { Host } from '../../engine/context.js';
import { formLifetimeSeconds } from './form-token.js';
import { IntakeRefused, invalid } from './problem.js';
import { intakeSettings } from './settings.js';

const hour = 3600;
const day = 24 * hour;

/** The limits of the public intake. Keys are hashes: neither addresses nor contacts are kept. */
export interface IntakeLimits {
	/** Counts an attempt from a network address. */
	attempt(address: string): Promise<void>;
	/** Counts a complaint of one person, by telephone number or e-mail address. */
	complain(contact: string): Promise<void>;
	/** Uses up a form, so that sending it twice makes one complaint. */
	useForm(nonce: string): Promise<void>;
}

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

/** The same person, however they write their number or address. */
export function contactKey(contact: string): string {
	const digits = contact.replace(/\D/g, '');
	return !contact.includes('@') && digits.length >= 5 ? digits.slice(-11) : contact.normalize('NFKC').toLowerCase().replace(/\s/g, '');
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

/** Consumes one point; the number of seconds to wait when there is none left. */
async function consume(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
	try {
		await limiter.consume(hashed(key));
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
export function intakeLimits({ env, logger }: Pick<Host, 'env' | 'logger'>): IntakeLimits {
	const settings = intakeSettings(env);
	const client = env['RATE_LIMITER_STORE'] === 'redis' ? redisOf(env) : null;
	client?.on('error', (error: Error) => logger.warn(`CRM Policy: the limits of the public page cannot reach Redis (${error.name}).`));
	const limiter = (keyPrefix: string, points: number, duration: number): RateLimiterAbstract => {
		const memory = new RateLimiterMemory({ keyPrefix, points, duration });
		return client === null ? memory : new RateLimiterRedis({ storeClient: client, keyPrefix, points, duration, insuranceLimiter: memory });
	};
	const addresses = limiter('crm-intake-address', settings.perAddress, hour);
	const contacts = limiter('crm-intake-contact', settings.perContact, day);
	const forms = limiter('crm-intake-form', 1, formLifetimeSeconds);
	const refuseFor = (seconds: number | null): void => {
		if (seconds === null) return;
		const problem = { field: null, text: words.problems.tooManyRequests, values: { minutes: Math.ceil(seconds / 60) } };
		throw new IntakeRefused(429, 'REQUESTS_EXCEEDED', [problem], seconds);
	};
	return {
		attempt: async (address) => refuseFor(await consume(addresses, networkOf(address))),
		complain: async (contact) => refuseFor(await consume(contacts, contactKey(contact))),
		useForm: async (nonce) => {
			if ((await consume(forms, nonce)) !== null) throw invalid({ field: null, text: words.problems.formUsed });
		},
	};
}
