import type { Accountability } from '@directus/types';

/** What the guard reads of a request (Express); the caller is there once the host has authenticated them. */
export interface GuardedRequest {
	readonly method: string;
	/** As it was sent, with the query string. What the host routes by. */
	url: string;
	/** The path as it was sent, without the query string; inside a guard of a path, what follows that path. */
	readonly path: string;
	/** Inside a guard of a path, that path as it was sent. */
	readonly baseUrl?: string;
	readonly query: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	readonly body?: unknown;
	/** The bytes of a JSON body, kept by the host. */
	readonly rawBody?: Buffer;
	readonly accountability?: Accountability | null;
}

export type Next = (error?: unknown) => void;
export type Middleware = (request: GuardedRequest, response: unknown, next: Next) => void;

/** The host's web server. Express matches these paths as it matches the host's own: blind to case and to a trailing slash. */
export interface WebServer {
	use(handler: Middleware): void;
	use(path: string | readonly string[], handler: Middleware): void;
}

/** Whether nobody has signed in; the holder of a share has not either. */
export const isAnonymous = ({ accountability }: GuardedRequest): boolean => (accountability?.user ?? null) === null;

export const isAdministrator = ({ accountability }: GuardedRequest): boolean => accountability?.admin === true;

/**
 * The collection a path inside `/items` and the like begins with, as the host reads it: `%63rm_customers` is `crm_customers`. What cannot be
 * read is no collection of ours; the host refuses it.
 */
export function collectionOf({ path }: Pick<GuardedRequest, 'path'>): string {
	try {
		return decodeURIComponent(path.split('/')[1] ?? '').toLowerCase();
	} catch {
		return '';
	}
}

/**
 * The path with every run of slashes as one. The host's nested routers swallow a slash at each seam (`/utils//hash`), a guard of a whole path
 * does not; after this both read the same.
 */
export function withoutEmptySteps(url: string): string {
	const end = url.indexOf('?');
	const path = end === -1 ? url : url.slice(0, end);
	return path.includes('//') ? path.replace(/\/{2,}/g, '/') + (end === -1 ? '' : url.slice(end)) : url;
}
