import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import type { HttpResponse } from '../endpoints/http.js';
import { Html, html } from './html.js';
import { style, styleSource } from './style.js';

export interface Page {
	readonly title: Text;
	/** Put before the title, for screen readers, when something is wrong. */
	readonly titlePrefix?: Text;
	readonly locale: Locale;
	/** Path of the same page, for the link to it in the other language; none where it would have to repeat a secret or a receipt. */
	readonly path?: string;
	readonly body: Html;
}

/** No script, no frame, no picture, nothing from elsewhere; forms go to this server only. */
const contentSecurityPolicy = [
	"default-src 'none'",
	`style-src ${styleSource}`,
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** What every answer to somebody without an account carries: kept nowhere, sent on to nobody, run by nothing. */
export function protectAnswer(response: HttpResponse, { indexed }: { readonly indexed: boolean }): void {
	response.setHeader('Content-Security-Policy', contentSecurityPolicy);
	response.setHeader('Cache-Control', 'no-store');
	response.setHeader('Referrer-Policy', 'no-referrer');
	response.setHeader('X-Content-Type-Options', 'nosniff');
	response.setHeader('Vary', 'Accept, Accept-Language');
	if (!indexed) response.setHeader('X-Robots-Tag', 'noindex, nofollow');
}

/** Each language leads to the other, by the name that one has for itself. */
const others: Readonly<Record<Locale, { readonly locale: Locale; readonly name: string }>> = {
	'en-US': { locale: 'zh-CN', name: '中文' },
	'zh-CN': { locale: 'en-US', name: 'English' },
};

/** In one piece: the page's policy names the style to the letter, spaces included. */
const styleElement = new Html(`<style>${style}</style>`);

/** A whole page that works without script. */
export function writePage({ title, titlePrefix, locale, path, body }: Page): string {
	const other = others[locale];
	return `<!doctype html>\n${
		html`<html lang="${locale}">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${titlePrefix === undefined ? '' : say(titlePrefix, locale)}${say(title, locale)}</title>
				${styleElement}
			</head>
			<body>
				<header>
					${
						path === undefined
							? null
							: html`<a href="${path}?lang=${other.locale}" hreflang="${other.locale}" lang="${other.locale}">${other.name}</a>`
					}
				</header>
				<main>
					<h1>${say(title, locale)}</h1>
					${body}
				</main>
			</body>
		</html>`.markup
	}\n`;
}
