import type { SystemObject } from '@crm-policy/schema/model-type';

/** The modules of Directus in the order it ships them, after our own. */
const moduleBar = [
	{ type: 'module', id: 'crm-desk', enabled: true },
	{ type: 'module', id: 'content', enabled: true },
	{ type: 'module', id: 'visual', enabled: false },
	{ type: 'module', id: 'users', enabled: true },
	{ type: 'module', id: 'files', enabled: true },
	{ type: 'module', id: 'insights', enabled: true },
	{ type: 'module', id: 'deployments', enabled: false },
	{ type: 'link', id: 'docs', enabled: true, name: '$t:documentation', icon: 'help', url: 'https://docs.directus.io' },
	{ type: 'module', id: 'settings', enabled: true, locked: true },
] as const;

/** Project settings we stand for. The language of the project is chosen when it is set up, and the operator's afterwards. */
export const settings: SystemObject = {
	key: 'settings:module-bar',
	service: 'settings',
	match: {},
	values: {
		module_bar: moduleBar,
		// Images in any size somebody asks for would be work without a limit; the host guard wants this narrowed.
		storage_asset_transform: 'presets',
	},
};
