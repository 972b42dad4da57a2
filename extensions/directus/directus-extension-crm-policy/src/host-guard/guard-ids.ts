/** The parts of the guard that stand before a route and refuse requests. */
export const routeGuards = [
	'deep-query',
	'deep-body',
	'graphql-names',
	'csv-headers',
	'import-sign-in',
	'refused-deletes',
	'settings-owner',
	'hash-utilities',
	'graphql-sign-in',
	'graphql-repeats',
	'asset-size',
	'flow-trigger',
	'version-save',
	'second-factor',
	'host-export',
	'write-by-query',
	'count-beside-keys',
] as const;

/** The parts that refuse what a service of the host is about to write or send, whichever way it was asked. */
export const filterGuards = ['share-fields', 'comment-fields', 'project-color', 'mail-template', 'related-rows'] as const;

/** The parts that change what passes instead of refusing it. */
export const quietGuards = ['empty-steps', 'settings-secrets', 'websocket-caller', 'query-reading'] as const;

/** Looks at rights and data in the database; each that fails is a problem of the configuration. */
export const databaseChecks = [
	'ip-access',
	'public-rights',
	'public-flows',
	'system-rights',
	'named-fields',
	'tracking',
	'versioning',
	'public_registration',
	'storage_asset_transform',
	'model-keys',
] as const;

/** What the proxy in front holds by itself, also while the guard is not there. */
export const proxyGuards = [
	'deep-query',
	'no-upgrades',
	'caller-address',
	'hash-utilities',
	'settings-owner',
	'graphql-sign-in',
	'refused-deletes',
] as const;

export type GuardId = (typeof routeGuards)[number] | (typeof filterGuards)[number];
export type QuietGuardId = (typeof quietGuards)[number];
export type DatabaseCheckId = (typeof databaseChecks)[number];
export type ProxyGuardId = (typeof proxyGuards)[number];
