import type { Handler } from '../endpoints/http.js';
import type { Host } from '../engine/context.js';
import { feedRoute } from './feed-route.js';
import { managingRoutes } from './managing.js';
import { feedSettings } from './settings.js';

/** Calendar feeds: making them, and the calendars themselves. */
export function calendarFeedRoutes(host: Host): readonly (readonly ['post' | 'delete' | 'all', string, Handler])[] {
	const settings = feedSettings(host.env);
	// The calendars first: a feed is managed by its id, and what is no id is a secret.
	return [feedRoute(host, settings), ...managingRoutes(host, settings)];
}
