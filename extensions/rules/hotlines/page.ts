import { say, type Locale } from '../words/text.js';
import { hotlineWords as words } from './words.js';

/** What customers see of a published list; days are ISO days. */
export interface PublishedHotline {
	readonly office_phone: string | null;
	readonly office_hours: string | null;
	readonly duty_phone: string | null;
	readonly online_service: string | null;
	readonly manager_office_phone: string | null;
	readonly manager_mobile: string | null;
	readonly valid_until: string | null;
}

const escaped = (value: string): string =>
	value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const dialled = (value: string): string => `<a href="tel:${escaped(value.replace(/[^\d+]/g, ''))}">${escaped(value)}</a>`;

/** Only what a browser may open without running anything is made a link. */
const linked = (value: string): string =>
	/^https?:\/\//i.test(value) ? `<a href="${escaped(value)}" rel="noopener noreferrer">${escaped(value)}</a>` : escaped(value);

/** The public page with the hotlines, complete in itself: no scripts, no other files (HOT-01, HOT-02, HOT-03). */
export function hotlinePage(published: PublishedHotline | null, locale: Locale): string {
	const label = (word: keyof typeof words.page, values: Readonly<Record<string, string>> = {}): string =>
		escaped(say(words.page[word], locale, values));
	const entry = (word: keyof typeof words.page, value: string | null, shown: (value: string) => string): string =>
		value === null || value.trim() === '' ? '' : `<dt>${label(word)}</dt><dd>${shown(value)}</dd>`;
	const body =
		published === null
			? `<p>${label('none')}</p>`
			: [
					'<dl>',
					entry('office', published.office_phone, dialled),
					entry('hours', published.office_hours, escaped),
					entry('duty', published.duty_phone, dialled),
					entry('online', published.online_service, linked),
					'</dl>',
					`<h2>${label('manager')}</h2><dl>`,
					entry('managerOffice', published.manager_office_phone, dialled),
					entry('managerMobile', published.manager_mobile, dialled),
					'</dl>',
					published.valid_until === null ? '' : `<p>${label('valid', { day: published.valid_until })}</p>`,
				].join('');
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<title>${label('title')}</title>`,
		'<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}',
		'dt{font-weight:600;margin-top:1rem}dd{margin:0}a{color:inherit}</style></head>',
		`<body><main><h1>${label('title')}</h1>${body}</main></body></html>`,
	].join('');
}
