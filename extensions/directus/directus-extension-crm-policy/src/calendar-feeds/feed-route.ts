import { fetchCost, fetchLimits, secretIn } from '@crm-policy/rules/calendar-feeds/feed';
import { isDirectusError } from '@directus/errors';
import type { SchemaOverview } from '@directus/types';
import type { Handler, HttpResponse, HttpRequest } from '../endpoints/http.js';
import type { Host } from '../engine/context.js';
import { isSetUp } from '../engine/safety.js';
import { limitersOf, networkOf } from '../public-pages/limiters.js';
import { secretOf, withheld } from '../public-pages/secret-paths.js';
import { FeedReader, type Fetched } from './fetching.js';
import type { FeedSettings } from './settings.js';

const minute = 60;
const hour = 60 * minute;

/** How long a program is asked to wait after something went wrong on our side, in seconds. */
const patience = 5 * minute;

/** What we read of a request for a calendar. */
interface FeedRequest extends HttpRequest {
	readonly method: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly ip?: string;
	/** Directus has put it there; asked for again it would be copied as a whole. */
	readonly schema: SchemaOverview;
	acceptsEncodings(encodings: readonly string[]): string | false;
}

/** A refusal without a word about why: what a feed is not, nobody is told. */
class Refused extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		readonly retryAfter: number | null = null,
	) {
		super(code);
	}
}

const unknownFeed = (): Refused => new Refused(404, 'ROUTE_NOT_FOUND');

const headerOf = ({ headers }: FeedRequest, name: string): string | undefined => {
	const value = headers[name];
	return Array.isArray(value) ? value.join(', ') : value;
};

function protect(response: HttpResponse): void {
	response.setHeader('X-Robots-Tag', 'noindex');
	response.setHeader('Referrer-Policy', 'no-referrer');
	response.setHeader('X-Content-Type-Options', 'nosniff');
}

function refuse(response: HttpResponse, { status, code, retryAfter }: Refused): void {
	response.setHeader('Cache-Control', 'no-store');
	if (retryAfter !== null) response.setHeader('Retry-After', String(retryAfter));
	response.status(status).json({ errors: [{ message: code, extensions: { code } }] });
}

/** `filename*` after RFC 5987; a calendar's name may be Chinese. */
const fileName = (name: string): string =>
	encodeURIComponent(`${name}.ics`).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Sends a calendar that is ready in full, with its length, or that there is nothing new. */
async function send(request: FeedRequest, response: HttpResponse, fetched: Fetched, gzip: boolean): Promise<void> {
	response.setHeader('ETag', `"${fetched.etag}"`);
	response.setHeader('Last-Modified', new Date(fetched.changedAt).toUTCString());
	response.setHeader('Cache-Control', 'private, no-cache');
	response.setHeader('Vary', 'Accept-Encoding');
	if (fetched.body === null) {
		response.status(304).end(new Uint8Array());
		return;
	}
	const packs = gzip && request.acceptsEncodings(['gzip', 'identity']) === 'gzip';
	const bytes = packs ? await fetched.body.packed() : fetched.body.plain;
	response.setHeader('Content-Type', 'text/calendar; charset=utf-8');
	response.setHeader('Content-Disposition', `inline; filename*=UTF-8''${fileName(fetched.name)}`);
	if (packs) response.setHeader('Content-Encoding', 'gzip');
	response.setHeader('Content-Length', String(bytes.length));
	response.status(200).end(bytes);
}

/**
 * `GET` and `HEAD /crm/feeds/<secret>.ics`: the calendar, for whoever has its address. The secret has been taken out of the address before
 * anything could log it (`secret-paths.ts`).
 */
export function feedRoute(host: Host, settings: FeedSettings): readonly ['all', string, Handler] {
	const reader = new FeedReader(host, settings);
	const limiter = limitersOf(host);
	const perFeed = limiter('crm-feed', fetchLimits.perFeedAndHour * fetchCost.full, hour);
	const unknown = limiter('crm-feed-unknown', fetchLimits.unknownPerMinute, minute);

	const answer = async (request: FeedRequest, response: HttpResponse): Promise<void> => {
		protect(response);
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.setHeader('Allow', 'GET, HEAD');
			throw new Refused(405, 'METHOD_NOT_ALLOWED');
		}
		if (!(await isSetUp(host))) throw new Refused(503, 'SERVICE_UNAVAILABLE', patience);
		const now = new Date();
		const secret = secretIn(secretOf(request) ?? '');
		const opened = secret === null ? undefined : await reader.open(secret, now);
		if (opened === undefined) {
			const wait = await unknown.consume(networkOf(request.accountability?.ip ?? request.ip ?? ''));
			throw wait === null ? unknownFeed() : new Refused(429, 'REQUESTS_EXCEEDED', wait);
		}
		const { feed } = opened;
		const count = async (points: number): Promise<void> => {
			const wait = await perFeed.consume(feed.id, points);
			if (wait !== null) throw new Refused(429, 'REQUESTS_EXCEEDED', wait);
		};
		await count(fetchCost.unchanged);
		const condition = { ifNoneMatch: headerOf(request, 'if-none-match'), ifModifiedSince: headerOf(request, 'if-modified-since') };
		const fetched = await reader.fetch(opened, request.schema, condition, now, () => count(fetchCost.full - fetchCost.unchanged));
		await send(request, response, fetched, settings.gzip);
		await reader
			.noteUse(feed, headerOf(request, 'user-agent') ?? '', now)
			.catch((error: unknown) => host.logger.warn(error, 'CRM Policy: it could not be noted that a calendar was fetched.'));
	};

	return [
		'all',
		`/feeds/${withheld}`,
		(request, response) => {
			answer(request as FeedRequest, response).catch((error: unknown) => {
				if (error instanceof Refused) {
					refuse(response, error);
					return;
				}
				// The error itself goes to the log; whoever fetches keeps the last good copy and comes again.
				const reason = isDirectusError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
				host.logger.error(error, `CRM Policy: a calendar could not be answered (${reason}).`);
				refuse(response, new Refused(503, 'SERVICE_UNAVAILABLE', patience));
			});
		},
	];
}
