import { localDay } from '@crm-policy/rules/calendar/local-date';
import { hotlinePage, type PublishedHotline } from '@crm-policy/rules/hotlines/page';
import { nearestLocale } from '@crm-policy/rules/words/text';
import type { Handler } from '../endpoints/http.js';
import { decodeRow } from '../engine/codec.js';
import type { Host } from '../engine/context.js';
import { firstOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';

const shown = [
	'office_phone',
	'office_hours',
	'duty_phone',
	'online_service',
	'manager_office_phone',
	'manager_mobile',
	'valid_until',
] as const;

/** The list that is published and valid today; none otherwise. */
async function publishedToday(host: Host): Promise<PublishedHotline | null> {
	const raw = await firstOf(
		host
			.database('crm_hotlines')
			.where({ status: 'published' })
			.orderBy('published_at', 'desc')
			.select(...shown, 'valid_from')
			.first(),
	);
	if (raw === undefined) return null;
	const { valid_from, ...row } = decodeRow('crm_hotlines', raw);
	const now = new Date().toISOString();
	const today = localDay(now, (await rulebookInForce(host.database, now, 'en-US')).time_zone);
	const until = typeof row['valid_until'] === 'string' ? row['valid_until'] : null;
	if (typeof valid_from === 'string' && today < valid_from) return null;
	return until !== null && today > until ? null : (row as unknown as PublishedHotline);
}

/**
 * The public page with the hotlines, for anybody, in the language of the browser; as JSON (`{ data }`) for who asks for that. It says
 * nothing that is not meant for the public (HOT-01, HOT-02).
 */
export const hotlinePageRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/public/hotlines',
	(request, response, next) => {
		void (async () => {
			try {
				const published = await publishedToday(host);
				response.setHeader('Cache-Control', 'public, max-age=60');
				response.setHeader('Vary', 'Accept, Accept-Language');
				if (request.get('accept')?.includes('application/json') === true) {
					response.json({ data: published });
					return;
				}
				const locale = nearestLocale(request.get('accept-language'));
				response.setHeader('Content-Type', 'text/html; charset=utf-8');
				response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
				response.setHeader('X-Content-Type-Options', 'nosniff');
				response.send(hotlinePage(published, locale));
			} catch (error) {
				next(error);
			}
		})();
	},
];
