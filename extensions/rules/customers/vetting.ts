import type { SubjectFacts } from '../approval/subject.js';
import type { RowBase } from '../process/declaration.js';
import { text, type Text } from '../words/text.js';

/** How a new customer is investigated (NEW-01). */
export const investigationKinds = ['general', 'on_site', 'other'] as const;
export type InvestigationKind = (typeof investigationKinds)[number];

export const investigationLabels: Readonly<Record<InvestigationKind, Text>> = {
	general: text('General investigation', '一般调查'),
	on_site: text('On-site investigation', '实地调查'),
	other: text('Other investigation', '其他调查'),
};

/** What a customer is judged by: A in four parts, B and C (NEW-02 to NEW-04). */
export const criteriaOfGroup = {
	a: ['management_level', 'financial_capability', 'reputation', 'performance_ability'],
	b: ['cooperative_attitude'],
	c: ['secrecy'],
} as const;
export const criteria = [...criteriaOfGroup.a, ...criteriaOfGroup.b, ...criteriaOfGroup.c] as const;
export type Criterion = (typeof criteria)[number];

export const criterionLabels: Readonly<Record<Criterion, Text>> = {
	management_level: text('A1 Management level', 'A1 经营管理水平'),
	financial_capability: text('A2 Financial capability', 'A2 财务能力'),
	reputation: text('A3 Reputation', 'A3 信誉'),
	performance_ability: text('A4 Ability to perform contracts', 'A4 履约能力'),
	cooperative_attitude: text('B Attitude to cooperation', 'B 积极合作的态度'),
	secrecy: text('C Keeps both parties’ commercial and technical secrets', 'C 尊重双方的商业及技术秘密'),
};

export const vettingStates = ['draft', 'in_approval', 'approved', 'rejected'] as const;
export type VettingState = (typeof vettingStates)[number];

/** One round of vetting of one customer; marks are of 100. */
export interface VettingRow extends RowBase {
	readonly status: VettingState;
	readonly customer: string | null;
	readonly waiver_reason: string | null;
	readonly [field: string]: unknown;
}

export interface Investigation {
	readonly id: string;
	readonly kind: InvestigationKind | null;
	readonly investigated_on: string | null;
	readonly investigator: string | null;
	readonly findings: string | null;
}

export interface VettingFacts extends SubjectFacts {
	readonly customer: { readonly id: string; readonly name: string; readonly status: string; readonly owner: string | null } | null;
	readonly investigations: readonly Investigation[];
}

export interface VettingTypes {
	readonly state: VettingState;
	readonly row: VettingRow;
	readonly facts: VettingFacts;
}
