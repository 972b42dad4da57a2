import { roleKeys, roles } from '@crm-policy/rules/organisation/roles';
import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { collections } from '@crm-policy/schema/model';
import { grantedCustomers } from './access-grants.js';
import { complaintsNotAboutReader } from './complaint-rows.js';
import { askedToDecide, copiedTo, involvedIn, ownDepartment, ownRecords, toBeExecutedBy, type Filter } from './fragments.js';

/** The fragments rules are made of, in words. A fragment is known by what it says, wherever it stands in a rule. */
const fragments: readonly (readonly [Filter, Text])[] = [
	[ownRecords, text('the record is their own', '记录由本人经办')],
	[ownDepartment, text('the record belongs to their department', '记录属于本部门')],
	[grantedCustomers, text('access was granted to them and has not ended', '已获准查阅且未到期')],
	[complaintsNotAboutReader, text('it is not about themselves', '所涉人员不是本人')],
	...roleKeys.flatMap((role): readonly (readonly [Filter, Text])[] => {
		const as = roles[role];
		return [
			[
				askedToDecide(role),
				text(`they are asked to decide on it, or have decided (as ${as['en-US']})`, `须由其审批或已由其审批（${as['zh-CN']}）`),
			],
			[copiedTo(role), text(`they are kept informed of its approval (as ${as['en-US']})`, `其审批已抄送本人（${as['zh-CN']}）`)],
			[
				toBeExecutedBy(role),
				text(`its execution documents are addressed to them (as ${as['en-US']})`, `执行文件发给其岗位（${as['zh-CN']}）`),
			],
			[
				involvedIn(role),
				text(
					`they submitted it, are asked, have decided or are informed (as ${as['en-US']})`,
					`由其提交、须其审批、已由其审批或抄送其（${as['zh-CN']}）`,
				),
			],
		];
	}),
];

const known = new Map(fragments.map(([filter, words]) => [JSON.stringify(filter), words]));

const fieldsOf = (collection: string): Readonly<Record<string, FieldDeclaration>> =>
	(collections as Readonly<Record<string, { readonly fields: Readonly<Record<string, FieldDeclaration>> }>>)[collection]?.fields ?? {};

const operators: Readonly<Record<string, Text>> = {
	_eq: text('is', '为'),
	_neq: text('is not', '不为'),
	_in: text('is one of', '属于'),
	_nin: text('is none of', '不属于'),
	_gt: text('is after', '晚于'),
	_gte: text('is not before', '不早于'),
	_lt: text('is before', '早于'),
	_lte: text('is not after', '不晚于'),
	_null: text('is empty', '为空'),
	_nnull: text('is filled in', '不为空'),
};

const values: Readonly<Record<string, Text>> = {
	$CURRENT_USER: text('this person', '本人'),
	'$CURRENT_USER.crm_department': text('this person’s department', '本人所在部门'),
	$CURRENT_ROLE: text('this person’s role', '本人角色'),
	$NOW: text('now', '当前时间'),
};

const saidValue = (field: FieldDeclaration | undefined, value: unknown, locale: Locale): string => {
	if (Array.isArray(value)) return value.map((entry) => saidValue(field, entry, locale)).join(locale === 'zh-CN' ? '、' : ', ');
	const named = values[String(value)] ?? field?.choices?.find((choice) => choice.value === value)?.label;
	return named?.[locale] ?? String(value);
};

const isFilter = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value);

const joined = (parts: readonly string[], by: 'and' | 'or', locale: Locale): string => {
	if (parts.length === 1) return parts[0] ?? '';
	const word = by === 'and' ? text(' and ', '，且') : text(' or ', '，或');
	return locale === 'zh-CN' ? `（${parts.join(word['zh-CN'])}）` : `(${parts.join(word['en-US'])})`;
};

function targetOf(field: FieldDeclaration | undefined): string {
	if (field?.relation?.kind === 'm2o') return field.relation.to;
	return field?.relation?.kind === 'o2m' ? field.relation.from : '';
}

/**
 * A rule about rows in words, for any rule of a collection: named fragments by their name, the rest by the labels of its fields, so
 * that a rule somebody has added to a policy can be read too.
 */
export function ruleInWords(collection: string, filter: Filter, locale: Locale): string {
	const name = known.get(JSON.stringify(filter));
	if (name !== undefined) return name[locale];
	const entries = Object.entries(filter);
	if (entries.length === 0) return text('every record', '全部记录')[locale];
	const parts = entries.map(([key, condition]): string => {
		if (key === '_and' || key === '_or') {
			const inner = (Array.isArray(condition) ? condition : []).filter(isFilter);
			return joined(
				inner.map((part) => ruleInWords(collection, part, locale)),
				key === '_and' ? 'and' : 'or',
				locale,
			);
		}
		const field = fieldsOf(collection)[key];
		const label = (field?.label ?? text(key, key))[locale];
		if (!isFilter(condition)) return `${label} = ${saidValue(field, condition, locale)}`;
		const comparisons = Object.entries(condition);
		if (comparisons.every(([operator]) => operator in operators)) {
			return joined(
				comparisons.map(([operator, value]) => {
					const empties = operator === '_null' || operator === '_nnull';
					const said = empties ? '' : saidValue(field, value, locale);
					const space = locale === 'zh-CN' ? '' : ' ';
					return [`“${label}”`, operators[operator]?.[locale] ?? operator, said].filter((part) => part !== '').join(space);
				}),
				'and',
				locale,
			);
		}
		const inner = ruleInWords(targetOf(field), condition, locale);
		return locale === 'zh-CN' ? `其“${label}”中${inner}` : `in “${label}”: ${inner}`;
	});
	return joined(parts, 'and', locale);
}
