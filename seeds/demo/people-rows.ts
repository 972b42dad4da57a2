import type { SeedOptions, SeedRow } from '@crm-policy/schema/model-type';
import { daysAfter } from '@crm-policy/rules/calendar/local-date';
import { text } from '@crm-policy/rules/words/text';
import { departmentId } from '../departments/rows.js';
import { roleIds } from '../departments/role-ids.js';
import { stableId } from '../stable-id.js';
import { people, personCalled } from './people.js';

/** Reviewers who hold all four qualifications of REV-07; the heads, because they chair meetings and are asked when a time limit passes. */
export const qualifiedPeople = [
	'production',
	'production.deputy',
	'technology',
	'quality',
	'quality.deputy',
	'sales.manager',
	'export.manager',
	'gm',
] as const;

/** Who answers for each department. */
const heads: Readonly<Record<string, string>> = {
	sales: 'sales.manager',
	export: 'export.manager',
	service: 'service.manager',
	marketing: 'marketing',
	operations: 'operations',
	production: 'production',
	quality: 'quality',
	technology: 'technology',
	warehouse: 'warehouse',
	finance: 'finance',
	management: 'gm',
	'business-office': 'info.admin',
	supervision: 'auditor',
};

const evidence = text('Certificates on file with Quality Control.', '证书存品管部备查。');
const absenceReason = text('Supplier audit', '供应商审核');

/** The accounts of the demo company. */
export const userRows = ({ language, demoPassword }: SeedOptions): readonly SeedRow[] =>
	people.map(({ id, email, name, role, department }) => ({
		collection: 'directus_users',
		key: { id },
		values: {
			email,
			password: demoPassword,
			first_name: name[language].first,
			last_name: name[language].last,
			language,
			role: roleIds[role],
			status: 'active',
			provider: 'default',
			crm_department: department === null ? null : departmentId(department),
		},
		mode: 'create-only',
	}));

export const headRows = (): readonly SeedRow[] =>
	Object.entries(heads).map(([department, who]) => ({
		collection: 'crm_departments',
		key: { id: departmentId(department) },
		values: { head: personCalled(who).id },
		mode: 'converge',
	}));

/** Qualifications valid two years ahead, and one absence with its substitute. `today` is an ISO day. */
export const reviewerRows = ({ language }: SeedOptions, today: string): readonly SeedRow[] => [
	...qualifiedPeople.map((who): SeedRow => {
		const until = daysAfter(today, 730);
		return {
			collection: 'crm_qualifications',
			key: { id: stableId('demo', 'qualification', who) },
			values: {
				user: personCalled(who).id,
				responsible_until: until,
				standards_until: until,
				laws_until: until,
				quality_system_until: until,
				evidence: evidence[language],
			},
			mode: 'create-only',
		};
	}),
	{
		collection: 'crm_absences',
		key: { id: stableId('demo', 'absence', 'quality') },
		values: {
			user: personCalled('quality').id,
			substitute: personCalled('quality.deputy').id,
			starts_on: daysAfter(today, -1),
			ends_on: daysAfter(today, 6),
			reason: absenceReason[language],
		},
		mode: 'create-only',
	},
];
