import { criteria } from '@crm-policy/rules/customers/vetting';
import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { stableId } from '../../stable-id.js';
import type { World } from '../simulation/world.js';
import { decides, type Subject } from './review-rounds.js';
import type { Calendar, Event } from './timeline.js';

/** The customer whose vetting is told. */
interface Vetted {
	readonly customer: string;
	readonly index: number;
	readonly metDaysAgo: number;
	readonly selected: boolean;
	readonly state: string;
}

const general: readonly Text[] = [
	text('Register entry, annual accounts and references of two suppliers seen.', '已查阅工商登记、年度报表及两家供应商评价。'),
	text('Credit agency report: no overdue payments in three years.', '征信报告显示近三年无逾期付款。'),
];
const onSite: readonly Text[] = [
	text('Visited the head office; stock in order, 40 people on site.', '走访总部，库存有序，现场员工约40人。'),
	text('Visited two shops and the warehouse with the purchasing manager.', '与采购经理一同走访两家门店及仓库。'),
];
const debts = text('Two suppliers report unpaid invoices.', '两家供应商反映有欠款。');
const findings: readonly Text[] = [text('No objections.', '情况良好，无异议。'), text('Confirmed on site.', '已现场核实。')];
const agreed = text('Agreed.', '同意选定。');

const pick = (list: readonly Text[], index: number, language: Locale): string => (list[index % list.length] ?? text('', ''))[language];

const vettingOf = (world: World, customer: string): string => {
	const found = world.store.where('crm_customer_vettings', { customer }).at(-1);
	if (found === undefined) throw new Error('The investigation has opened no vetting.');
	return found.id;
};

/** Investigated in general and on site, marked by criteria A, B and C, and decided on (NEW-01 to NEW-04). */
export function vettingStory(
	{ customer, index, metDaysAgo, selected, state }: Vetted,
	owner: string,
	calendar: Calendar,
	language: Locale,
): readonly Event[] {
	const investigate = (kind: 'general' | 'on_site', daysAgo: number, what: string): Event => ({
		at: calendar.day(daysAgo, kind === 'general' ? '13:30' : '16:20'),
		happen: (world) =>
			void world.create(
				'crm_customer_investigations',
				{
					id: stableId('demo', 'investigation', customer, kind),
					vetting: vettingOf(world, customer),
					kind,
					investigated_on: calendar.date(daysAgo),
					investigator: owner,
					findings: what,
				},
				{ by: owner, at: calendar.day(daysAgo, '16:30') },
			),
	});
	const generalFindings = state === 'archived' && index % 2 === 1 ? debts[language] : pick(general, index, language);
	const first = investigate('general', metDaysAgo - 3, generalFindings);
	if (!selected && !(state === 'vetting' && index % 2 === 0)) return [first];

	const at = calendar.day(metDaysAgo - 5, '10:00');
	const marks = Object.fromEntries<unknown>(
		criteria.flatMap((criterion, position) => [
			[criterion, 72 + ((index * 7 + position * 5) % 25)],
			[`${criterion}_finding`, pick(findings, index + position, language)],
		]),
	);
	const subject = (world: World): Subject => ({ collection: 'crm_customer_vettings', id: vettingOf(world, customer) });
	const submitted = selected ? calendar.day(metDaysAgo - 6, '09:40') : calendar.minutesAgo(190 + index);
	return [
		first,
		investigate('on_site', metDaysAgo - 4, pick(onSite, index, language)),
		{ at, happen: (world) => world.edit('crm_customer_vettings', vettingOf(world, customer), marks, { by: owner, at }) },
		{
			at: submitted,
			happen: (world) => world.command('crm_customer_vettings', vettingOf(world, customer), 'submit', { by: owner, at: submitted }),
		},
		...(selected
			? [
					{
						at: calendar.day(metDaysAgo - 7, '11:20'),
						happen: (world: World) =>
							decides(world, subject(world), 'sales.manager', 'approve', {
								at: calendar.day(metDaysAgo - 7, '11:20'),
								comment: agreed[language],
							}),
					},
				]
			: []),
	];
}
