import { describe, expect, it } from 'vitest';
import { collections } from '@crm-policy/schema/model';
import { departments } from '../departments/departments.js';
import type { Filter } from '../departments/fragments.js';
import { dashboardId, dashboardObjects, throughReferences } from './dashboards.js';

/** The fields a filter compares, without the combinations. */
const comparedIn = (filter: Filter): readonly string[] =>
	Object.entries(filter).flatMap(([name, condition]) =>
		name.startsWith('_') ? (condition as readonly Filter[]).flatMap(comparedIn) : [name],
	);

/** The fields a display template shows, without what lies behind a reference. */
const shownBy = (template: string | undefined): readonly string[] =>
	[...(template ?? '').matchAll(/\{\{\s*([a-z_]+)/g)].map(([, field]) => String(field));

const views = departments.flatMap((department) =>
	[...department.dashboard.figures, ...department.dashboard.lists].flatMap((view) =>
		department.roles.map((declaration) => [department.key, declaration.role, `${view.collection} ${view.key}`, declaration, view] as const),
	),
);

describe('the dashboard of a department', () => {
	it.each(views)('%s: %s may read what %s is made of', (_department, _role, _name, { permissions }, view) => {
		const read = permissions.find(({ collection, action }) => collection === view.collection && action === 'read');
		const needed = ['id', ...comparedIn(view.filter), ...shownBy(collections[view.collection].displayTemplate)];
		expect(needed.filter((field) => read?.fields.includes(field) !== true)).toEqual([]);
	});

	it.each(departments.map((department) => [department.key, department] as const))('%s: has a place for everything', (_key, department) => {
		const panels = dashboardObjects(department).flatMap(({ service, values }) =>
			service === 'panels' ? [values as Readonly<Record<'position_x' | 'position_y' | 'width' | 'height', number>>] : [],
		);
		expect(panels).toHaveLength(department.dashboard.figures.length + department.dashboard.lists.length);
		const cells = panels.flatMap(({ position_x: left, position_y: top, width, height }) =>
			Array.from({ length: width * height }, (_, cell) => `${String(left + (cell % width))}/${String(top + Math.floor(cell / width))}`),
		);
		expect(new Set(cells).size).toBe(cells.length);
	});

	it.each(departments.map((department) => [department.key, department] as const))(
		'%s: is shown to its own people only',
		(key, { roles }) => {
			for (const { permissions } of roles) {
				const seen = permissions.filter(({ collection }) => collection === 'directus_dashboards' || collection === 'directus_panels');
				expect(seen.map(({ collection, action, rows }) => [collection, action, rows])).toEqual([
					['directus_dashboards', 'read', { id: { _eq: dashboardId(key) } }],
					['directus_panels', 'read', { dashboard: { id: { _eq: dashboardId(key) } } }],
				]);
			}
		},
	);

	it('compares references through the record they lead to, as GraphQL wants it', () => {
		const mine = { owner: { _eq: '$CURRENT_USER' } };
		expect(throughReferences('crm_contracts', { _and: [mine, { status: { _eq: 'draft' } }] })).toEqual({
			_and: [{ owner: { id: { _eq: '$CURRENT_USER' } } }, { status: { _eq: 'draft' } }],
		});
	});
});
