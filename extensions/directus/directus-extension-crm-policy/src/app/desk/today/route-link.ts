import type { Locale } from '@crm-policy/rules/words/text';

/** A map with the way to a place, as the reader's part of the world uses one. Opened by the reader; nothing is sent before. */
export const routeLink = (place: string, locale: Locale): string =>
	locale === 'zh-CN'
		? `https://uri.amap.com/search?keyword=${encodeURIComponent(place)}`
		: `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
