import type { ApiExtensionContext } from '@directus/types';
import type { Host, HostServices } from './context.js';

/** The host as the engine sees it. The one place where Directus' own types meet ours. */
export function hostOf(context: Pick<ApiExtensionContext, 'database' | 'services' | 'getSchema' | 'logger' | 'env'>): Host {
	return {
		database: context.database,
		services: context.services as unknown as HostServices,
		getSchema: () => context.getSchema(),
		logger: context.logger,
		env: context.env,
	};
}
