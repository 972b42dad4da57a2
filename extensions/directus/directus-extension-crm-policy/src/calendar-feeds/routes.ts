import type { Handler } from '../endpoints/http.js';
import type { Host } from '../engine/context.js';
import { feedRoute } from './feed-route.js';
import { managingRoutes } from './managing.js';
import { feedSettings } from './settings.js';

/** Calendar feeds: making them, and the calendars themselves. */
export function calendarFeedRoutes(host: Host): readonly (readonly ['post' | 'delete' | 'all', string, Handler])[] {
	const settings = feedSettings(host.env);
	return [...managingRoutes(host, settings), feedRoute(host, settings)];
}
