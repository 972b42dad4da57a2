/**
 * The settings of Directus that this project relies on, as data: `npm start`, the tests, the topology script and docker-compose.yml
 * (compared by a test) all take them from here. Every one can be overridden by the operator's environment; the extension reads them back
 * at boot and says when one is weaker than it should be.
 */

/** Narrowed because of what is open in this version of Directus, or because the product does not use it. */
export const hardened = {
	// Not used by the product, and each is one more way in or out.
	WEBSOCKETS_ENABLED: 'false',
	TUS_ENABLED: 'false',
	AI_ENABLED: 'false',
	MCP_ENABLED: 'false',
	TELEMETRY: 'false',
	METRICS_ENABLED: 'false',
	GRAPHQL_INTROSPECTION: 'false',
	// A cached answer would skip the hooks and outlive a change of department.
	CACHE_ENABLED: 'false',
	// Without a proxy nobody's X-Forwarded-For is believed; behind one, the number of proxies.
	IP_TRUST_PROXY: 'false',
	// Generous enough for an office behind one address: 300 requests a second.
	RATE_LIMITER_ENABLED: 'true',
	RATE_LIMITER_POINTS: '300',
	RATE_LIMITER_DURATION: '1',
	RATE_LIMITER_GLOBAL_ENABLED: 'true',
	// For all addresses together; Directus refuses to start when this is not above the limit of one.
	RATE_LIMITER_GLOBAL_POINTS: '1000',
	RATE_LIMITER_GLOBAL_DURATION: '1',
	// Outbound requests of imports and flows reach no address of this machine or network.
	IMPORT_IP_DENY_LIST: [
		...['0.0.0.0', '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
		...['::', '::1', 'fc00::/7', 'fe80::/10'],
	].join(','),
	// What people attach to contracts, complaints and visits; nothing a browser would run.
	FILES_MIME_TYPE_ALLOW_LIST: [
		...['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'text/plain', 'text/csv', 'message/rfc822'],
		...['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
		'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	].join(','),
	CORS_ENABLED: 'false',
	// Without the extension Directus would serve everything unguarded: it must load or the process ends.
	EXTENSIONS_MUST_LOAD: 'true',
	// The extension's own tables are no collections; Directus then answers 403 for them, to administrators too. The first two are its default.
	DB_EXCLUDE_TABLES:
		'spatial_ref_sys,sysdiagrams,crm_tickets,crm_sequences,crm_provisioned,crm_locks,crm_outbox,crm_anchors,crm_complaint_links,crm_calendar_keys,crm_calendar_texts,crm_contact_reminders,crm_duplicate_keys,crm_imports,crm_import_rows,crm_import_mappings',
};

/** What makes a start faster: Directus bundles the app's extensions each time it starts, and the newer of its bundlers takes a tenth of the time. */
export const quickStart = {
	EXTENSIONS_ROLLDOWN: 'true',
};

/** How the extension brings the database up to date, and whether it adds the demo company. */
export const provisioning = {
	CRM_PROVISION: 'start',
	CRM_DEMO: 'true',
	CRM_DEMO_LANGUAGE: 'en-US',
	CRM_DEMO_PASSWORD: 'crm-demo-2026',
};

/** Pages and endpoints for people without an account. */
export const publicIntake = {
	CRM_PUBLIC_COMPLAINTS: 'true',
};

/** The demo's administrator; `bootstrap` creates this account. */
export const demoAdministrator = 'admin@example.com';

/** What several instances of Directus on one database need besides REDIS: they share what one keeps in memory. */
export const severalInstances = {
	CACHE_STORE: 'redis',
	RATE_LIMITER_STORE: 'redis',
	SYNCHRONIZATION_STORE: 'redis',
};

/**
 * The settings for an operator's Redis. Without `disableClientInfo` the Redis client of this Directus may end the process while starting,
 * when it subscribes before it has introduced itself (redis/ioredis#2037).
 * @param {NodeJS.ProcessEnv} own
 * @returns {Record<string, string>} empty where there is no Redis
 */
export function redisSettings(own) {
	const address = own['REDIS'];
	if (address) {
		const option = address.includes('disableClientInfo=') ? '' : `${address.includes('?') ? '&' : '?'}disableClientInfo=true`;
		return { ...severalInstances, REDIS: `${address}${option}` };
	}
	return own['REDIS_HOST'] ? { ...severalInstances, REDIS_DISABLE_CLIENT_INFO: 'true' } : {};
}

/**
 * The settings for a Directus on this machine, without the operator's own.
 * @param {{ port: number, folder: string, extensionsPath: string, secret: string }} place
 *   `folder` holds the SQLite database, uploads and temporary files
 * @returns {Record<string, string>}
 */
export function localSettings({ port, folder, extensionsPath, secret }) {
	return {
		...hardened,
		...quickStart,
		...provisioning,
		...publicIntake,
		NODE_ENV: 'production',
		// The demo's password is public, so the demo is not offered to the network unless asked for.
		HOST: '127.0.0.1',
		PORT: String(port),
		PUBLIC_URL: `http://localhost:${port}`,
		SECRET: secret,
		DB_CLIENT: 'sqlite3',
		DB_FILENAME: `${folder}/crm.sqlite`,
		STORAGE_LOCATIONS: 'local',
		STORAGE_LOCAL_DRIVER: 'local',
		STORAGE_LOCAL_ROOT: `${folder}/uploads`,
		TEMP_PATH: `${folder}/temporary`,
		EXTENSIONS_PATH: extensionsPath,
		// No mail server is known here; checking for one would only delay the start.
		EMAIL_VERIFY_SETUP: 'false',
		LOG_STYLE: 'raw',
	};
}

/**
 * The settings that are in force: the operator's where there are any.
 * @param {Record<string, string>} defaults
 * @param {NodeJS.ProcessEnv} own
 * @returns {Record<string, string | undefined>}
 */
export function withOwnSettings(defaults, own) {
	const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined && value !== ''));
	return { ...defaults, ...set };
}
