import { defineHook } from '@directus/extensions-sdk';
import type { InitHandler } from '@directus/types';
import { hostOf } from '../engine/host.js';
import { refuseToStart } from '../engine/refuse-to-start.js';
import { guardedRoutes, queryGuard, standBeforeRoutes, standing, type VersionRights } from './before-routes.js';
import { ConfigurationWatch, shareConfiguration } from './configuration.js';
import { registerFilters } from './filters.js';
import { importGuard } from './import-guard.js';
import { problemWords } from './problems.js';
import { publicFlows } from './public-flows.js';
import { surviveFailedQueries } from './query-reading.js';
import { refuser as makeRefuser } from './refuse.js';
import { withoutEmptySteps, type WebServer } from './request.js';
import { standWhileUnscoped } from './scoping-guard.js';
import { SecondFactors } from './second-factor.js';
import { narrowRelatedRows } from './related-rows/register.js';
import { registerWebsockets } from './websockets.js';

/** What decides whether the installation is safe; a change of any is looked at. */
const decisive = ['settings', 'policies', 'permissions', 'access', 'roles', 'collections', 'flows'];

export default defineHook(({ filter, action, init, schedule }, context) => {
	const host = hostOf(context);
	const refuser = makeRefuser(host.database, host.logger);
	const openFlows = publicFlows(host.env);
	const secondFactors = new SecondFactors(host.database);
	const configuration = new ConfigurationWatch(host, openFlows, () => secondFactors.refresh());
	shareConfiguration(configuration);
	surviveFailedQueries(host.logger);

	/** A guard that could not take its place is no guard, and then nothing is served. Directus waits for what this returns, though the type does not say so. */
	const orNothingIsServed = (takePlace: (server: WebServer) => void | Promise<void>): InitHandler =>
		(async ({ app }: Record<string, unknown>) => {
			try {
				await takePlace(app as WebServer);
			} catch (error) {
				host.logger.error(error);
				refuseToStart(host.logger, problemWords.cannotStand, { reason: error instanceof Error ? error.message : String(error) });
			}
		}) as InitHandler;

	let serving = false;
	init(
		'middlewares.before',
		orNothingIsServed((server) => {
			server.use((request, _response, next) => {
				request.url = withoutEmptySteps(request.url);
				next();
			});
			server.use(standing(queryGuard, refuser, host.logger));
		}),
	);
	init(
		'routes.before',
		orNothingIsServed(async (server) => {
			// By now the database is provisioned.
			await configuration.lookAgain();
			serving = true;
			const versionRights: VersionRights = {
				schema: host.getSchema,
				service: context.services.PermissionsService,
			};
			standWhileUnscoped(server, configuration, host.database);
			standBeforeRoutes(server, guardedRoutes({ openFlows, versionRights, hasSecondFactor: secondFactors.has }), refuser, host.logger);
			const temporary = host.env['TEMP_PATH'];
			server.use('/utils/import', importGuard(refuser, typeof temporary === 'string' ? temporary : undefined, host.logger));
		}),
	);
	registerFilters({ filter }, refuser);
	narrowRelatedRows({ filter }, host, refuser);
	registerWebsockets({ filter, action }, configuration);

	for (const thing of decisive)
		for (const done of ['create', 'update', 'delete'])
			action(`${thing}.${done}`, () => {
				if (serving) configuration.markChanged();
			});
	for (const event of ['users.update', 'users.create']) action(event, () => secondFactors.forget());
	schedule('30 * * * * *', async () => {
		if (serving) await configuration.lookAgain();
	});
});
