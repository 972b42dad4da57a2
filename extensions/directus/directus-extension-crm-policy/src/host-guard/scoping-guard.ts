import { say } from '@crm-policy/rules/words/text';
import type { Knex } from 'knex';
import type { ConfigurationWatch } from './configuration.js';
import { languageOfRequest } from './refuse.js';
import { isAdministrator, type WebServer } from './request.js';
import { concernsPolicyData, ScopingUnavailableError, scopingUnavailable } from './scoping.js';

/** While the host does not apply the rules departments rest on, nobody but administrators gets at company data, on no path. */
export function standWhileUnscoped(app: WebServer, configuration: Pick<ConfigurationWatch, 'isScoped'>, database: Knex): void {
	app.use((request, _response, next) => {
		if (configuration.isScoped || isAdministrator(request) || !concernsPolicyData(request)) {
			next();
			return;
		}
		languageOfRequest(request, database).then((locale) => {
			next(new ScopingUnavailableError({ message: say(scopingUnavailable, locale) }));
		}, next);
	});
}
