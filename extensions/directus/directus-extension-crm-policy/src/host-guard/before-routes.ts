import type { Accountability, SchemaOverview } from '@directus/types';
import type { Logger } from 'pino';
import { asksTooMuch } from './asset-limits.js';
import { holdsDangerousDeep, isDangerousDeep, mayHoldDeep } from './deep.js';
import { asksForHash, deletesPeopleOrFlows, repeatsCostly } from './graphql-operations.js';
import type { GuardId } from './guard-ids.js';
import { graphqlNames, namesInherited } from './inherited-names.js';
import type { Refuser } from './refuse.js';
import { collectionOf, isAdministrator, isAnonymous, type GuardedRequest, type Middleware, type WebServer } from './request.js';

/** Decides about a request before the host does: the part of the guard that refuses it, or null. */
export type RouteGuard = (request: GuardedRequest) => GuardId | null | Promise<GuardId | null>;

/** Where a guard stands; everywhere when it names no path. */
export interface GuardedRoute {
	readonly paths: readonly string[];
	readonly guard: RouteGuard;
}

const isWrite = ({ method }: GuardedRequest): boolean => !['GET', 'HEAD', 'OPTIONS', 'SEARCH'].includes(method);

/** The query string, before the host reads it; nobody is known yet. Only requests with a `deep` are looked at. */
export const queryGuard: RouteGuard = ({ query }) => ('deep' in query && isDangerousDeep(query['deep']) ? 'deep-query' : null);

const bodyGuard: RouteGuard = ({ rawBody, body }) =>
	rawBody !== undefined && mayHoldDeep(rawBody) && holdsDangerousDeep(body) ? 'deep-body' : null;

const documentOf = ({ method, query, body }: GuardedRequest): string => {
	const from: unknown = method === 'GET' ? query : body;
	const document = typeof from === 'object' && from !== null ? (from as Readonly<Record<string, unknown>>)['query'] : undefined;
	return typeof document === 'string' ? graphqlNames(document) : '';
};

const graphqlGuard: RouteGuard = (request) => {
	const names = documentOf(request);
	return namesInherited(names) ? 'graphql-names' : null;
};

const systemGraphqlGuard: RouteGuard = (request) => {
	if (isAnonymous(request)) return 'graphql-sign-in';
	const names = documentOf(request);
	if (asksForHash(names)) return 'hash-utilities';
	if (repeatsCostly(names)) return 'graphql-repeats';
	return deletesPeopleOrFlows(names) && !isAdministrator(request) ? 'refused-deletes' : null;
};

const deleteGuard: RouteGuard = (request) => (request.method === 'DELETE' && !isAdministrator(request) ? 'refused-deletes' : null);

const shareGuard: RouteGuard = (request) =>
	['PATCH', 'DELETE'].includes(request.method) && isAnonymous(request) ? 'refused-deletes' : null;

const ownerGuard: RouteGuard = (request) => (isAdministrator(request) ? null : 'settings-owner');

const assetGuard: RouteGuard = ({ query }) => (asksTooMuch(query) ? 'asset-size' : null);

const flowGuard =
	(open: ReadonlySet<string>): RouteGuard =>
	(request) =>
		isWrite(request) && isAnonymous(request) && !open.has(request.path.split('/')[1]?.toLowerCase() ?? '') ? 'flow-trigger' : null;

/** The host's service that says what somebody may do with one row. */
interface PermissionsOfItem {
	getItemPermissions(collection: string, key: string): Promise<{ readonly update: { readonly access: boolean } }>;
}

export interface VersionRights {
	readonly schema: () => Promise<SchemaOverview>;
	readonly service: new (options: { schema: SchemaOverview; accountability: Accountability | null }) => PermissionsOfItem;
}

/** Saving to a version asks for the right to update it; the host asks for the right to read it only. */
const versionGuard =
	({ schema, service }: VersionRights): RouteGuard =>
	async (request) => {
		const [, version, action] = request.path.split('/');
		if (request.method !== 'POST' || action?.toLowerCase() !== 'save' || version === undefined || isAdministrator(request)) return null;
		const accountability = request.accountability ?? null;
		if ((accountability?.user ?? null) === null) return 'version-save';
		const rights = await new service({ schema: await schema(), accountability }).getItemPermissions('directus_versions', version);
		return rights.update.access ? null : 'version-save';
	};

/** A collection of ours that a request of the host takes out as a file, or null. */
function takenOut(request: GuardedRequest, isExport: boolean): string | null {
	const { query, body } = request;
	const asked = body as { readonly query?: { readonly export?: unknown } } | null | undefined;
	if (!isExport && query['export'] === undefined && asked?.query?.export === undefined) return null;
	const collection = collectionOf(request);
	return collection.startsWith('crm_') ? collection : null;
}

/** Customers’ data leave by the one way that asks for a right and a reason and keeps a record; the host’s own way has none of it. */
const exportGuard =
	(isExport: boolean): RouteGuard =>
	(request) =>
		takenOut(request, isExport) === null ? null : 'host-export';

/** Where the host takes records by their keys or by a query: our collections, and those of its own that hold people, files or words about records. */
const byKeysOrQuery = ['/items', '/users', '/files', '/comments', '/shares', '/versions', '/notifications', '/presets'];

/** Both refusals are about requests whose body says more than a list of keys; records of others' collections are theirs. */
const keysAndQuery = (request: GuardedRequest): Readonly<Record<string, unknown>> | null => {
	const { baseUrl, body } = request;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
	const isItems = baseUrl?.toLowerCase() === '/items';
	return isItems && !collectionOf(request).startsWith('crm_') ? null : (body as Readonly<Record<string, unknown>>);
};

/** A write that names its records by a condition: the host looks for them with nobody's rights, and its answer tells what it has found. */
const writeByQuery: RouteGuard = (request) => {
	const said = keysAndQuery(request);
	if (said === null || !['PATCH', 'DELETE'].includes(request.method) || isAdministrator(request)) return null;
	return 'query' in said && !Array.isArray(said['keys']) ? 'write-by-query' : null;
};

/** A reading by keys that also asks how many rows match a filter: the host reads the one with the reader's rules, and counts the other without those of related rows. */
const countBesideKeys: RouteGuard = (request) => {
	const said = keysAndQuery(request);
	if (said === null || isWrite(request) || isAdministrator(request) || !('keys' in said)) return null;
	const asked = said['query'] as Readonly<Record<string, unknown>> | null | undefined;
	return request.query['meta'] !== undefined || asked?.['meta'] !== undefined ? 'count-beside-keys' : null;
};

export interface RouteFacts {
	readonly openFlows: ReadonlySet<string>;
	readonly versionRights: VersionRights;
	/** Whether this person has a second factor, or needs none. */
	readonly hasSecondFactor: (accountability: Accountability) => boolean | Promise<boolean>;
}

/** What somebody needs to set up a second factor: themselves, and the app around it. Everything else waits for it. */
const withoutSecondFactor =
	/^\/(?:admin|auth|server|users\/me|settings|translations|extensions|policies\/me\/globals|roles\/me|permissions\/me|collections|fields|relations|presets|notifications)(?:\/|$)/i;
const nests = (request: GuardedRequest): boolean =>
	['deep', 'filter', 'alias', 'aggregate'].some((name) => name in request.query) ||
	JSON.stringify(request.query['fields'] ?? '').includes('.');
const isSetUp = (request: GuardedRequest): boolean =>
	withoutSecondFactor.test(request.path) &&
	!nests(request) &&
	(['GET', 'HEAD', 'OPTIONS'].includes(request.method) || /^\/(?:auth|users\/me)(?:\/|$)/i.test(request.path));

const secondFactorGuard =
	(hasSecondFactor: RouteFacts['hasSecondFactor']): RouteGuard =>
	(request) => {
		const { accountability } = request;
		if (accountability === undefined || accountability === null || accountability.user === null) return null;
		const known = hasSecondFactor(accountability);
		if (known === true) return null;
		return Promise.resolve(known).then((has) => (has || isSetUp(request) ? null : 'second-factor'));
	};

/** Everything that stands before the host's own routes, once it knows who is asking. */
export const guardedRoutes = ({ openFlows, versionRights, hasSecondFactor }: RouteFacts): readonly GuardedRoute[] => [
	{ paths: [], guard: secondFactorGuard(hasSecondFactor) },
	{ paths: [], guard: bodyGuard },
	{ paths: byKeysOrQuery, guard: writeByQuery },
	{ paths: byKeysOrQuery, guard: countBesideKeys },
	{ paths: ['/graphql/system'], guard: systemGraphqlGuard },
	{ paths: ['/graphql'], guard: graphqlGuard },
	{ paths: ['/flows/trigger'], guard: flowGuard(openFlows) },
	{ paths: ['/flows', '/users'], guard: deleteGuard },
	{ paths: ['/shares'], guard: shareGuard },
	{ paths: ['/settings/owner'], guard: ownerGuard },
	{ paths: ['/utils/hash'], guard: () => 'hash-utilities' },
	{ paths: ['/assets'], guard: assetGuard },
	{ paths: ['/items'], guard: exportGuard(false) },
	{ paths: ['/utils/export'], guard: exportGuard(true) },
	{ paths: ['/versions'], guard: versionGuard(versionRights) },
];

/** Makes an Express handler of a guard; what goes wrong inside it is an error of this request and lets nothing pass. */
export const standing =
	(guard: RouteGuard, refuser: Refuser, logger: Logger): Middleware =>
	(request, _response, next) => {
		const answer = (refusedBy: GuardId | null): void => {
			if (refusedBy === null) next();
			else refuser.ofRequest(refusedBy, request).then(next, next);
		};
		try {
			const decision = guard(request);
			if (decision === null || typeof decision === 'string') answer(decision);
			else
				decision.then(answer, (error: unknown) => {
					logger.error(error, 'CRM Policy: the host guard could not look at a request.');
					next(error);
				});
		} catch (error) {
			next(error);
		}
	};

export function standBeforeRoutes(app: WebServer, routes: readonly GuardedRoute[], refuser: Refuser, logger: Logger): void {
	for (const { paths, guard } of routes) {
		if (paths.length === 0) app.use(standing(guard, refuser, logger));
		else app.use(paths, standing(guard, refuser, logger));
	}
}
