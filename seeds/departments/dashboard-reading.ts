import { dashboardId } from '../desk/dashboards.js';
import { through } from './fragments.js';
import type { Permission } from './permission.js';

/** The permissions of a role with the dashboard of its department: nobody is shown another's, nor changes one. */
export function withDashboard(department: string, permissions: readonly Permission[]): readonly Permission[] {
	const own = { id: { _eq: dashboardId(department) } };
	return [
		...permissions,
		{ collection: 'directus_dashboards', action: 'read', rows: own, fields: ['id', 'name', 'icon', 'color', 'note', 'panels'] },
		{
			collection: 'directus_panels',
			action: 'read',
			rows: through('dashboard', own),
			fields: [
				...['id', 'dashboard', 'name', 'icon', 'color', 'show_header', 'note', 'type'],
				...['position_x', 'position_y', 'width', 'height', 'options'],
			],
		},
	];
}
