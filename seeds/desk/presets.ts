import type { SystemObject } from '@crm-policy/schema/model-type';
import { translate } from '@crm-policy/schema/plan/words';
import type { RoleDeclaration } from '../departments/department.js';
import { roleIds } from '../departments/role-ids.js';
import { tables, type Table, type TabledCollection } from './tables.js';

const layout = ({ fields, sort }: Table) => ({ layout: 'tabular', layout_query: { tabular: { fields, sort, page: 1 } } });

/** The calendar of Directus for what has one, with the table one click away; weeks begin on Monday. */
const standingLayout = (table: Table) => {
	const { calendar } = table;
	if (calendar === undefined) return layout(table);
	return {
		...layout(table),
		layout: 'calendar',
		layout_options: {
			calendar: {
				template: calendar.template,
				startDateField: calendar.starts,
				endDateField: calendar.ends,
				firstDay: 1,
				viewInfo: { type: 'timeGridWeek' },
			},
		},
	};
};

/** The standing table of every collection, for everybody who has not made their own. */
export const tablePresets = (): readonly SystemObject[] =>
	Object.entries<Table>(tables).map(([collection, table]) => ({
		key: `preset:table:${collection}`,
		service: 'presets',
		match: { collection, bookmark: null, role: null, user: null },
		values: standingLayout(table),
	}));

/** The bookmarks of a role, each with its words in every language. */
export const bookmarkPresets = ({ role, bookmarks = [] }: RoleDeclaration): readonly SystemObject[] =>
	bookmarks.map(({ key, name, icon, collection, filter, fields, sort }) => {
		const standing: Table = tables[collection satisfies TabledCollection];
		return {
			key: `bookmark:${role}:${collection}:${key}`,
			service: 'presets',
			match: { collection, bookmark: translate(['bookmark', collection, key], name).reference, role: roleIds[role], user: null },
			values: { icon, filter, ...layout({ fields: fields ?? standing.fields, sort: sort ?? standing.sort }) },
		};
	});

/** What bookmarks are called; several roles share one bookmark, so each is said once. */
export function bookmarkWords(declarations: readonly RoleDeclaration[]): readonly SystemObject[] {
	const words = declarations.flatMap(({ bookmarks = [] }) =>
		bookmarks.flatMap(({ key, name, collection }) => translate(['bookmark', collection, key], name).rows),
	);
	return [...new Map(words.map((row) => [row.key, row])).values()];
}
