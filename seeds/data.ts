import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { SeedOptions, SeedRow } from '@crm-policy/schema/model-type';
import { clauseRows } from './clauses/rows.js';
import { companyRows } from './demo/company-rows.js';
import { exportDepartment } from './demo/people.js';
import { headRows, reviewerRows, userRows } from './demo/people-rows.js';
import { foundedAt } from './demo/simulate.js';
import { departmentRow, departmentRows } from './departments/rows.js';
import { defaultRulebook } from './rulebook/index.js';
import { rulebookRows } from './rulebook/rows.js';
import { workCalendarRows } from './working-time/rows.js';

/** What every installation starts with: the clauses, the first rulebook, the first working calendar and the departments its roles belong to. */
const foundation = ({ demo, language }: SeedOptions, now: string): readonly SeedRow[] => [
	...clauseRows(),
	...departmentRows(language),
	...rulebookRows(language, demo ? foundedAt(now) : now),
	...workCalendarRows(language),
];

/** The demo company: its people, and what they have done so far. */
function demoCompany(options: SeedOptions, now: string): readonly SeedRow[] {
	const today = localDay(now, defaultRulebook.time_zone);
	return [
		departmentRow(exportDepartment, options.language),
		...userRows(options),
		...headRows(),
		...reviewerRows(options, today),
		...companyRows(options.language, now),
	];
}

/**
 * Every row of data the product is set up with, in an order in which references hold.
 * @param now the instant the demo company's history leads up to, ISO 8601 in UTC
 */
export const seedRows = (options: SeedOptions, now: string = new Date().toISOString()): readonly SeedRow[] => [
	...foundation(options, now),
	...(options.demo ? demoCompany(options, now) : []),
];
