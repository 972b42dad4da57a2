import type { Readable } from 'node:stream';
import { locales, nearestLocale, type Locale } from '@crm-policy/rules/words/text';
import type { Host } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
import type { Handler, HttpRequest, HttpResponse } from '../endpoints/http.js';

/** What we read of an Express request from somebody without an account. */
export interface PublicRequest extends HttpRequest, Pick<Readable, 'on' | 'pipe'> {
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly ip?: string;
	/** The first of the types that the visitor accepts, or false. */
	accepts(types: readonly string[]): string | false;
	acceptsLanguages(languages: readonly string[]): string | false;
}

/** Somebody without an account. Whoever is signed in is treated the same: these pages know nobody. */
export interface Visitor {
	readonly request: PublicRequest;
	readonly locale: Locale;
	/** Whether they read pages; programs get JSON. */
	readonly readsPages: boolean;
	/** Their network address as Directus makes it out (`IP_TRUST_PROXY`, `IP_CUSTOM_HEADER`). */
	readonly address: string;
}

const asked: Readonly<Record<string, Locale>> = { zh: 'zh-CN', 'zh-cn': 'zh-CN', en: 'en-US', 'en-us': 'en-US' };

/** The language of `?lang`, else of the browser, else of the project. */
async function localeOf(host: Host, request: PublicRequest): Promise<Locale> {
	const wanted = request.query['lang'];
	const chosen = typeof wanted === 'string' ? asked[wanted.toLowerCase()] : undefined;
	if (chosen !== undefined) return chosen;
	const header = request.headers['accept-language'];
	const accepted = typeof header === 'string' && header !== '*' ? request.acceptsLanguages([...locales, 'zh', 'en']) : false;
	if (accepted !== false) return nearestLocale(accepted);
	const settings = await firstOf<{ default_language: string | null }>(
		host.database('directus_settings').select('default_language').first(),
	);
	return nearestLocale(settings?.default_language);
}

async function visitorOf(host: Host, request: PublicRequest): Promise<Visitor> {
	return {
		request,
		locale: await localeOf(host, request),
		readsPages: request.accepts(['json', 'html']) === 'html',
		address: request.accountability?.ip ?? request.ip ?? '',
	};
}

/** Makes an Express handler for people without an account; failures go to Directus' own error answer. */
export const forVisitors =
	(host: Host, answer: (visitor: Visitor, response: HttpResponse) => Promise<void>): Handler =>
	(request, response, next) => {
		void (async () => {
			try {
				await answer(await visitorOf(host, request as PublicRequest), response);
			} catch (error) {
				next(error);
			}
		})();
	};
