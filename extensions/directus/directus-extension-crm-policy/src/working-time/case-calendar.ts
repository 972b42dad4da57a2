import type { CaseCalendar } from '@crm-policy/rules/complaints/complaint';
import type { FactRequest } from '../engine/context.js';
import { calendarsInForce, workingCalendarOf } from './calendars.js';

/** The calendar the deadlines of a record go by; none while none is published, which the rules then say. */
export async function caseCalendar({ work, row }: Pick<FactRequest, 'work' | 'row'>): Promise<CaseCalendar | null> {
	const department = (row['department'] as string | null | undefined) ?? null;
	const { company, own } = await calendarsInForce(work.trx);
	return company === null && (department === null || !own.has(department)) ? null : workingCalendarOf(work, department);
}
