import {
	askedToDecide,
	copiedTo,
	either,
	everything,
	naming,
	ownDepartment,
	ownRecords,
	partOf,
	through,
	type Filter,
} from './fragments.js';
import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { belongsToMaker, mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';

/** Visits somebody makes or goes along on. */
export const ownVisits: Filter = either(ownRecords, naming('accompanied_by'), through('participants', naming('user')));

/** Visits of the own department, beside one's own (VIS-01). */
export const visitsOfDepartment: Filter = either(ownDepartment, ownVisits);

/** Visits with who goes along, their reports and files. Tasks are also for those who hold them. */
export const visitReading = (visits: Filter): readonly Permission[] => [
	mayRead('crm_visits', visits),
	mayRead('crm_visit_participants', partOf('visit', visits)),
	mayRead('crm_visit_files', partOf('visit', visits)),
	mayRead('crm_visit_reports', partOf('visit', visits)),
	mayRead('crm_visit_tasks', visits === everything ? everything : either(ownRecords, partOf('visit', visits))),
];

/** Plans visits of one's own, edits those of `rows`, and says who goes along (VIS-01, VIS-04). */
export const visiting = (rows: Filter = ownRecords): readonly Permission[] => [
	mayCreate('crm_visits', belongsToMaker),
	mayUpdate('crm_visits', rows),
	mayDelete('crm_visits', ownRecords),
	mayCreate('crm_visit_participants'),
	mayDelete('crm_visit_participants', partOf('visit', rows)),
	mayCreate('crm_visit_files'),
	mayDelete('crm_visit_files', partOf('visit', rows)),
	mayCreate('crm_visit_plans', belongsToMaker),
	mayUpdate('crm_visit_plans', rows),
	mayDelete('crm_visit_plans', ownRecords),
	mayCreate('crm_visit_plan_lines'),
	mayUpdate('crm_visit_plan_lines', partOf('plan', rows)),
	mayDelete('crm_visit_plan_lines', partOf('plan', rows)),
];

/** A head plans for the people of the department too. */
export const headsVisits: Filter = either(ownRecords, ownDepartment);

/** Plans of the own department, those one records or organises, and those one is asked about (VIS-01, VIS-09, VIS-10). */
const plansConcerning = (role: RoleKey): Filter =>
	either(ownDepartment, naming('recorder'), { organising_department: ownDepartment['department'] }, askedToDecide(role), copiedTo(role));

export const planReading = (role: RoleKey): readonly Permission[] => [
	mayRead('crm_visit_plans', plansConcerning(role)),
	mayRead('crm_visit_plan_lines', partOf('plan', plansConcerning(role))),
];
