import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import type { CommunicationForm } from '@crm-policy/rules/communications/communication';
import { personCalled } from '../people.js';
import { stableId } from '../../stable-id.js';
import { caredFor, customerId, demoCustomers, ownerOf, type DemoCustomer } from './customers.js';
import type { Calendar, Event } from './timeline.js';

interface Spoken {
	readonly form: CommunicationForm;
	readonly direction: 'ours' | 'theirs';
	readonly content: Text;
	readonly demand?: Text;
	readonly answer?: Text;
}

/** What is spoken of when somebody calls, writes or is written to. */
const spoken: readonly Spoken[] = [
	{ form: 'telephone', direction: 'ours', content: text('Asked how the last lot sells.', '询问上批货的销售情况。') },
	{
		form: 'email',
		direction: 'theirs',
		content: text('Question about the delivery of the reorder.', '询问补货的到货时间。'),
		demand: text('When do the burgundy ties arrive?', '酒红色领带何时到货？'),
		answer: text('On Friday; the forwarder calls an hour before.', '周五到货，货运公司提前一小时电话联系。'),
	},
	{ form: 'qq', direction: 'ours', content: text('Sent photographs of the new patterns.', '发送新花型照片。') },
	{
		form: 'telephone',
		direction: 'theirs',
		content: text('Wants samples for the staff committee.', '需要样品供员工委员会挑选。'),
		demand: text('Two samples of each blue.', '每种蓝色各两条样品。'),
	},
	{ form: 'face_to_face', direction: 'ours', content: text('Met at the trade fair; the buyer is content.', '展会面谈，采购对产品满意。') },
	{ form: 'letter', direction: 'ours', content: text('Sent the price list of the season.', '寄送本季价目表。') },
];

const progress = text('Nine of twelve hotels are fitted out; the rest follow in spring.', '十二家酒店已配发九家，其余明年春季完成。');
const operation = text('The uniforms are worn daily; colours hold.', '制服日常穿着，色牢度良好。');
const executiveContent = text('Quarterly conversation with the management of the customer.', '与客户管理层的季度沟通。');

/** Customers that can be spoken with on business: selected, and so with their consent. */
const spokenWith = demoCustomers.filter(({ state }) => state === 'active');

const pick = <T>(list: readonly T[], index: number): T => {
	const chosen = list[index % list.length];
	if (chosen === undefined) throw new Error('There is nothing to choose from.');
	return chosen;
};

const recorded = (customer: DemoCustomer, at: string, by: string, input: Readonly<Record<string, string>>): Event => ({
	at,
	happen: (world) => world.command('crm_customers', customerId(customer.key), 'record_contact', { by, at, input }),
});

/** Birthdays of people at customers who have agreed to care, in the weeks around the present; every other one is kept by the moon (CAR-01). */
const birthdays = (calendar: Calendar): readonly Event[] =>
	demoCustomers
		.filter(({ key, state }) => state === 'active' && caredFor.has(key))
		.map((customer, index): Event => {
			const at = calendar.day(10, `09:${String(10 + index)}`);
			return {
				at,
				happen: (world) =>
					world.command('crm_contacts', stableId('demo', 'contact', customer.key, '0'), 'record_personal', {
						by: personCalled(ownerOf(customer)).id,
						at,
						input: { birthday: calendar.date(365 * (34 + index) - index * 4), birthday_calendar: index % 2 === 0 ? 'solar' : 'lunar' },
					}),
			};
		});

/** Contact with two customers in three, and one conversation of the general manager with a key customer (COM-01, COM-02). */
export const communicationStories = (calendar: Calendar, language: Locale): readonly Event[] => [
	...birthdays(calendar),
	...spokenWith.flatMap((customer, index): readonly Event[] => {
		if (index % 3 === 2) return [];
		const { form, direction, content, demand, answer } = pick(spoken, Math.floor(index / 3) * 2 + (index % 3));
		return [
			recorded(customer, calendar.day(1 + (index % 7), `14:${String(10 + (index % 45))}`), personCalled(ownerOf(customer)).id, {
				form,
				direction,
				content: content[language],
				...(demand === undefined ? {} : { demand: demand[language] }),
				...(answer === undefined ? {} : { answer: answer[language] }),
			}),
		];
	}),
	...spokenWith.slice(0, 1).map((customer) =>
		recorded(customer, calendar.day(5, '16:30'), personCalled('gm').id, {
			content: executiveContent[language],
			progress: progress[language],
			operation: operation[language],
		}),
	),
];
