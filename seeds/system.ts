import type { SystemObject } from '@crm-policy/schema/model-type';
import { accessObjects, overrideObjects } from './departments/access.js';
import { departments } from './departments/departments.js';
import { shopServiceObjects } from './departments/shop-service.js';
import { dashboardObjects } from './desk/dashboards.js';
import { errorTitles } from './desk/error-titles.js';
import { fileFolders } from './desk/folders.js';
import { bookmarkPresets, bookmarkWords, tablePresets } from './desk/presets.js';
import { settings } from './desk/settings.js';

const roleDeclarations = departments.flatMap((department) => department.roles);

/** Everything in the host's own collections that the product stands for: roles with their access, views, headings, settings. */
export const systemObjects: readonly SystemObject[] = [
	...roleDeclarations.flatMap(accessObjects),
	...overrideObjects,
	...shopServiceObjects,
	...fileFolders,
	...errorTitles(),
	...departments.flatMap(dashboardObjects),
	...bookmarkWords(roleDeclarations),
	...tablePresets(),
	...roleDeclarations.flatMap(bookmarkPresets),
	settings,
];
