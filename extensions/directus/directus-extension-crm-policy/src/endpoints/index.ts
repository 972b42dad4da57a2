import { defineEndpoint } from '@directus/extensions-sdk';
import { calendarFeedRoutes } from '../calendar-feeds/routes.js';
import { careDaysRoute } from '../care/care-route.js';
import { clearanceRoutes } from '../clearances/routes.js';
import { accessExplanationRoute } from '../access-explanation/route.js';
import { heldRoute } from '../departures/held-route.js';
import { dueRoute } from '../complaints/due-route.js';
import { publicComplaintRoutes } from '../complaints/public/routes.js';
import { dueContactsRoute } from '../communications/due-route.js';
import { customerMergeRoutes } from '../customer-merges/routes.js';
import { customerTimelineRoute } from '../customers/timeline-route.js';
import { documentRoutes } from '../documents/routes.js';
import { duplicatesRoute } from '../duplicates/route.js';
import { hostOf } from '../engine/host.js';
import { exportRoutes } from '../exports/routes.js';
import { importRoutes } from '../importing/routes.js';
import { publicHotlinesRoute } from '../hotlines/public-page.js';
import { giftLimitsRoute } from '../gifts/limits-route.js';
import { appraisalsRoute } from '../complaints/appraisals-route.js';
import { visitCoverageRoute } from '../visits/coverage-route.js';
import { visitChecksRoute } from '../visits/checks-route.js';
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
		const routes: readonly (readonly ['get' | 'post' | 'delete' | 'all', string, Handler])[] = [
			...commandRoutes(host),
			...clearanceRoutes(host),
			inboxRoute(host),
			timelineRoute(host),
			versionsRoute(host),
			dueRoute(host),
			duplicatesRoute(host),
			accessExplanationRoute(host),
			heldRoute(host),
			giftLimitsRoute(host),
			...exportRoutes(host),
			visitChecksRoute(host),
			visitCoverageRoute(host),
			appraisalsRoute(host),
			dueContactsRoute(host),
			careDaysRoute(host),
			customerTimelineRoute(host),
			...customerMergeRoutes(host),
			...ledgerRoutes(host),
			...importRoutes(host),
			peopleRoute(host),
			clausesRoute(host),
			healthRoute(host),
			...publicComplaintRoutes(host),
			publicHotlinesRoute(host),
			...documentRoutes(host),
			statusLinksRoute(host),
			...calendarFeedRoutes(host),
		];
		for (const [method, path, handler] of routes) router[method](path, handler as unknown as Parameters<typeof router.get>[1]);
	},
});
