import { nearestLocale, say } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import { callerOf } from '../engine/caller.js';
import type { ConfigurationWatch } from './configuration.js';
import { isAdministrator, isAnonymous, type WebServer } from './request.js';
import { concernsPolicyData, ScopingUnavailableError, scopingUnavailable } from './scoping.js';

/** While the host does not apply the rules departments rest on, nobody but administrators gets at company data, on no path. */
export function standWhileUnscoped(app: WebServer, configuration: Pick<ConfigurationWatch, 'isScoped'>, database: Knex): void {
	app.use((request, _response, next) => {
		if (configuration.isScoped || isAdministrator(request) || !concernsPolicyData(request)) {
			next();
			return;
		}
		const wanted = request.headers['accept-language'];
		const language = isAnonymous(request)
			? Promise.resolve(nearestLocale(typeof wanted === 'string' ? wanted : null))
			: callerOf(database, request.accountability ?? null).then(({ locale }) => locale);
		language.then((locale) => next(new ScopingUnavailableError({ message: say(scopingUnavailable, locale) })), next);
	});
}
