import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import { customerId, demoCustomers, ownerOf } from './customers.js';
import type { Calendar, Event } from './timeline.js';

const goods: readonly (readonly [Text, string])[] = [
	[text('Uniform ties, autumn delivery', '秋季工装领带'), '48600.00'],
	[text('Silk scarves, gift boxes', '丝巾礼盒'), '126000.00'],
	[text('Ties, house pattern', '企业花型领带'), '83200.00'],
	[text('Reorder of scarves', '丝巾补货'), '24800.00'],
];
const keyReason = text(
	'More than a tenth of our turnover; its requirements shape the collection.',
	'占公司销售额一成以上，其需求影响产品系列。',
);
const invalidNote = text('The telephone number is out of service and letters come back.', '电话已停机，信件被退回。');
const updatedNote = text('New address after the move.', '搬迁后地址已更新。');
const preferences = text('Dark blues and burgundy; matt silk rather than glossy.', '偏好深蓝与酒红，哑光面料。');
const habits = text('Orders in March and September, six weeks ahead.', '每年三月、九月订货，提前六周下单。');
const party = text('Forwarding agent', '货运代理');
const partyName = text('Eastport Logistics', '东港物流');
const runNote = text('Half-yearly verification of customers.', '半年度客户资料核实。');

const selectedCustomers = demoCustomers.filter(({ state }) => state === 'active' || state === 'dormant');

/** Orders of the last two years, as the system used before knows them (CUS-11, REC-03). */
function ordersOf(key: string, index: number, calendar: Calendar, language: Locale): readonly Event[] {
	const by = personCalled('info.admin').id;
	return Array.from({ length: 2 + (index % 3) }, (_, which): Event => {
		const daysAgo = 40 + which * 165 + ((index * 13) % 50);
		const [title, amount] = goods[(index + which) % goods.length] ?? [text('', ''), '0'];
		const at = calendar.day(13, '09:00');
		return {
			at,
			happen: (world: World) =>
				void world.create(
					'crm_transactions',
					{
						id: stableId('demo', 'transaction', key, String(which)),
						status: 'recorded',
						customer: customerId(key),
						kind: 'order',
						occurred_on: calendar.date(daysAgo),
						title: title[language],
						amount,
						currency: 'CNY',
						source_system: 'ERP',
						external_id: `SO-${String(10_000 + index * 10 + which)}`,
						version: 1,
					},
					{ by, at },
				),
		};
	});
}

/** Rounds of verification: one that ended, one under way (CUS-08). */
function runs(calendar: Calendar, language: Locale): readonly Event[] {
	const run = (key: string, who: string, department: string, startedDaysAgo: number, dueDaysAgo: number): Event => {
		const by = personCalled(who);
		const at = calendar.day(startedDaysAgo, '08:30');
		return {
			at,
			happen: (world) =>
				void world.create(
					'crm_verification_runs',
					{
						id: stableId('demo', 'verification-run', key),
						of_department: departmentId(department),
						started_on: calendar.date(startedDaysAgo),
						due_on: calendar.date(dueDaysAgo),
						note: runNote[language],
						owner: by.id,
						department: by.department === null ? null : departmentId(by.department),
					},
					{ by: by.id, at },
				),
		};
	};
	return [run('sales', 'sales.manager', 'sales', 12, -18), run('export', 'info.admin', 'export', 12, -18)];
}

/** What became of customers after their selection: history from elsewhere, verification, classes, key customers (CUS-08, SEG-01, SEG-06). */
export const customerHistory = (calendar: Calendar, language: Locale): readonly Event[] => {
	const custodian = personCalled('info.admin').id;
	const command = (
		at: string,
		customer: string,
		name: string,
		by: string,
		order: { readonly input?: Readonly<Record<string, unknown>>; readonly comment?: string } = {},
	): Event => ({ at, happen: (world) => world.command('crm_customers', customerId(customer), name, { by, at, ...order }) });
	return [
		...runs(calendar, language),
		...selectedCustomers.flatMap((customer, index): readonly Event[] => [
			...ordersOf(customer.key, index, calendar, language),
			command(calendar.day(11, '08:10'), customer.key, 'grade', custodian),
			...(index % 3 === 0
				? [
						command(calendar.day(8 - (index % 4), '14:20'), customer.key, 'verify', personCalled(ownerOf(customer)).id, {
							input:
								index === 9
									? { outcome: 'invalid', note: invalidNote[language] }
									: index % 2 === 0
										? { outcome: 'confirmed' }
										: { outcome: 'updated', note: updatedNote[language] },
						}),
					]
				: []),
			...(index < 3
				? [
						command(calendar.day(9, '15:00'), customer.key, 'name_key_customer', personCalled('sales.manager').id, {
							input: { reason: keyReason[language] },
						}),
						command(calendar.day(9, '15:30'), customer.key, 'record_traits', personCalled(ownerOf(customer)).id, {
							input: { preferences: preferences[language], buying_habits: habits[language] },
						}),
					]
				: []),
		]),
		{
			at: calendar.day(10, '10:00'),
			happen: (world) =>
				void world.create(
					'crm_stakeholders',
					{
						id: stableId('demo', 'stakeholder', 'hengda'),
						customer: customerId('hengda-dept'),
						party: partyName[language],
						service_role: party[language],
						configuration_item: 'CI-0147',
						archive_reference: 'OA-2026-0031',
					},
					{ by: custodian, at: calendar.day(10, '10:00') },
				),
		},
	];
};
