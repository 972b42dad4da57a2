import type { ComplaintOutcome, ComplaintState, Responsibility, Urgency } from '@crm-policy/rules/complaints/complaint';
import type { complaintWords } from '@crm-policy/rules/complaints/words';
import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { departmentId } from '../../departments/rows.js';
import { stableId } from '../../stable-id.js';
import { people, personCalled, type DemoPerson } from '../people.js';
import type { World } from '../simulation/world.js';
import { complaintTopics, dutyResults, type ComplaintTopic, type TopicKey } from './complaint-topics.js';
import { customerId } from './customers.js';
import { productOf } from './products.js';
import { decides } from './review-rounds.js';
import type { Calendar, Event } from './timeline.js';

type Words = typeof complaintWords;

/** What sets a case apart from the ordinary way. */
interface Particulars {
	readonly urgency?: Urgency;
	readonly serious?: boolean;
	readonly kind?: keyof Words['kinds'];
	readonly channel?: keyof Words['channels'];
	/** Who took it in; the service agent unless said otherwise. */
	readonly by?: string;
	/** The colleague complained of. */
	readonly accused?: string;
	readonly outcome?: ComplaintOutcome;
	readonly responsibility?: Responsibility;
	readonly department?: string;
	/** The department ruled responsible objects; somebody else rules again, or is still to. */
	readonly objection?: 'open' | 'ruled';
	readonly compensation?: { readonly type: keyof Words['compensationTypes']; readonly amount: string; readonly granted: boolean };
	/** How far the corrective action has come. */
	readonly action?: 'drafted' | 'started' | 'carried_out' | 'verified';
	readonly waiting?: boolean;
	readonly unsatisfied?: boolean;
	readonly reopened?: boolean;
}

interface DemoComplaint extends Particulars {
	readonly key: string;
	readonly topic: TopicKey;
	readonly customer: string;
	readonly state: ComplaintState;
	/** When it came in; nothing for today. */
	readonly daysAgo: number;
}

const complaint = (
	topic: TopicKey,
	customer: string,
	daysAgo: number,
	state: ComplaintState,
	particulars: Particulars = {},
): DemoComplaint => ({ key: `${topic}-${customer}`, topic, customer, daysAgo, state, ...particulars });

const production = { responsibility: 'department', department: 'production' } as const;
const operations = { responsibility: 'department', department: 'operations' } as const;

/** Thirty complaints, opinions and suggestions: every state, every outcome, both categories, each kind of responsibility. */
const demoComplaints: readonly DemoComplaint[] = [
	complaint('colour', 'jinhe-bank', 126, 'archived', {
		...production,
		action: 'verified',
		compensation: { type: 'replacement', amount: '5200.00', granted: true },
	}),
	complaint('late', 'hengda-dept', 118, 'archived', {
		...operations,
		action: 'verified',
		compensation: { type: 'discount', amount: '860.00', granted: true },
	}),
	complaint('wash', 'huatai-insurance', 105, 'archived', { outcome: 'not_founded', responsibility: 'customer', channel: 'email' }),
	complaint('carrier', 'tianlan-travel', 97, 'archived', { outcome: 'not_ours', responsibility: 'supplier' }),
	complaint('invoice', 'chengfeng-auto', 90, 'archived', { responsibility: 'department', department: 'finance', by: 'sales' }),
	complaint('wishes', 'fuyuan-restaurant', 84, 'archived', { kind: 'suggestion', responsibility: 'none', channel: 'online_service' }),
	complaint('stitching', 'oriental-air', 76, 'archived', { ...production, action: 'verified', objection: 'ruled' }),
	complaint('manners', 'dingsheng-law', 66, 'archived', { accused: 'sales.second', responsibility: 'person', outcome: 'founded' }),
	complaint('phone', 'maison-verdier', 52, 'archived', {
		channel: 'email',
		by: 'export',
		responsibility: 'department',
		department: 'service',
	}),
	complaint('short', 'ruilin-gift', 41, 'closed', { ...operations, action: 'verified' }),
	complaint('label', 'hengda-dept', 26, 'closed', { ...production, action: 'carried_out' }),
	complaint('late', 'nordhavn', 22, 'closed', { ...operations, channel: 'email', by: 'export', action: 'started', unsatisfied: true }),
	complaint('phone', 'baiyi-clothing', 19, 'closed', { kind: 'opinion', responsibility: 'department', department: 'service' }),
	complaint('wash', 'mingde-school', 15, 'closed', { outcome: 'not_founded', responsibility: 'customer' }),
	complaint('needle', 'yunfeng-hotel', 6, 'replied', {
		...production,
		serious: true,
		urgency: 'urgent',
		action: 'started',
		compensation: { type: 'goodwill', amount: '3000.00', granted: true },
	}),
	complaint('short', 'xinya-uniform', 8, 'replied', { ...operations, action: 'drafted' }),
	complaint('carrier', 'steiner-mode', 9, 'replied', { outcome: 'not_ours', responsibility: 'supplier', channel: 'email', by: 'export' }),
	complaint('invoice', 'puxin-securities', 7, 'replied', { responsibility: 'department', department: 'finance' }),
	complaint('colour', 'oriental-air', 5, 'resolving', {
		...production,
		action: 'drafted',
		compensation: { type: 'replacement', amount: '26400.00', granted: false },
	}),
	complaint('stitching', 'hongtu-express', 5, 'resolving', production),
	complaint('late', 'jiahe-mall', 4, 'resolving', { ...operations, serious: true }),
	complaint('phone', 'zhonglian-property', 3, 'resolving', { responsibility: 'department', department: 'service' }),
	complaint('phone', 'yinhai-theatre', 34, 'investigating', { responsibility: 'department', department: 'service', reopened: true }),
	complaint('label', 'yunfeng-hotel', 3, 'investigating', { ...production, objection: 'open' }),
	complaint('carrier', 'haiyue-cruise', 2, 'investigating', { waiting: true }),
	complaint('manners', 'guangming-hospital', 2, 'investigating', { accused: 'sales' }),
	complaint('short', 'castell-retail', 1, 'registered', { channel: 'email', by: 'export' }),
	complaint('needle', 'fuyuan-restaurant', 0, 'registered', { serious: true, urgency: 'immediate' }),
	complaint('wishes', 'lanting-wedding', 1, 'received', { kind: 'suggestion', channel: 'social_media', by: 'marketing' }),
	complaint('late', 'wanli-logistics', 0, 'received', { by: 'sales' }),
];

const words = {
	answered: text('Your complaint has arrived; we look into it and come back to you.', '您的投诉已收到，我们将尽快调查并回复。'),
	progress: text('The goods are back for inspection; the result follows tomorrow.', '货品已寄回检验，明日反馈结果。'),
	question: text('Please send us pictures of the damaged cartons and the driver’s receipt.', '请提供破损外箱照片及司机签收单。'),
	ruling: text('Follows from the investigation material.', '依据调查材料判定。'),
	objection: text('The cause lay with what was supplied to us, not with the work.', '原因在来料，而非加工。'),
	secondRuling: text('Incoming inspection had passed the material; the ruling stands.', '来料检验合格，维持原判定。'),
	supplier: text('Shunda Freight', '顺达货运'),
	handlingNote: text('Explained to the customer in detail.', '已向客户详细说明。'),
	noMeasure: text('A single case; the people concerned were instructed.', '个案，已对有关人员进行提醒。'),
	compensation: text('For the inconvenience the customer had.', '补偿客户因此遭受的不便。'),
	agreed: text('Agreed.', '同意。'),
	tracking: text('Settled; the customer is content with the handling.', '已妥善处理，客户认可。'),
	satisfied: text('Everything is in order now.', '问题已解决。'),
	need: text('The next delivery should be announced two days ahead.', '希望下次交货提前两天告知。'),
	consequences: text('A customer was let down; no further damage.', '影响客户体验，未造成其他损失。'),
	reopening: text('The customer reports that calls are unanswered again.', '客户反映来电仍无人接听。'),
	notConcerned: text('Nothing that concerns this department.', '与本部门无关。'),
	executed: text('Done and entered in the work instruction.', '已完成并写入作业指导书。'),
	evidence: text('No recurrence in the following three deliveries.', '其后三批未再发生。'),
	noVehicle: text('none', '无'),
	verbal: text('Order by telephone', '电话订单'),
} as const;

export const complaintId = (key: string): string => stableId('demo', 'complaint', key);

const person = (id: unknown): DemoPerson => {
	const found = people.find((candidate) => candidate.id === id);
	if (found === undefined) throw new Error(`Nobody in the demo company has the id ${String(id)}.`);
	return found;
};

const collection = 'crm_complaints';

/** The story of one complaint, told as far as its state (CMP-02 to CMP-18). */
class ComplaintStory {
	readonly events: Event[] = [];
	readonly #id: string;
	readonly #topic: ComplaintTopic;

	constructor(
		private readonly told: DemoComplaint,
		private readonly calendar: Calendar,
		private readonly language: Locale,
	) {
		this.#id = complaintId(told.key);
		this.#topic = complaintTopics[told.topic];
	}

	tell(): readonly Event[] {
		const { told } = this;
		this.#comesIn();
		if (told.state === 'received') return this.events;
		this.#isRegistered();
		if (told.state === 'registered') return this.events;
		this.#isInvestigated();
		if (told.state === 'investigating' && told.reopened !== true) return this.events;
		this.#isSettled();
		if (told.state === 'resolving') return this.events;
		this.#isAnswered();
		if (told.state === 'replied') return this.events;
		this.#isClosed();
		if (told.reopened === true) this.#isReopened();
		if (told.state === 'archived') this.#isArchived();
		return this.events;
	}

	get #row(): (world: World) => Readonly<Record<string, unknown>> {
		return (world) => world.store.row(collection, this.#id);
	}

	#say(words: Text): string {
		return words[this.language];
	}

	/** Some days after it came in; for one of today, some minutes before the present. */
	#at(days: number, time: string, minutesAgo: number): string {
		return this.told.daysAgo === 0 ? this.calendar.minutesAgo(minutesAgo) : this.calendar.day(this.told.daysAgo - days, time);
	}

	#on(at: string, happen: (world: World, at: string) => void): void {
		this.events.push({ at, happen: (world) => happen(world, at) });
	}

	/** A command of the handler, or of somebody else. */
	#command(
		at: string,
		command: string,
		input: Readonly<Record<string, unknown>>,
		by?: string | ((world: World) => unknown),
		comment?: Text,
	): void {
		this.#on(at, (world) => {
			const actor = typeof by === 'string' ? personCalled(by).id : String(by === undefined ? this.#row(world)['owner'] : by(world));
			world.command(collection, this.#id, command, {
				by: actor,
				at,
				input,
				...(comment === undefined ? {} : { comment: this.#say(comment) }),
			});
		});
	}

	#comesIn(): void {
		const { told, calendar } = this;
		const receiver = personCalled(told.by ?? 'service');
		const at = this.#at(0, '09:20', 100);
		const classified = told.state !== 'received';
		const topic = this.#topic;
		this.#on(at, (world) =>
			world.create(
				collection,
				{
					id: this.#id,
					title: this.#say(topic.title),
					kind: told.kind ?? 'complaint',
					channel: told.channel ?? 'telephone',
					received_at: told.daysAgo === 0 ? calendar.minutesAgo(105) : calendar.day(told.daysAgo, '09:15'),
					customer: customerId(told.customer),
					complainant: world.store.row('crm_customers', customerId(told.customer))['contact_person'],
					complainant_contact: world.store.row('crm_customers', customerId(told.customer))['phone'],
					content: this.#say(topic.content),
					customer_demand: this.#say(topic.demand),
					product_name: topic.product === null ? this.#say(words.noVehicle) : this.#say(productOf(topic.product).name),
					vehicle_number: this.#say(words.noVehicle),
					major: false,
					complex: told.serious ?? false,
					...(classified
						? {
								nature: topic.nature,
								cause: topic.cause,
								target: told.accused === undefined ? 'service_quality' : 'staff_member',
								accused: told.accused === undefined ? null : personCalled(told.accused).id,
								urgency: told.urgency ?? 'ordinary',
								severity: told.serious === true ? 'serious' : 'general',
							}
						: {}),
					owner: receiver.id,
					department: receiver.department === null ? null : departmentId(receiver.department),
				},
				{ by: receiver.id, at },
			),
		);
	}

	#isRegistered(): void {
		this.#command(this.#at(0, '09:40', 95), 'register', {}, this.told.accused === undefined ? 'service' : 'info.admin');
		this.#command(this.#at(0, '10:30', 80), 'inform_customer', { how: 'telephone', content: this.#say(words.answered) });
	}

	/** The contract the goods were delivered under, if it is known. */
	#order(world: World): Readonly<Record<string, unknown>> {
		const delivered = world.store
			.where('crm_contracts', { customer: customerId(this.told.customer) })
			.find(({ status }) => status === 'effective' || status === 'closed');
		return delivered === undefined
			? { order_number: this.#say(words.verbal) }
			: { contract: delivered.id, order_number: delivered['number'] };
	}

	#isInvestigated(): void {
		const { told, calendar } = this;
		this.#command(this.#at(0, '11:00', 70), 'investigate', {});
		if (told.waiting === true) {
			this.#command(this.#at(0, '11:30', 60), 'wait_for_customer', { how: 'email', question: this.#say(words.question) });
			return;
		}
		const topic = this.#topic;
		this.#on(this.#at(0, '15:30', 50), (world, at) =>
			world.edit(
				collection,
				this.#id,
				{
					findings: this.#say(topic.findings),
					cause_found: this.#say(topic.reason),
					...(topic.product === null
						? {}
						: {
								...this.#order(world),
								product_model: this.#say(productOf(topic.product).specification),
								quantity: '80',
								shipment_date: calendar.date(told.daysAgo + 12),
							}),
				},
				{ by: String(this.#row(world)['owner']), at },
			),
		);
		if (told.responsibility === undefined) return;
		this.#command(this.#at(0, '16:00', 45), 'rule', {
			...this.#responsible(told.responsibility),
			reason: this.#say(words.ruling),
		});
		if (told.objection !== undefined) this.#isObjectedTo();
	}

	#responsible(responsibility: Responsibility): Readonly<Record<string, unknown>> {
		const { department, accused } = this.told;
		return {
			responsibility,
			...(responsibility === 'department' && department !== undefined ? { responsible_department: departmentId(department) } : {}),
			...(responsibility === 'person' && accused !== undefined ? { responsible_person: personCalled(accused).id } : {}),
			...(responsibility === 'supplier' ? { responsible_supplier: this.#say(words.supplier) } : {}),
		};
	}

	/** The department ruled responsible objects; the general manager rules again (CMP-20). */
	#isObjectedTo(): void {
		const rulings = 'crm_complaint_rulings';
		const first = (world: World) => String(world.store.where(rulings, { complaint: this.#id })[0]?.id);
		this.#on(this.#at(0, '16:30', 40), (world, at) =>
			world.command(rulings, first(world), 'object', {
				by: personCalled('production').id,
				at,
				input: { objection: this.#say(words.objection) },
			}),
		);
		if (this.told.objection === 'ruled')
			this.#on(this.#at(0, '17:20', 35), (world, at) =>
				world.command(rulings, first(world), 'rule_again', {
					by: personCalled('gm').id,
					at,
					input: { ...this.#responsible(this.told.responsibility ?? 'none'), reason: this.#say(words.secondRuling) },
				}),
			);
	}

	#isSettled(): void {
		const { told } = this;
		this.#command(this.#at(1, '10:00', 30), 'resolve', {});
		if (told.serious === true)
			this.#command(this.#at(1, '10:20', 28), 'inform_customer', { how: 'telephone', content: this.#say(words.progress) });
		if (told.compensation !== undefined) this.#isCompensated(told.compensation);
		if (told.action !== undefined) this.#isActedOn(told.action);
	}

	#isCompensated({ type, amount, granted }: NonNullable<DemoComplaint['compensation']>): void {
		const compensations = 'crm_complaint_compensations';
		const id = stableId('demo', 'compensation', this.told.key);
		const asked = granted ? this.#at(1, '11:00', 26) : this.calendar.minutesAgo(220);
		this.#on(asked, (world, at) => {
			const handler = person(this.#row(world)['owner']);
			world.create(
				compensations,
				{
					id,
					complaint: this.#id,
					type,
					amount,
					currency: 'CNY',
					reason: this.#say(words.compensation),
					owner: handler.id,
					department: handler.department === null ? null : departmentId(handler.department),
				},
				{ by: handler.id, at },
			);
			world.command(compensations, id, 'submit', { by: handler.id, at });
		});
		if (!granted) return;
		const subject = { collection: compensations, id } as const;
		const deciders = Number(amount) <= 1000 ? ['service.manager'] : ['sales.manager', 'finance'];
		deciders.forEach((who, position) =>
			this.#on(this.#at(1, `14:${String(10 + position * 15)}`, 24 - position), (world, at) =>
				decides(world, subject, who, 'approve', { at, comment: this.#say(words.agreed) }),
			),
		);
		this.#on(this.#at(1, '16:40', 21), (world, at) =>
			world.command(compensations, id, 'grant', {
				by: personCalled('finance').id,
				at,
				input: { granted_on: this.calendar.date(this.told.daysAgo - 1) },
			}),
		);
	}

	/** A corrective action: started when cause and responsibility are known, found effective by somebody else (CAP-01 to CAP-05). */
	#isActedOn(reached: NonNullable<DemoComplaint['action']>): void {
		const actions = 'crm_corrective_actions';
		const id = stableId('demo', 'corrective-action', this.told.key);
		const { measure, reason, title } = this.#topic;
		if (measure === null) throw new Error(`Nothing is known that could be done about “${title['en-US']}”.`);
		const executor = personCalled(this.told.department ?? 'production');
		this.#on(this.#at(1, '15:00', 22), (world, at) => {
			const handler = person(this.#row(world)['owner']);
			world.create(
				actions,
				{
					id,
					title: this.#say(title),
					kind: 'corrective',
					trigger: 'complaint',
					complaint: this.#id,
					cause: this.#say(reason),
					responsibility: this.#say(words.ruling),
					corrective_measure: this.#say(measure.corrective),
					preventive_measure: this.#say(measure.preventive),
					responsible_department: this.told.department === undefined ? null : departmentId(this.told.department),
					assignee: executor.id,
					due_on: this.calendar.date(this.told.daysAgo - 30),
					owner: handler.id,
					department: handler.department === null ? null : departmentId(handler.department),
				},
				{ by: handler.id, at },
			);
		});
		const command = (at: string, name: string, by: string, input: Readonly<Record<string, unknown>> = {}): void =>
			this.#on(at, (world) => world.command(actions, id, name, { by: personCalled(by).id, at, input }));
		if (reached === 'drafted') return;
		command(this.#at(1, '15:30', 20), 'start', 'service.manager');
		if (reached === 'started') return;
		command(this.#at(9, '17:00', 18), 'complete', executor.who, { result: this.#say(words.executed) });
		if (reached === 'carried_out') return;
		command(this.#at(30, '14:00', 16), 'verify', 'service.manager', { effect: 'effective', evidence: this.#say(words.evidence) });
	}

	#isAnswered(): void {
		const { told } = this;
		const outcome = told.outcome ?? 'founded';
		this.#on(this.#at(2, '09:30', 15), (world, at) =>
			world.edit(
				collection,
				this.#id,
				{
					outcome,
					handling_opinion: this.#say(this.#topic.opinion),
					...(outcome === 'founded' ? {} : { handling_note: this.#say(words.handlingNote) }),
					...(told.action === undefined ? { no_measure_reason: this.#say(words.noMeasure) } : {}),
				},
				{ by: String(this.#row(world)['owner']), at },
			),
		);
		this.#command(this.#at(2, '10:00', 14), 'reply', { form: 'written', language: this.language === 'zh-CN' ? 'chinese' : 'english' });
		this.#command(this.#at(3, '11:00', 13), 'record_reaction', { reaction: 'accepted' });
	}

	#isClosed(): void {
		this.#on(this.#at(3, '14:00', 12), (world, at) => this.#settleDuties(world, at));
		this.#command(this.#at(4, '09:30', 11), 'file_report', {});
		this.#command(
			this.#at(4, '10:00', 10),
			'close_tracking',
			{ statement: this.#say(words.tracking) },
			(world) => this.#row(world)['leader'],
		);
		this.#command(this.#at(4, '10:30', 9), 'close', {});
		const satisfied = this.told.unsatisfied !== true;
		this.#command(
			this.#at(11, '15:00', 8),
			'follow_up',
			{
				satisfaction: satisfied ? 'satisfied' : 'not_satisfied',
				how: 'telephone',
				remaining_need: this.#say(satisfied ? words.satisfied : words.need),
			},
			'service.manager',
		);
	}

	/** Every department does its part, or says why there is none for it (CMP-06 to CMP-08). */
	#settleDuties(world: World, at: string): void {
		const by: Readonly<Record<string, string>> = { management: 'service.manager', business: 'sales.manager', production: 'production' };
		const aboutGoods = this.#topic.product !== null;
		for (const task of world.store.where('crm_complaint_tasks', { complaint: this.#id, status: 'open' })) {
			const department = String(task['department_kind']);
			const applies = aboutGoods || department !== 'production';
			const actor = personCalled(by[department] ?? 'service.manager').id;
			const result = dutyResults[String(task['duty'])];
			if (result === undefined) throw new Error(`No result is told for the duty ${String(task['duty'])}.`);
			world.command(
				'crm_complaint_tasks',
				task.id,
				applies ? 'complete' : 'mark_not_applicable',
				applies ? { by: actor, at, input: { result: this.#say(result) } } : { by: actor, at, comment: this.#say(words.notConcerned) },
			);
		}
	}

	#isReopened(): void {
		this.#on(this.calendar.day(2, '11:20'), (world, at) =>
			world.command(collection, this.#id, 'reopen', { by: personCalled('auditor').id, at, comment: this.#say(words.reopening) }),
		);
	}

	#isArchived(): void {
		this.#command(this.#at(12, '09:10', 7), 'appraise', { result: 'reminder', consequences: this.#say(words.consequences) }, 'gm');
		this.#command(this.#at(31, '16:00', 6), 'archive', {}, 'info.admin');
	}
}

/** The telephone list customers are given (HOT-01, HOT-02). */
function hotlineStory(calendar: Calendar, language: Locale): Event {
	const at = calendar.day(200, '10:00');
	const publisher = personCalled('service.manager');
	const id = stableId('demo', 'hotline', 'current');
	return {
		at,
		happen: (world) => {
			world.create(
				'crm_hotlines',
				{
					id,
					title: text('Service hotlines', '服务热线')[language],
					office_phone: '+86 21 5550 0100',
					office_hours: text('Monday to Friday, 9:00–12:00 and 13:00–18:00', '周一至周五 9:00–12:00、13:00–18:00')[language],
					duty_phone: '+86 138 0000 0100',
					manager_office_phone: '+86 21 5550 0101',
					manager_mobile: '+86 138 0000 0101',
					valid_from: calendar.date(200),
					valid_until: calendar.date(-160),
					owner: publisher.id,
					department: publisher.department === null ? null : departmentId(publisher.department),
				},
				{ by: publisher.id, at },
			);
			world.command('crm_hotlines', id, 'publish', { by: publisher.id, at });
		},
	};
}

export const complaintStories = (calendar: Calendar, language: Locale): readonly Event[] => [
	hotlineStory(calendar, language),
	...demoComplaints.flatMap((told) => new ComplaintStory(told, calendar, language).tell()),
];
