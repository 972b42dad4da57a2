import type { Occasion } from '@crm-policy/rules/gifts/gift';
import type { GiftKind } from '@crm-policy/rules/rulebook/gifts';
import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import { customerId } from './customers.js';
import { decides, type Subject } from './review-rounds.js';
import type { Calendar, Event } from './timeline.js';

const boxedTie = text('Boxed silk tie', '真丝领带礼盒');
const scarf = text('Silk scarf with the customer’s crest', '定制徽标真丝方巾');
const teaSet = text('Celadon tea set', '龙泉青瓷茶具');
const mooncakes = text('Mooncake box', '中秋月饼礼盒');
const pen = text('Engraved pen', '刻字签字笔');
const swatches = text('Swatch book, spring collection', '春季面料样卡');
const uniformTie = text('Uniform tie for wear testing', '工装领带试用装');
const catalogue = text('Printed catalogue and calendar', '产品画册与台历');
const flowers = text('Flower basket', '开业花篮');

const piece = text('pc', '件');
const box = text('box', '盒');

interface DemoGift {
	readonly key: string;
	readonly by: string;
	readonly customer: string;
	/** Which of the customer’s two contacts; none for what goes to nobody in particular. */
	readonly contact: 0 | 1 | null;
	readonly kind: GiftKind;
	readonly occasion: Occasion;
	readonly item: Text;
	readonly quantity: number;
	readonly unit: Text;
	readonly amount: string;
	readonly daysAgo: number;
	readonly state: 'draft' | 'in_approval' | 'approved' | 'handed_over' | 'returned' | 'rejected' | 'cancelled';
	/** Who approves, in the order of the route; nobody for what is cleared at once. */
	readonly approvers: readonly string[];
}

const gift = (
	key: string,
	by: string,
	[customer, contact]: readonly [string, 0 | 1 | null],
	[kind, occasion]: readonly [GiftKind, Occasion],
	[item, quantity, unit, amount]: readonly [Text, number, Text, string],
	[daysAgo, state]: readonly [number, DemoGift['state']],
	approvers: readonly string[] = [],
): DemoGift => ({ key, by, customer, contact, kind, occasion, item, quantity, unit, amount, daysAgo, state, approvers });

const head = ['sales.manager'];
const management = ['finance', 'gm'];

/** Twenty gifts in every state, of every kind; the third to the Hengda group goes beyond its yearly limit. */
const demoGifts: readonly DemoGift[] = [
	gift('hengda-opening', 'sales', ['hengda-dept', 0], ['gift', 'event'], [teaSet, 1, box, '1800.00'], [60, 'handed_over'], management),
	gift('hengda-visit', 'sales', ['hengda-dept', 1], ['gift', 'visit'], [teaSet, 1, box, '1600.00'], [45, 'handed_over'], management),
	gift('jiahe-festival', 'sales', ['jiahe-mall', 0], ['gift', 'festival'], [teaSet, 1, box, '1900.00'], [30, 'handed_over'], management),
	gift(
		'yunfeng-festival',
		'sales.second',
		['yunfeng-hotel', 0],
		['gift', 'festival'],
		[mooncakes, 2, box, '360.00'],
		[110, 'handed_over'],
		head,
	),
	gift('air-birthday', 'sales', ['oriental-air', 0], ['souvenir', 'birthday'], [scarf, 1, piece, '280.00'], [95, 'handed_over'], head),
	gift('bank-visit', 'sales.second', ['jinhe-bank', 1], ['souvenir', 'visit'], [pen, 2, piece, '420.00'], [88, 'returned'], head),
	gift('uniform-swatches', 'sales', ['xinya-uniform', null], ['sample', 'business'], [swatches, 3, piece, '90.00'], [70, 'handed_over']),
	gift(
		'school-catalogue',
		'sales.second',
		['mingde-school', null],
		['promotional', 'event'],
		[catalogue, 20, piece, '600.00'],
		[65, 'handed_over'],
	),
	gift('auto-tie', 'sales', ['chengfeng-auto', 0], ['gift', 'visit'], [boxedTie, 1, box, '320.00'], [40, 'handed_over'], head),
	gift('insurance-flowers', 'sales', ['huatai-insurance', 0], ['gift', 'event'], [flowers, 1, piece, '500.00'], [26, 'cancelled'], head),
	gift('travel-pen', 'sales.second', ['tianlan-travel', 0], ['gift', 'business'], [pen, 1, piece, '980.00'], [20, 'rejected'], head),
	gift('cruise-special', 'sales', ['haiyue-cruise', 0], ['gift', 'special_day'], [scarf, 2, piece, '560.00'], [12, 'handed_over'], head),
	gift('law-festival', 'sales.second', ['dingsheng-law', 1], ['gift', 'festival'], [boxedTie, 2, box, '640.00'], [6, 'approved'], head),
	gift('hotel-trial', 'sales', ['fuyuan-restaurant', 0], ['trial', 'business'], [uniformTie, 10, piece, '800.00'], [5, 'approved'], head),
	gift('hospital-swatches', 'sales', ['guangming-hospital', null], ['sample', 'business'], [swatches, 2, piece, '60.00'], [3, 'approved']),
	gift('securities-visit', 'sales', ['puxin-securities', 0], ['gift', 'visit'], [boxedTie, 3, box, '960.00'], [0, 'in_approval']),
	gift(
		'theatre-birthday',
		'sales.second',
		['yinhai-theatre', 1],
		['souvenir', 'birthday'],
		[scarf, 1, piece, '280.00'],
		[0, 'in_approval'],
	),
	gift('express-value', 'sales', ['hongtu-express', 0], ['gift', 'event'], [teaSet, 1, box, '1500.00'], [0, 'in_approval']),
	gift('express-draft', 'sales', ['hongtu-express', 1], ['gift', 'visit'], [boxedTie, 1, box, '320.00'], [1, 'draft']),
	gift('verdier-draft', 'export', ['maison-verdier', 0], ['souvenir', 'visit'], [scarf, 1, piece, '280.00'], [1, 'draft']),
];

const words = {
	group: text('Hengda group', '恒达集团'),
	related: text('Both belong to the same holding company.', '同属一家控股公司。'),
	reason: text('Thanks for the good cooperation.', '感谢长期合作与支持。'),
	agreed: text('Agreed; within the usual.', '同意，符合惯例。'),
	checked: text('Limits checked.', '限额已核对。'),
	rejection: text('Too much for one person on this occasion; choose something smaller.', '该事由下金额偏高，请改选其他礼品。'),
	receipt: text('Received with thanks; signed on the delivery note.', '已当面签收，签收单存档。'),
	returned: text('The customer’s own rules do not allow it; sent back with thanks.', '客户内部制度不允许接受，已退回。'),
	cancelled: text('The opening has been put off.', '客户开业典礼延期。'),
} as const;

const contactId = (customer: string, which: number): string => stableId('demo', 'contact', customer, String(which));

/** One gift, as far as it has come (GFT-01 to GFT-03). */
function giftStory(told: DemoGift, calendar: Calendar, language: Locale): readonly Event[] {
	const { state, daysAgo } = told;
	const owner = personCalled(told.by);
	const subject: Subject = { collection: 'crm_gifts', id: stableId('demo', 'gift', told.key) };
	const events: Event[] = [];
	const on = (at: string, happen: (world: World, at: string) => void): void =>
		void events.push({ at, happen: (world) => happen(world, at) });
	const waiting = state === 'in_approval';
	const lies = state === 'draft' || waiting || state === 'approved';

	on(waiting ? calendar.minutesAgo(260) : calendar.day(daysAgo, '09:30'), (world, at) =>
		world.create(
			'crm_gifts',
			{
				id: subject.id,
				customer: customerId(told.customer),
				recipient: told.contact === null ? null : contactId(told.customer, told.contact),
				kind: told.kind,
				occasion: told.occasion,
				item: told.item[language],
				quantity: String(told.quantity),
				unit: told.unit[language],
				amount: told.amount,
				currency: 'CNY',
				planned_on: calendar.date(lies ? -6 : daysAgo - 3),
				reason: words.reason[language],
				owner: owner.id,
				department: owner.department === null ? null : departmentId(owner.department),
			},
			{ by: owner.id, at },
		),
	);
	if (state === 'draft') return events;

	on(waiting ? calendar.minutesAgo(240) : calendar.day(daysAgo, '09:45'), (world, at) =>
		world.command('crm_gifts', subject.id, 'submit', { by: owner.id, at }),
	);
	if (waiting) return events;

	const refused = state === 'rejected';
	told.approvers.forEach((who, position) =>
		on(calendar.day(daysAgo - 1, `10:${String(20 + position * 15)}`), (world, at) =>
			decides(world, subject, who, refused ? 'reject' : 'approve', {
				at,
				comment: (refused ? words.rejection : position > 0 ? words.agreed : told.approvers.length > 1 ? words.checked : words.agreed)[
					language
				],
			}),
		),
	);
	if (refused || state === 'approved') return events;

	if (state === 'cancelled') {
		on(calendar.day(daysAgo - 2, '11:10'), (world, at) =>
			world.command('crm_gifts', subject.id, 'cancel', { by: owner.id, at, comment: words.cancelled[language] }),
		);
		return events;
	}
	on(calendar.day(daysAgo - 3, '15:20'), (world, at) => {
		const recipient = told.contact === null ? undefined : world.store.row('crm_contacts', contactId(told.customer, told.contact));
		const customer = world.store.row('crm_customers', customerId(told.customer));
		world.command('crm_gifts', subject.id, 'hand_over', {
			by: owner.id,
			at,
			input: {
				handed_over_on: calendar.date(daysAgo - 3),
				received_by: String((recipient ?? customer)['name']),
				receipt_note: words.receipt[language],
			},
		});
	});
	if (state === 'returned')
		on(calendar.day(daysAgo - 10, '09:10'), (world, at) =>
			world.command('crm_gifts', subject.id, 'return_gift', {
				by: owner.id,
				at,
				input: { returned_on: calendar.date(daysAgo - 10) },
				comment: words.returned[language],
			}),
		);
	return events;
}

/** Two customers turn out to be one group, which the information administrator records. */
function relatedCustomers(calendar: Calendar, language: Locale): Event {
	const at = calendar.day(120, '14:00');
	const by = personCalled('info.admin').id;
	return {
		at,
		happen: (world) => {
			const id = stableId('demo', 'customer-group', 'hengda');
			world.create('crm_customer_groups', { id, name: words.group[language], note: words.related[language] }, { by, at });
			for (const key of ['hengda-dept', 'jiahe-mall']) world.edit('crm_customers', customerId(key), { related_group: id }, { by, at });
		},
	};
}

export const giftStories = (calendar: Calendar, language: Locale): readonly Event[] => [
	relatedCustomers(calendar, language),
	...demoGifts.flatMap((told) => giftStory(told, calendar, language)),
];
