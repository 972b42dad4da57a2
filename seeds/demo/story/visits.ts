import { daysAfter } from '@crm-policy/rules/calendar/local-date';
import { settledTimes } from '@crm-policy/rules/visits/times';
import { purposes, type Purpose } from '@crm-policy/rules/visits/visit';
import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { defaultRulebook } from '../../rulebook/index.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import { customerId, demoCustomers, ownerOf, type DemoCustomer } from './customers.js';
import type { Calendar, Event } from './timeline.js';

/** Visits the demo company has in its calendar. */
const count = 80;

/** What becomes of a visit, by its day: those behind us are reported, those ahead confirmed or planned, today has some of everything. */
type Fate = 'planned' | 'confirmed' | 'under_way' | 'done' | 'reported' | 'cancelled';

const subjects: readonly Text[] = [
	text('Spring collection', '春季新品推介'),
	text('Reorder of uniform ties', '工装领带补货'),
	text('Anniversary scarves', '周年纪念丝巾方案'),
	text('Exclusive patterns for the men’s department', '男装部独家花型'),
	text('Delivery dates of the season', '本季交期沟通'),
	text('Samples with own woven label', '定制织标样品确认'),
	text('How the first lot sold', '首批货销售情况'),
	text('Getting to know the new purchasing manager', '拜会新任采购经理'),
];

const results: readonly Text[] = [
	text('Two patterns chosen; order expected within the month.', '选定两款花型，预计本月内下单。'),
	text('Reorder of 600 pieces agreed, price unchanged.', '确认补货 600 条，价格不变。'),
	text('The customer wants gift boxes with its own label and asked for a sample.', '客户需要自有标识的礼盒，要求提供样品。'),
	text('Contract terms for the next season were gone through.', '逐项沟通下季合同条款。'),
];
const opinions: readonly Text[] = [
	text('Satisfied with colour fastness; deliveries should come earlier in the week.', '对色牢度满意，希望到货时间提前到周初。'),
	text('Our salespeople are reachable; invoices sometimes arrive late.', '业务员联系方便，发票有时到达较晚。'),
	text('Competitors offer smaller minimum quantities.', '竞争对手起订量更低。'),
];
const suggestions: readonly Text[] = [
	text('Send swatches a week before each visit.', '每次走访前一周寄送色卡。'),
	text('Agree a fixed delivery day with the warehouse.', '与仓库商定固定发货日。'),
	text('Offer small lots for trial patterns.', '试销花型提供小批量。'),
];
const competitorsSay = text('Two competitors showed digital prints at the trade fair.', '两家竞争对手在展会推出数码印花产品。');
const stockSays = text('About three weeks of stock, slow sellers marked down.', '库存约三周，滞销品已打折。');
const followUp = text('Send the samples that were asked for', '寄送客户索要的样品');
const calledOff = text('The customer is at a trade fair that week.', '客户当周参加展会。');
const putOff = text('The customer asked for another day.', '客户要求改期。');
const planTitle = text('Visits to customers next month', '下月走访客户计划');

const pick = <T>(list: readonly T[], index: number): T => {
	const chosen = list[index % list.length];
	if (chosen === undefined) throw new Error('There is nothing to choose from.');
	return chosen;
};

const visited = demoCustomers.filter(({ state, profile }) => state === 'active' && profile === 'enterprise');

/** Days from today; the first visits lie about a month back, the last about a month ahead, and five are today. */
function dayOf(index: number): number {
	const day = Math.round(((index - 38) / (count - 38)) * 30);
	return index >= 36 && index <= 40 ? 0 : index < 36 ? Math.min(-1, Math.round(((index - 36) / 36) * 32)) : Math.max(1, day);
}

const todays: readonly Fate[] = ['done', 'under_way', 'confirmed', 'confirmed', 'planned'];

function fateOf(index: number, day: number): Fate {
	if (day === 0) return pick(todays, index - 36);
	if (day < 0) return index % 12 === 5 ? 'cancelled' : day >= -1 ? 'done' : 'reported';
	return index % 15 === 0 ? 'cancelled' : day < 12 && index % 3 !== 0 ? 'confirmed' : 'planned';
}

/** The Monday after a Saturday or a Sunday. */
function onWeekday(day: string): string {
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	return weekday === 6 ? daysAfter(day, 2) : weekday === 0 ? daysAfter(day, 1) : day;
}

const hours = ['09:30', '11:00', '13:30', '15:00', '16:30'] as const;

/** An instant of the company's clock on an ISO day. */
const at = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString();

const later = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/** One visit, as far as it has come (VIS-01 to VIS-08). */
function visitStory(index: number, calendar: Calendar, language: Locale): readonly Event[] {
	const customer: DemoCustomer = pick(visited, index * 7);
	const owner = personCalled(ownerOf(customer));
	const days = dayOf(index);
	// What happened is told in days and minutes before the present, so that the story is the same from any day on.
	const day = days > 0 ? onWeekday(calendar.date(-days)) : calendar.date(-days);
	const fate = fateOf(index, days);
	const id = stableId('demo', 'visit', String(index));
	const allDay = index % 11 === 7 && days !== 0;
	const time = pick(hours, index);
	const start =
		days > 0
			? at(day, time)
			: days < 0
				? calendar.day(-days, time)
				: calendar.minutesAgo(fate === 'done' ? 150 : fate === 'under_way' ? 35 : -30 * (index - 35));
	const end = later(start, 75);
	const purpose: Purpose = pick(purposes, index * 2 + 5);
	const times = allDay
		? settledTimes(null, { all_day: true, starts_on: day, ends_on: index % 22 === 7 ? daysAfter(day, 1) : day }, defaultRulebook.time_zone)
		: { all_day: false, starts_at: start, ends_at: end, starts_on: null, ends_on: null };
	const prepared = calendar.day(Math.max(0, -days) + 3 + (index % 4), `10:${String(10 + (index % 40))}`);
	const accompanied = index % 7 === 3;
	const events: Event[] = [];
	const on = (when: string, happen: (world: World, when: string) => void): void =>
		void events.push({ at: when, happen: (world) => happen(world, when) });
	const command = (when: string, name: string, input: Readonly<Record<string, unknown>> = {}, comment?: Text): void =>
		on(when, (world, moment) =>
			world.command('crm_visits', id, name, {
				by: owner.id,
				at: moment,
				input,
				...(comment === undefined ? {} : { comment: comment[language] }),
			}),
		);

	on(prepared, (world, when) => {
		world.create(
			'crm_visits',
			{
				id,
				title: pick(subjects, index)[language],
				customer: customerId(customer.key),
				contact: stableId('demo', 'contact', customer.key, String(index % 2)),
				purpose,
				location: customer.city[language],
				accompanied_by: accompanied ? personCalled(customer.team === 'export' ? 'export.manager' : 'sales.manager').id : null,
				receivable: purpose === 'collect_receivables' ? pick(['FP-2026-118', 'FP-2026-204'], index) : null,
				new_product: purpose === 'sell_new_product' ? pick(subjects, 0)[language] : null,
				...times,
				owner: owner.id,
				department: owner.department === null ? null : departmentId(owner.department),
			},
			{ by: owner.id, at: when },
		);
		if (index % 9 === 4)
			world.create(
				'crm_visit_participants',
				{
					id: stableId('demo', 'visit-participant', String(index)),
					visit: id,
					user: personCalled(pick(['technology', 'quality', 'production'], index)).id,
				},
				{ by: owner.id, at: when },
			);
	});
	if (fate === 'planned') return events;

	const confirmed = later(prepared, 30);
	if (fate === 'cancelled') {
		command(confirmed, 'cancel', {}, calledOff);
		return events;
	}
	command(confirmed, 'confirm');
	if (fate === 'confirmed') {
		if (index % 8 === 2 && !allDay) command(later(confirmed, 20), 'reschedule', { starts_at: start, ends_at: later(end, 30) }, putOff);
		return events;
	}
	const begun = allDay ? calendar.day(-days, '09:10') : start;
	command(begun, 'start');
	if (fate === 'under_way') return events;
	const over = later(begun, 70);
	command(over, 'finish');
	if (fate === 'done') return events;
	const written = later(over, 100);
	on(written, (world, when) => {
		if (index % 4 === 1)
			world.edit('crm_visits', id, { competitors: competitorsSay[language], stock: stockSays[language] }, { by: owner.id, at: when });
		const contact = world.store.row('crm_contacts', stableId('demo', 'contact', customer.key, String(index % 2)));
		world.command('crm_visits', id, 'report', {
			by: owner.id,
			at: when,
			input: {
				visited: `${String(contact['name'])}, ${customer.name[language]}`,
				visited_at: begun,
				purposes: [purpose],
				main_results: pick(results, index)[language],
				customer_opinions: pick(opinions, index)[language],
				suggestions: pick(suggestions, index)[language],
				...(index % 5 === 0 ? { follow_ups: [{ what: followUp[language], due_on: calendar.date(-14) }] } : {}),
			},
		});
	});
	return events;
}

/** A plan for next month, proposed from the rulebook and handed in (VIS-01, VIS-09). */
function monthlyPlan(calendar: Calendar, language: Locale): readonly Event[] {
	const maker = personCalled('sales');
	const id = stableId('demo', 'visit-plan', 'next-month');
	const [year = 0, month = 0] = calendar.today.split('-').map(Number);
	const made = calendar.minutesAgo(300);
	const submitted = calendar.minutesAgo(280);
	return [
		{
			at: made,
			happen: (world: World) => {
				world.create(
					'crm_visit_plans',
					{
						id,
						title: planTitle[language],
						kind: 'monthly',
						year: month === 12 ? year + 1 : year,
						month: month === 12 ? 1 : month + 1,
						level: 'marketing_department',
						recorder: personCalled('sales.second').id,
						owner: maker.id,
						department: maker.department === null ? null : departmentId(maker.department),
					},
					{ by: maker.id, at: made },
				);
				world.command('crm_visit_plans', id, 'propose', { by: maker.id, at: made });
			},
		},
		{ at: submitted, happen: (world: World) => world.command('crm_visit_plans', id, 'submit', { by: maker.id, at: submitted }) },
	];
}

export const visitStories = (calendar: Calendar, language: Locale): readonly Event[] => [
	...Array.from({ length: count }, (_, index) => visitStory(index, calendar, language)).flat(),
	...monthlyPlan(calendar, language),
];
