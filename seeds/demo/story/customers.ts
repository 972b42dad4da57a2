import { z } from 'zod';
import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import { vettingStory } from './customer-vetting.js';
import contactNames from './contact-names.json' with { type: 'json' };
import customerList from './customers.json' with { type: 'json' };
import type { Calendar, Event } from './timeline.js';

const words = z.strictObject({ 'en-US': z.string().min(1), 'zh-CN': z.string().min(1) });

const customerModel = z.strictObject({
	key: z.string().regex(/^[a-z-]+$/),
	profile: z.enum(['enterprise', 'individual']),
	name: words,
	industry: words.nullable(),
	city: words,
	team: z.enum(['sales', 'export', 'marketing']),
	state: z.enum(['prospect', 'vetting', 'active', 'dormant', 'archived']),
});

export type DemoCustomer = z.infer<typeof customerModel>;

/** Customers of a necktie and silk manufacturer, at home and abroad. */
export const demoCustomers: readonly DemoCustomer[] = z.array(customerModel).parse(customerList);

const names = z
	.array(z.strictObject({ 'en-US': z.tuple([z.string(), z.string()]), 'zh-CN': z.tuple([z.string(), z.string()]) }))
	.parse(contactNames);

export const customerId = (key: string): string => stableId('demo', 'customer', key);

/** Customers who get gifts on days of care, and have agreed to it (CON-01). */
export const caredFor: ReadonlySet<string> = new Set([
	'jiahe-mall',
	'yunfeng-hotel',
	'oriental-air',
	'haiyue-cruise',
	'dingsheng-law',
	'yinhai-theatre',
]);

const needs: readonly Text[] = [
	text('Neckties and scarves for staff in house colours, reordered twice a year.', '员工工装领带与丝巾，使用企业标准色，每年补货两次。'),
	text('Gift boxes with own woven label, small lots, short delivery.', '定制织标礼盒，小批量，交货期短。'),
	text('Seasonal collection for the men’s department, exclusive patterns.', '男装部季节系列，独家花型。'),
	text('Uniform accessories that keep their colour after fifty washes.', '制服配饰，五十次水洗后不褪色。'),
	text('Silk scarves for anniversaries, with certificate of origin.', '周年纪念丝巾，附原产地证明。'),
];

const titles: readonly Text[] = [
	text('Purchasing manager', '采购经理'),
	text('Administration supervisor', '行政主管'),
	text('Merchandise director', '商品总监'),
	text('Brand manager', '品牌经理'),
];
const sources: readonly Text[] = [
	text('Trade fair', '展会'),
	text('Recommendation', '老客户推荐'),
	text('Visit', '走访'),
	text('Website enquiry', '网站咨询'),
];
const credits: readonly Text[] = [
	text('A – pays on time', 'A 级，按期付款'),
	text('B – pays within 15 days after due date', 'B 级，逾期十五日内付款'),
	text('A – prepays', 'A 级，预付货款'),
];
const relationships: readonly Text[] = [
	text('Regular customer for over three years', '合作三年以上的老客户'),
	text('Customer since last year', '去年起合作'),
	text('Strategic partner', '战略合作伙伴'),
];
const particulars = text(
	'Business licence and bank details checked; invoices by post and e-mail.',
	'营业执照与开户信息已核验；发票以邮寄和电子方式寄送。',
);
const briefs: readonly Text[] = [
	text('Pays on time; two orders a year.', '按期付款，每年两次订货。'),
	text('Small lots, short delivery.', '小批量，交货期短。'),
	text('Long-standing partner.', '长期合作伙伴。'),
];
const consentWays: readonly Text[] = [
	text('Signed consent form', '签署同意书'),
	text('Confirmed by e-mail', '电子邮件确认'),
	text('Form at the trade fair stand', '展会现场登记表'),
];
const dormantReason = text('No orders this year; the customer closed its tie department.', '本年无订单，客户已撤销领带专柜。');
const archivedReason = text('Business given up.', '客户已停业。');
const rejectedReason = text('Investigation found unpaid debts to two suppliers.', '调查发现拖欠两家供应商货款。');
const road: Text = text('Silk Road', '丝绸路');

const pick = <T>(list: readonly T[], index: number): T => {
	const chosen = list[index % list.length];
	if (chosen === undefined) throw new Error('There is nothing to choose from.');
	return chosen;
};

const homePhone = (index: number): string => `+86 21 5550 ${String(1000 + index * 7)}`;
const foreignPhone = (index: number): string => `+44 20 7946 ${String(100 + index).padStart(4, '0')}`;

/** Names are given in the order of the language: family name last in English, first in Chinese. */
const fullName = (index: number, language: Locale): string => {
	const [family, given] = pick(names, index)[language];
	return language === 'zh-CN' ? `${family}${given}` : `${given} ${family}`;
};

const owners: Readonly<Record<DemoCustomer['team'], readonly string[]>> = {
	sales: ['sales', 'sales.second'],
	export: ['export'],
	marketing: ['marketing'],
};

export const ownerOf = (customer: DemoCustomer): string => pick(owners[customer.team], demoCustomers.indexOf(customer));

function contactsOf(customer: DemoCustomer, index: number, language: Locale) {
	return [0, 1].map((which) => {
		const person = index * 2 + which;
		const [family, given] = pick(names, person)['en-US'];
		return {
			id: stableId('demo', 'contact', customer.key, String(which)),
			customer: customerId(customer.key),
			name: which === 0 && customer.profile === 'individual' ? customer.name[language] : fullName(person, language),
			job_title: customer.profile === 'individual' ? null : pick(titles, person)[language],
			phone: customer.team === 'export' ? foreignPhone(person) : homePhone(person),
			email: `${given}.${family}@${customer.key}.example`.toLowerCase(),
		};
	});
}

/** How one customer came to be known, investigated and selected, and what became of it since (CUS-01, NEW-01, NEW-05, CON-01). */
function customerStory(customer: DemoCustomer, index: number, calendar: Calendar, language: Locale): readonly Event[] {
	const id = customerId(customer.key);
	const owner = personCalled(ownerOf(customer));
	const metDaysAgo = 235 - ((index * 37) % 90);
	const [first] = contactsOf(customer, index, language);
	const investigated = customer.state !== 'prospect';
	const selected = customer.state === 'active' || customer.state === 'dormant';
	const custodian = personCalled('info.admin').id;
	const met = calendar.day(metDaysAgo, '09:20');
	const command = (at: string, name: string, by: string, comment?: Text): Event => ({
		at,
		happen: (world) =>
			world.command('crm_customers', id, name, { by, at, ...(comment === undefined ? {} : { comment: comment[language] }) }),
	});
	return [
		{
			at: met,
			happen: (world: World) => {
				world.create(
					'crm_customers',
					{
						id,
						name: customer.name[language],
						profile: customer.profile,
						industry: customer.industry?.[language] ?? null,
						region: customer.city[language],
						address:
							language === 'zh-CN'
								? `${customer.city[language]}${road[language]}${String(12 + index)}号`
								: `${String(12 + index)} ${road[language]}, ${customer.city[language]}`,
						contact_person: first?.name ?? null,
						phone: first?.phone ?? null,
						email: first?.email ?? null,
						website: customer.profile === 'enterprise' ? `https://www.${customer.key}.example` : null,
						needs: pick(needs, index)[language],
						channel:
							customer.team === 'export' ? pick(['dealer', 'commissioned_agency', 'retailer'], index) : pick(['other', 'retailer'], index),
						source_channel: pick(['offline', 'sales_activity', 'sales_activity', 'online'], index),
						source: pick(sources, index)[language],
						// Days of care come around: some customers were founded on a day in the weeks ahead, years ago.
						founded_on: customer.profile === 'enterprise' && index % 9 === 0 ? calendar.date(365 * 12 - (index % 24)) : null,
						first_contact_on: calendar.date(metDaysAgo),
						buying_intention: pick(['high', 'medium', 'high', 'low'], index),
						buying_ability: pick(['high', 'high', 'medium'], index),
						job_title: first?.job_title ?? null,
						owner: owner.id,
						department: owner.department === null ? null : departmentId(owner.department),
					},
					{ by: owner.id, at: met },
				);
				for (const contact of contactsOf(customer, index, language)) world.create('crm_contacts', contact, { by: owner.id, at: met });
				if (investigated || index % 2 === 0) {
					world.create(
						'crm_consents',
						{
							id: stableId('demo', 'consent', customer.key),
							customer: id,
							contact: first?.id ?? null,
							scope: 'business',
							obtained_on: calendar.date(metDaysAgo),
							obtained_how: pick(consentWays, index)[language],
						},
						{ by: owner.id, at: met },
					);
				}
				if (selected && (index % 4 === 0 || caredFor.has(customer.key))) {
					world.create(
						'crm_consents',
						{
							id: stableId('demo', 'consent', customer.key, 'care'),
							customer: id,
							contact: null,
							scope: 'care',
							obtained_on: calendar.date(metDaysAgo),
							obtained_how: pick(consentWays, index + 1)[language],
						},
						{ by: owner.id, at: met },
					);
				}
			},
		},
		...(investigated ? [command(calendar.day(metDaysAgo - 2, '10:40'), 'investigate', owner.id)] : []),
		...(investigated
			? vettingStory({ customer: id, index, metDaysAgo, selected, state: customer.state }, owner.id, calendar, language)
			: []),
		...(selected ? [command(calendar.day(metDaysAgo - 9, '15:10'), 'select', custodian)] : []),
		...(selected && index % 6 !== 5
			? [
					{
						at: calendar.day(metDaysAgo - 9, '15:30'),
						happen: (world: World) =>
							world.edit(
								'crm_customers',
								id,
								{
									credit: pick(credits, index)[language],
									relationship: pick(relationships, index)[language],
									credit_grade: pick(['a', 'b', 'a'], index),
									relationship_kind: pick(['regular', 'new', 'strategic'], index),
									brief: pick(briefs, index)[language],
									particulars: particulars[language],
								},
								{ by: custodian, at: calendar.day(metDaysAgo - 9, '15:30') },
							),
					},
				]
			: []),
		...(customer.state === 'dormant' ? [command(calendar.day(25 + index, '11:15'), 'mark_dormant', owner.id, dormantReason)] : []),
		...(customer.state === 'archived'
			? [command(calendar.day(60 + index, '16:05'), 'reject', custodian, index % 2 === 0 ? archivedReason : rejectedReason)]
			: []),
	];
}

export const customerStories = (calendar: Calendar, language: Locale): readonly Event[] =>
	demoCustomers.flatMap((customer, index) => customerStory(customer, index, calendar, language));
