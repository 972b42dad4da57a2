import { defineEndpoint } from '@directus/extensions-sdk';
import { accessExplanationRoute } from '../access-explanation/route.js';
import { heldRoute } from '../departures/held-route.js';
import { dueRoute } from '../complaints/due-route.js';
import { publicComplaintRoutes } from '../complaints/public/routes.js';
import { documentRoutes } from '../documents/routes.js';
import { hostOf } from '../engine/host.js';
import { publicHotlinesRoute } from '../hotlines/public-page.js';
import { giftLimitsRoute } from '../gifts/limits-route.js';
import { giftRegisterRoute } from '../gifts/register-route.js';
import { commandRoutes } from './commands.js';
import { healthRoute } from './health.js';
import type { Handler } from './http.js';
import { inboxRoute } from './inbox.js';
import { ledgerRoutes } from './ledger.js';
import { clausesRoute, peopleRoute } from './lookups.js';
import { statusLinksRoute } from './status-links.js';
import { timelineRoute } from './timeline.js';
import { versionsRoute } from './versions.js';

/** The routes under `/crm`; each is one file. */
export default defineEndpoint({
	id: 'crm',
	handler: (router, context) => {
		const host = hostOf(context);
		const routes: readonly (readonly ['get' | 'post' | 'delete', string, Handler])[] = [
			...commandRoutes(host),
			inboxRoute(host),
			timelineRoute(host),
			versionsRoute(host),
			dueRoute(host),
			accessExplanationRoute(host),
			heldRoute(host),
			giftLimitsRoute(host),
			giftRegisterRoute(host),
			...ledgerRoutes(host),
			peopleRoute(host),
			clausesRoute(host),
			healthRoute(host),
			...publicComplaintRoutes(host),
			publicHotlinesRoute(host),
			...documentRoutes(host),
			statusLinksRoute(host),
		];
		for (const [method, path, handler] of routes) router[method](path, handler as unknown as Parameters<typeof router.get>[1]);
	},
});
