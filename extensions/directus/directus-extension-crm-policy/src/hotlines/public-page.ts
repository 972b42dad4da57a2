import { localDay } from '@crm-policy/rules/calendar/local-date';
import { hotlineWords } from '@crm-policy/rules/hotlines/words';
import { say, type Text } from '@crm-policy/rules/words/text';
import { decodeRow } from '../engine/codec.js';
import type { Host } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import type { Handler } from '../endpoints/http.js';
import { html, type Html } from '../public-pages/html.js';
import { protectAnswer, writePage } from '../public-pages/page.js';
import { forVisitors, type Visitor } from '../public-pages/visitor.js';

export const hotlinesPath = '/crm/public/hotlines';

const shown = [
	'title',
	'office_phone',
	'office_hours',
	'duty_phone',
	'online_service',
	'manager_office_phone',
	'manager_mobile',
	'valid_from',
	'valid_until',
] as const;
type Hotlines = Readonly<Record<(typeof shown)[number], string | null>>;

/** The published list that is valid today, if there is one (HOT-01 to HOT-03). */
async function publishedHotlines({ database }: Host, { locale }: Visitor): Promise<Hotlines | null> {
	const now = new Date().toISOString();
	const { time_zone: timeZone } = await rulebookInForce(database, now, locale);
	const today = localDay(now, timeZone);
	const rows = await rowsOf(
		database('crm_hotlines')
			.where({ status: 'published' })
			.orderBy('published_at', 'desc')
			.limit(20)
			.select(...shown),
	);
	return (
		rows
			.map((raw) => decodeRow('crm_hotlines', raw) as unknown as Hotlines)
			.find(({ valid_from: from, valid_until: until }) => (from ?? today) <= today && (until ?? today) >= today) ?? null
	);
}

/** A number to dial: digits and a leading plus. */
const dialled = (phone: string): string => `${phone.trim().startsWith('+') ? '+' : ''}${phone.replace(/\D/g, '')}`;

/** Only addresses of the web become links; anything else stays text. */
const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address);

function hotlinesPage(list: Hotlines | null, { locale }: Visitor): string {
	const { page } = hotlineWords;
	const entry = (label: Text, content: Html | string | null): Html | null =>
		content === null || content === ''
			? null
			: html`<dt>${say(label, locale)}</dt>
					<dd>${content}</dd>`;
	const phone = (number: string | null): Html | null =>
		number === null || number === '' ? null : html`<a href="tel:${dialled(number)}">${number}</a>`;
	const online = list?.online_service ?? null;
	return writePage({
		title: page.title,
		locale,
		path: hotlinesPath,
		body:
			list === null
				? html`<p>${say(page.none, locale)}</p>`
				: html`<h2>${list.title}</h2>
						<dl>
							${entry(page.office, phone(list.office_phone))} ${entry(page.hours, list.office_hours)}
							${entry(page.duty, phone(list.duty_phone))}
							${entry(page.online, online !== null && isWebAddress(online) ? html`<a href="${online}" rel="noreferrer">${online}</a>` : online)}
						</dl>
						<h2>${say(page.manager, locale)}</h2>
						<dl>${entry(page.managerOffice, phone(list.manager_office_phone))} ${entry(page.managerMobile, phone(list.manager_mobile))}</dl>
						<p class="hint">${say(page.valid, locale, { day: list.valid_until ?? '' })}</p>`,
	});
}

/** The telephone numbers customers are given, for everybody. */
export const publicHotlinesRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/public/hotlines',
	forVisitors(host, async (visitor, response) => {
		protectAnswer(response, { indexed: true });
		const list = await publishedHotlines(host, visitor);
		if (!visitor.readsPages) {
			response.json({ data: list });
			return;
		}
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		response.send(hotlinesPage(list, visitor));
	}),
];
