import { text, type Locale } from '@crm-policy/rules/words/text';
import { collections } from '@crm-policy/schema/model';
import type { SystemObject } from '@crm-policy/schema/model-type';
import { inBothLanguages } from '../both-languages.js';
import type { Department } from '../departments/department.js';
import type { Filter } from '../departments/fragments.js';
import { stableId } from '../stable-id.js';
import type { Bookmark } from './bookmark.js';
import { tables, type Table, type TabledCollection } from './tables.js';

/** The dashboard of a department. */
export const dashboardId = (department: string): string => stableId('dashboard', department);

/** In cells of the grid of Insights, which begins at 1. */
interface Place {
	readonly position_x: number;
	readonly position_y: number;
	readonly width: number;
	readonly height: number;
}

const inRows =
	(columns: number, width: number, height: number, top: number) =>
	(index: number): Place => ({
		position_x: 1 + (index % columns) * width,
		position_y: top + Math.floor(index / columns) * height,
		width,
		height,
	});

const figureColumns = 3;
const figureHeight = 6;
const figurePlace = inRows(figureColumns, 18, figureHeight, 1);
/** Lists stand below the figures. */
const listPlace = (figures: number) => inRows(2, 27, 16, 1 + Math.ceil(figures / figureColumns) * figureHeight);

const shownInList = 6;

const note = text('Counts what you may see.', '仅统计您有权查看的记录。');

/**
 * The filter of a view as a panel has to say it: panels ask by GraphQL, where a reference is compared through the record it leads to.
 */
export function throughReferences(collection: TabledCollection, filter: Filter): Filter {
	const { fields } = collections[collection];
	return Object.fromEntries(
		Object.entries(filter).map(([name, condition]) => {
			if (name === '_and' || name === '_or')
				return [name, (condition as readonly Filter[]).map((inner) => throughReferences(collection, inner))];
			const field = (fields as Readonly<Record<string, { readonly relation?: { readonly kind: string } | null }>>)[name];
			return [name, field?.relation?.kind === 'm2o' ? { id: condition } : condition];
		}),
	);
}

/** A view, with what it is a view of. */
const nameOf = ({ collection, name }: Bookmark): string => {
	const { label } = collections[collection];
	const said = (locale: Locale): string => `${label[locale]} · ${name[locale]}`;
	return inBothLanguages({ 'en-US': said('en-US'), 'zh-CN': said('zh-CN') });
};

const panel = (department: string, type: 'metric' | 'list', view: Bookmark, place: Place, options: object): SystemObject => ({
	key: `panel:${department}:${type}:${view.collection}:${view.key}`,
	service: 'panels',
	match: { id: stableId('panel', department, type, view.collection, view.key) },
	values: {
		dashboard: dashboardId(department),
		name: nameOf(view),
		icon: view.icon,
		show_header: true,
		type,
		...place,
		options: { collection: view.collection, filter: throughReferences(view.collection, view.filter), ...options },
	},
});

/** The dashboard of a department: a figure for each view that is counted, and the first records of some. */
export function dashboardObjects({ key, name, dashboard: { figures, lists } }: Department): readonly SystemObject[] {
	const placeOfList = listPlace(figures.length);
	return [
		{
			key: `dashboard:${key}`,
			service: 'dashboards',
			match: { id: dashboardId(key) },
			values: { name: inBothLanguages(name), icon: 'monitoring', note: inBothLanguages(note) },
		},
		// Distinct, because Directus counts what a row rule has joined: a contract once for each of its approvals.
		...figures.map((view, index) => panel(key, 'metric', view, figurePlace(index), { field: 'id', function: 'countDistinct' })),
		...lists.map((view, index) => {
			const standing: Table = tables[view.collection];
			const [first] = view.sort ?? standing.sort;
			return panel(key, 'list', view, placeOfList(index), {
				displayTemplate: collections[view.collection].displayTemplate,
				sortField: first?.replace(/^-/, ''),
				sortDirection: first?.startsWith('-') === true ? 'desc' : 'asc',
				limit: shownInList,
				linkToItem: true,
			});
		}),
	];
}
