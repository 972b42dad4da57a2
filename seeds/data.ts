import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { LedgerEntry } from '@crm-policy/rules/ledger/chain';
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

/**
 * What every installation starts with: the clauses, the first rulebook, the first working calendar and the departments its roles belong to.
 * @param now the instant of setting up, ISO 8601 in UTC; the demo company was founded before it
 */
export const foundationRows = ({ demo, language }: SeedOptions, now: string): readonly SeedRow[] => [
	...clauseRows(),
	...departmentRows(language),
	...rulebookRows(language, demo ? foundedAt(now) : now),
	...workCalendarRows(language),
];

/**
 * The demo company, to be written after the foundation: its people, and what they have done so far. In an order in which references hold.
 * @param now the instant its history leads up to, ISO 8601 in UTC
 * @param founding the first entry of the ledger, from which its ledger goes on
 */
export function demoRows(options: SeedOptions, now: string, founding: LedgerEntry): readonly SeedRow[] {
	const today = localDay(now, defaultRulebook.time_zone);
	return [
		departmentRow(exportDepartment, options.language),
		...userRows(options),
		...headRows(),
		...reviewerRows(options, today),
		...companyRows(options.language, now, founding),
	];
}
