import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Answer, type Body, type Client, type Directus } from '../harness/directus.js';
import { demoPassword } from '../harness/environment.js';
import { chance } from './chance.js';
import { brokenClaims, gapsInNumbers, numbersOutOfOrder } from './closed-complaints.js';

/** As many complaints as a bad season brings; the round number is the one the project is measured by. */
const count = Number(process.env['CRM_COMPLAINTS'] ?? 500);

/** So many people work at the same time, on so many cases at a time, so that they meet at some of them. */
const people = 6;
const onTheTable = 14;

const directus = useDirectus({ env: { CRM_PUBLIC_COMPLAINTS: 'true', CRM_PUBLIC_COMPLAINTS_PER_ADDRESS: '100000' } });

const everybody = [
	'service',
	'service.manager',
	'info.admin',
	'quality',
	'production',
	'operations',
	'sales',
	'sales.manager',
	'finance',
	'warehouse',
	'gm',
	'auditor',
	'newcomer',
] as const;
type Who = (typeof everybody)[number];

const endings = ['archived', 'archived', 'archived', 'reopened', 'closed', 'replied', 'investigating'] as const;

interface Complaint {
	readonly id: string;
	readonly ending: (typeof endings)[number];
	visits: number;
	reopened: boolean;
	lastRefusal: string;
}

/** What the company sees of a complaint over HTTP. */
interface Seen {
	readonly status: string;
	readonly owner: string | null;
	readonly leader: string | null;
	readonly accused: string | null;
	readonly nature: string | null;
	readonly complex: boolean;
	readonly major: boolean;
	readonly paused_since: string | null;
	readonly report_filed_at: string | null;
	readonly tracking_closed_at: string | null;
	readonly follow_up_satisfied: boolean | null;
	readonly manager_informed_at: string | null;
}

const seenFields =
	'status,owner,leader,accused,nature,complex,major,paused_since,report_filed_at,tracking_closed_at,follow_up_satisfied,manager_informed_at';

const mischief = [
	'register',
	'investigate',
	'resolve',
	'reply',
	'close',
	'archive',
	'reopen',
	'file_report',
	'close_tracking',
	'follow_up',
	'appraise',
	'hand_over',
	'remind',
	'rule',
	'wait_for_customer',
] as const;

const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	reply: { form: 'other' },
	close_tracking: { statement: 'Settled' },
	follow_up: { satisfaction: 'satisfied', how: 'telephone' },
	appraise: { result: 'none', consequences: 'A customer waited.' },
	rule: { responsibility: 'none', reason: 'Nobody did it on purpose.' },
	wait_for_customer: { how: 'email', question: 'Which batch?' },
};

/** The company at work on complaints: each step over HTTP as its own person, in whatever order the day brings. */
class Season {
	readonly refusals = new Map<string, number>();
	readonly complaints: Complaint[] = [];
	private readonly byUser = new Map<string, Promise<Client>>();

	private constructor(
		private readonly server: Directus,
		private readonly admin: Client,
		private readonly clients: Readonly<Record<Who, Client>>,
		/** By the person who may name them. */
		private readonly customers: Readonly<Record<string, readonly string[]>>,
	) {}

	static async open(server: Directus): Promise<Season> {
		const clients: Partial<Record<Who, Client>> = {};
		for (const who of everybody) clients[who] = await server.login(`${who}@example.com`);
		const admin = await server.login('admin@example.com');
		const customers: Record<string, readonly string[]> = {};
		for (const client of Object.values(clients)) {
			const { status, body } = await client.request<Body<{ id: string }[]>>('GET', '/items/crm_customers?fields=id&limit=40');
			customers[client.user] = status === 200 ? body.data.map(({ id }) => id) : [];
		}
		return new Season(server, admin, clients as Record<Who, Client>, customers);
	}

	/** Done, or refused by a rule, by another's earlier write, or because it is nobody's business; anything else is a defect. */
	private note(answer: Answer<Body<unknown>>, what: string): boolean {
		expect([200, 201, 204, 403, 409, 422], `${what}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
		if (answer.status === 422) {
			const [error] = answer.body.errors;
			for (const { rule, clause } of (error?.extensions['violations'] ?? []) as readonly { rule: string; clause: string | null }[]) {
				const name = `${rule} ${String(clause)}`;
				this.refusals.set(name, (this.refusals.get(name) ?? 0) + 1);
			}
		}
		return answer.status < 300;
	}

	private person(id: string): Promise<Client> {
		const known = Object.values(this.clients).find(({ user }) => user === id);
		if (known !== undefined) return Promise.resolve(known);
		const waiting =
			this.byUser.get(id) ??
			this.admin
				.request<Body<{ email: string }>>('GET', `/users/${id}?fields=email`)
				.then(({ body }) => this.server.login(body.data.email, demoPassword));
		this.byUser.set(id, waiting);
		return waiting;
	}

	private async command(
		client: Client,
		collection: string,
		id: string,
		command: string,
		input: Readonly<Record<string, unknown>> = {},
	): Promise<Answer<Body<unknown>>> {
		return client.request<Body<unknown>>('POST', `/crm/commands/${collection}/${id}/${command}`, { input, comment: 'As it has to be' });
	}

	private async rowsOf<T>(collection: string, complaint: string, fields: string): Promise<readonly T[]> {
		const { body } = await this.admin.request<Body<T[]>>(
			'GET',
			`/items/${collection}?filter[complaint][_eq]=${complaint}&fields=${fields}&limit=100`,
		);
		return body.data;
	}

	async see(id: string): Promise<Seen> {
		const { body } = await this.admin.request<Body<Seen>>('GET', `/items/crm_complaints/${id}?fields=${seenFields}`);
		return body.data;
	}

	/** A complaint comes in, by telephone or from the public page. */
	async takeIn(index: number, next: (below: number) => number): Promise<void> {
		const accused = next(6) === 0 ? this.clients[everybody[next(8)] ?? 'sales'].user : null;
		const id = next(8) === 0 ? await this.fromOutside(index) : await this.byTelephone(index, next, accused);
		this.complaints.push({ id, ending: endings[next(endings.length)] ?? 'archived', visits: 0, reopened: false, lastRefusal: '' });
	}

	private async byTelephone(index: number, next: (below: number) => number, accused: string | null): Promise<string> {
		const takers = (['service', 'info.admin', 'sales', 'service.manager'] as const).map((who) => this.clients[who]);
		const taker = takers.filter(({ user }) => user !== accused)[next(3)] ?? this.clients.service;
		const theirs = this.customers[taker.user] ?? [];
		const answer = await taker.request('POST', '/items/crm_complaints?fields=id', {
			title: `Season ${String(index)}`,
			content: '来电反映：减震器漏油。',
			channel: (['telephone', 'email', 'social_media', 'other'] as const)[next(4)],
			received_at: new Date(Date.now() - 60_000 - next(86_400_000)).toISOString(),
			...(theirs.length > 0 && next(2) === 0 ? { customer: theirs[next(theirs.length)] } : { complainant: '王小明' }),
			complainant_contact: '+86 574 5550 0188',
			product_name: 'Silk tie',
			vehicle_number: '浙B12345',
			...this.classification(next, accused),
		});
		expect(answer.body.errors, `${taker.email}: ${JSON.stringify(answer.body.errors)}`).toBeUndefined();
		return String(answer.body.data['id']);
	}

	private classification(next: (below: number) => number, accused: string | null): Readonly<Record<string, unknown>> {
		return {
			nature: (['product', 'delivery', 'service', 'price', 'other'] as const)[next(5)],
			cause: next(2) === 0 ? 'quality' : 'non_quality',
			target: accused === null ? 'service_quality' : 'staff_member',
			accused,
			urgency: (['immediate', 'urgent', 'ordinary'] as const)[next(3)],
			severity: next(4) === 0 ? 'serious' : 'general',
			complex: next(5) === 0,
			major: next(6) === 0,
		};
	}

	private async fromOutside(index: number): Promise<string> {
		const title = `Season ${String(index)} from outside`;
		const answer = await this.server.request('POST', '/crm/public/complaints', {
			title,
			content: '自周一起漏油。',
			complainant: '李女士',
			complainant_contact: `season${String(index)}@example.org`,
			product_name: 'Damper',
		});
		expect(answer.status, JSON.stringify(answer.body)).toBe(201);
		const { body } = await this.admin.request<Body<{ id: string }[]>>(
			'GET',
			`/items/crm_complaints?fields=id&filter[title][_eq]=${encodeURIComponent(title)}`,
		);
		return String(body.data[0]?.id);
	}

	/** Whether nothing more is to be done about a complaint in this season. */
	private hasEnded({ ending, reopened }: Complaint, { status }: Seen): boolean {
		if (ending === 'reopened') return reopened && status === 'archived';
		if (ending === 'archived' || ending === 'closed' || ending === 'replied') return status === ending || status === 'archived';
		return status !== 'received' && status !== 'registered';
	}

	/** One person looks at one complaint and does what they think is next; true when it has ended. */
	async visit(complaint: Complaint, next: (below: number) => number): Promise<boolean> {
		complaint.visits += 1;
		const seen = await this.see(complaint.id);
		if (this.hasEnded(complaint, seen)) return true;
		if (next(4) === 0) {
			const who = this.clients[everybody[next(everybody.length)] ?? 'newcomer'];
			const command = mischief[next(mischief.length)] ?? 'close';
			// What is open to them may happen: a reopened case is simply handled once more.
			this.note(await this.command(who, 'crm_complaints', complaint.id, command, inputs[command]), command);
			return false;
		}
		await this.goOn(complaint, seen, next);
		return false;
	}

	private async goOn(complaint: Complaint, seen: Seen, next: (below: number) => number): Promise<void> {
		const { id } = complaint;
		const fit = (among: readonly Who[]): Client => {
			const left = among.map((who) => this.clients[who]).filter(({ user }) => user !== seen.accused);
			return left[next(left.length)] ?? this.clients.gm;
		};
		const handler = seen.owner === null ? fit(['service', 'info.admin']) : await this.person(seen.owner);
		const leader = seen.leader === null ? handler : await this.person(seen.leader);
		const act = async (client: Client, command: string, input: Readonly<Record<string, unknown>> = {}): Promise<boolean> => {
			const answers = await Promise.all(
				// Now and then a button is pressed twice, or by both at once.
				next(9) === 0
					? [this.command(client, 'crm_complaints', id, command, input), this.command(handler, 'crm_complaints', id, command, input)]
					: [this.command(client, 'crm_complaints', id, command, input)],
			);
			for (const answer of answers)
				if (answer.status !== 200) complaint.lastRefusal = `${command} by ${client.email}: ${JSON.stringify(answer.body)}`;
			return answers.map((answer) => this.note(answer, command)).includes(true);
		};
		const write = async (patch: Readonly<Record<string, unknown>>): Promise<void> => {
			const answer = await handler.request('PATCH', `/items/crm_complaints/${id}`, patch);
			if (!this.note(answer, `edit as ${seen.status}`)) complaint.lastRefusal = `edit: ${JSON.stringify(answer.body)}`;
		};
		if (seen.paused_since !== null && ['registered', 'investigating', 'resolving'].includes(seen.status)) {
			await act(handler, 'customer_answered', { how: 'email', answer: 'The third one.' });
			return;
		}
		await this.hearObjections(id);
		switch (seen.status) {
			case 'received':
				if (seen.nature === null) await write({ ...this.classification(next, null), vehicle_number: '无' });
				await act(fit(['service', 'service.manager', 'info.admin']), 'register');
				break;
			case 'registered':
				if (next(3) === 0) await act(handler, 'inform_customer', { how: 'telephone', content: 'We are looking into it.' });
				if (next(8) === 0)
					await act(fit(['service.manager', 'gm']), 'reassign', { handler: fit(['service', 'service.manager', 'info.admin']).user });
				else await act(next(2) === 0 ? handler : leader, 'investigate');
				break;
			case 'investigating':
				await this.investigate(complaint, seen, next, { handler, leader, act, write });
				break;
			case 'resolving':
				await write({
					outcome: (['founded', 'founded', 'not_founded', 'not_ours'] as const)[next(4)],
					handling_opinion: '更换并致歉。',
					...(next(10) === 0 ? {} : { handling_note: 'Explained to the customer.' }),
				});
				if (seen.complex) await act(handler, 'inform_customer', { how: 'email', content: 'Still at it.' });
				if (seen.complex) await act(handler, 'inform_customer', { how: 'email', content: 'Nearly there.' });
				await this.decideCompensations(id);
				await act(handler, 'reply', { form: next(4) === 0 ? 'other' : 'written', language: next(2) === 0 ? 'english' : 'chinese' });
				break;
			case 'replied':
				if (seen.major)
					await write({ discussion_held_on: '2026-11-21', discussion_participants: 'All heads', discussion_solution: 'Another seal' });
				if (next(2) === 0) await write({ no_measure_reason: 'One piece only.' });
				await this.grantCompensations(id, handler, next);
				await this.finish(complaint, seen, next, { handler, leader, act });
				break;
			case 'closed':
				await this.grantCompensations(id, handler, next);
				if (complaint.ending === 'reopened' && !complaint.reopened) {
					complaint.reopened = await act(this.clients.auditor, 'reopen');
					break;
				}
				if (seen.follow_up_satisfied !== true)
					await act(fit(['service', 'service.manager']), 'follow_up', {
						satisfaction: next(6) === 0 ? 'not_satisfied' : 'satisfied',
						how: 'telephone',
					});
				await act(fit(['service.manager', 'gm']), 'appraise', { result: 'reminder', consequences: 'A customer waited.' });
				await act(fit(['service.manager', 'info.admin']), 'archive');
				break;
		}
	}

	private async investigate(
		{ id }: Complaint,
		seen: Seen,
		next: (below: number) => number,
		{ handler, leader, act, write }: Hands,
	): Promise<void> {
		await write({
			findings: '现场查看并检验同批产品。',
			cause_found: 'A seal was missing.',
			customer_demand: 'A new one',
			...(next(8) === 0 ? {} : { order_number: 'HT2026-0001', product_model: 'T-145', quantity: '200', shipment_date: '2026-10-01' }),
			...(seen.major
				? { discussion_held_on: '2026-11-20', discussion_participants: 'All heads', discussion_solution: 'Another seal' }
				: {}),
			...(next(3) === 0 ? {} : { no_measure_reason: 'One piece only.' }),
		});
		if (next(3) === 0) await act(handler, 'inform_customer', { how: 'email', content: 'We found something.' });
		const rulings = await this.rowsOf<{ id: string; status: string; responsible_person: string | null }>(
			'crm_complaint_rulings',
			id,
			'id,status,responsible_person',
		);
		if (rulings.length === 0) {
			const person = this.clients[(['sales', 'production', 'warehouse'] as const)[next(3)] ?? 'sales'];
			await act(leader, 'rule', {
				...([
					{ responsibility: 'none' },
					{ responsibility: 'customer' },
					{ responsibility: 'supplier', responsible_supplier: 'Ningbo Seals' },
					{ responsibility: 'person', responsible_person: person.user },
				][next(4)] ?? {}),
				reason: 'From the findings.',
			});
		}
		for (const ruling of rulings) {
			if (ruling.status === 'given' && ruling.responsible_person !== null && next(2) === 0) {
				const objector = await this.person(ruling.responsible_person);
				this.note(await this.command(objector, 'crm_complaint_rulings', ruling.id, 'object', { objection: 'It was not me.' }), 'object');
			}
		}
		if (next(4) === 0) {
			const made = await handler.request('POST', '/items/crm_complaint_compensations?fields=id', {
				complaint: id,
				type: 'refund',
				amount: (['300.00', '8000.00', '30000.00'] as const)[next(3)],
				currency: 'CNY',
				reason: 'Goodwill',
			});
			if (this.note(made, 'compensation'))
				this.note(await this.command(handler, 'crm_complaint_compensations', String(made.body.data['id']), 'submit'), 'submit');
		}
		if (next(3) === 0) await this.planAction(id, next);
		await act(next(2) === 0 ? handler : leader, 'resolve');
	}

	/** Objections are decided by whoever may; the others are told that they may not. */
	private async hearObjections(complaint: string): Promise<void> {
		const rulings = await this.rowsOf<{ id: string; status: string }>('crm_complaint_rulings', complaint, 'id,status');
		for (const { id } of rulings.filter(({ status }) => status === 'objected'))
			for (const who of ['service.manager', 'gm', 'auditor'] as const)
				this.note(
					await this.command(this.clients[who], 'crm_complaint_rulings', id, 'rule_again', {
						responsibility: 'none',
						reason: 'Heard everybody.',
					}),
					'rule_again',
				);
	}

	/** Whoever is asked in the desk decides, until nothing about this complaint's compensations is open. */
	private async decideCompensations(complaint: string): Promise<void> {
		const open = await this.rowsOf<{ id: string; status: string }>('crm_complaint_compensations', complaint, 'id,status');
		for (const { id, status } of open) {
			if (status === 'draft') {
				this.note(await this.admin.request('DELETE', `/items/crm_complaint_compensations/${id}`), 'delete');
				continue;
			}
			for (const who of ['service.manager', 'sales.manager', 'finance', 'gm'] as const) {
				const { body } = await this.clients[who].request<Body<{ task: string | null; id: string }[]>>(
					'GET',
					'/crm/inbox?box=todo&limit=100',
				);
				const task = body.data.find((line) => line.id === id)?.task ?? null;
				if (task !== null) this.note(await this.command(this.clients[who], 'crm_approval_tasks', task, 'approve'), 'approve');
			}
		}
	}

	/** What was approved is granted, or the customer does not want it. */
	private async grantCompensations(complaint: string, handler: Client, next: (below: number) => number): Promise<void> {
		const approved = await this.rowsOf<{ id: string; status: string }>('crm_complaint_compensations', complaint, 'id,status');
		for (const { id } of approved.filter(({ status }) => status === 'approved')) {
			const granted = next(3) > 0;
			const input = granted ? { granted_on: '2026-11-25' } : {};
			// Small ones finance is not asked about, and does not see.
			for (const who of [this.clients.finance, handler])
				this.note(await this.command(who, 'crm_complaint_compensations', id, granted ? 'grant' : 'lapse', input), 'grant');
		}
	}

	private async planAction(complaint: string, next: (below: number) => number): Promise<void> {
		const production = this.clients.production;
		const { body } = await this.admin.request<Body<{ crm_department: string }>>('GET', `/users/${production.user}?fields=crm_department`);
		const made = await this.clients.quality.request('POST', '/items/crm_corrective_actions?fields=id', {
			title: 'Check the seals',
			trigger: 'complaint',
			complaint,
			corrective_measure: 'Two people look',
			...(next(6) === 0 ? {} : { cause: 'One person looked', responsibility: 'Production' }),
			responsible_department: body.data.crm_department,
			assignee: production.user,
			due_on: '2099-01-31',
		});
		// Quality sees the cases that concern quality; others are not theirs to act on.
		if (!this.note(made, 'action')) return;
		const action = String(made.body.data['id']);
		this.note(await this.command(this.clients.quality, 'crm_corrective_actions', action, 'start'), 'start');
		this.note(await this.command(production, 'crm_corrective_actions', action, 'complete', { result: 'Done' }), 'complete');
		for (const who of ['production', 'quality'] as const)
			this.note(
				await this.command(this.clients[who], 'crm_corrective_actions', action, 'verify', {
					effect: next(4) === 0 ? 'not_effective' : 'effective',
					evidence: 'Looked at ten.',
				}),
				'verify',
			);
	}

	private async finish(
		{ id }: Complaint,
		seen: Seen,
		next: (below: number) => number,
		{ handler, leader, act }: Omit<Hands, 'write'>,
	): Promise<void> {
		const duties = await this.rowsOf<{ id: string; status: string }>('crm_complaint_tasks', id, 'id,status');
		const open = duties.filter(({ status }) => status === 'open');
		for (let from = 0; from < open.length; from += 3)
			await Promise.all(
				open
					.slice(from, from + 3)
					// One in a while is forgotten, so that closing has something to refuse.
					.filter(() => next(40) > 0)
					.map(async (duty) => {
						const command = next(5) === 0 ? 'mark_not_applicable' : 'complete';
						const input = command === 'complete' ? { result: '已完成' } : {};
						this.note(await this.command(next(3) === 0 ? leader : handler, 'crm_complaint_tasks', duty.id, command, input), command);
					}),
			);
		if (seen.report_filed_at === null) await act(handler, 'file_report');
		if (seen.tracking_closed_at === null) await act(leader, 'close_tracking', { statement: 'Settled' });
		if (next(3) === 0) await act(handler, 'record_reaction', { reaction: 'accepted' });
		const actions = await this.rowsOf<{ id: string }>('crm_corrective_actions', id, 'id');
		if (actions.length === 0) await this.planAction(id, next);
		await act(next(2) === 0 ? handler : leader, 'close');
	}

	/** Everybody works at once, each on one of the cases that lie on the table, until all have ended. */
	async work(): Promise<readonly Complaint[]> {
		const waiting = [...this.complaints];
		const table = waiting.splice(0, onTheTable);
		const stuck: Complaint[] = [];
		const workOf = async (seed: number): Promise<void> => {
			const next = chance(seed);
			for (let complaint = table[next(table.length)]; complaint !== undefined; complaint = table[next(Math.max(1, table.length))]) {
				const ended = await this.visit(complaint, next);
				if (!ended && complaint.visits < 80) continue;
				const place = table.indexOf(complaint);
				if (place < 0) continue;
				if (!ended) stuck.push(complaint);
				table.splice(place, 1, ...waiting.splice(0, 1));
			}
		};
		await Promise.all(Array.from({ length: people }, (_, index) => workOf(31 + index * 17)));
		return stuck;
	}

	async ledger(): Promise<unknown> {
		const { body } = await this.clients.auditor.request<Body<unknown>>('GET', '/crm/ledger/verify');
		return body.data;
	}
}

interface Hands {
	readonly handler: Client;
	readonly leader: Client;
	readonly act: (client: Client, command: string, input?: Readonly<Record<string, unknown>>) => Promise<boolean>;
	readonly write: (patch: Readonly<Record<string, unknown>>) => Promise<void>;
}

describe(`${String(count)} complaints by people who work at the same time`, () => {
	let season: Season;

	beforeAll(async () => {
		season = await Season.open(directus);
	});

	it('end as the policy asks, get numbers without gaps, and leave a ledger that verifies', { timeout: 3_600_000 }, async () => {
		const next = chance(4);
		for (let from = 0; from < count; from += 5)
			await Promise.all(Array.from({ length: Math.min(5, count - from) }, (_, index) => season.takeIn(from + index, next)));
		const began = Date.now();
		const stuck = await season.work();
		const ids = season.complaints.map(({ id }) => id);
		const states: readonly { status: string; many: number | string }[] = await directus
			.database('crm_complaints')
			.select('status')
			.count({ many: '*' })
			.groupBy('status');
		process.stdout.write(`complaints by state: ${states.map(({ status, many }) => `${status} ${String(many)}`).join(', ')}\n`);
		process.stdout.write(`refusals: ${[...season.refusals].map(([rule, times]) => `${rule} × ${String(times)}`).join(', ')}\n`);
		process.stdout.write(`worked for ${String(Math.round((Date.now() - began) / 1000))} s\n`);

		expect(stuck.map(({ id, ending, lastRefusal }) => `${id} → ${ending}: ${lastRefusal}`)).toEqual([]);
		expect(await brokenClaims(directus.database, ids)).toEqual([]);
		expect(await gapsInNumbers(directus.database)).toEqual([]);
		expect(await numbersOutOfOrder(directus.database, ids)).toEqual([]);
		expect(await season.ledger()).toMatchObject({ ok: true, first_bad: null });
		for (const rule of ['management-duties-open CMP-06', 'product-facts-missing CMP-07', 'complained-of CMP-20'])
			expect(season.refusals.get(rule) ?? 0, `${rule} was put to the test`).toBeGreaterThan(0);
	});
});
