import { beforeAll, describe, expect, it } from 'vitest';
import { useDirectus, type Body } from '../harness/directus.js';
import { violationsIn } from '../paths/office.js';
import { Handling } from './handling.js';

const directus = useDirectus();
let office: Handling;

beforeAll(async () => {
	office = await Handling.open(directus);
});

const rulesOf = (violations: readonly { rule: string; clause: string | null }[]) =>
	violations.map(({ rule, clause }) => `${rule} ${clause}`);

describe('The honest path of a complaint', () => {
	it('leads from the telephone to the archive, every step in the ledger', async () => {
		const id = await office.takeIn();
		expect(rulesOf(await office.refused('service', 'crm_complaints', id, 'investigate'))).toEqual(['not-registered CMP-02']);
		await office.accepted('service', 'crm_complaints', id, 'register');
		const registered = await office.complaint(id);
		expect(registered['number']).toMatch(/^\d{6}-浙B12345-Silktie-\d{3}$/);
		expect(registered['owner']).not.toBeNull();
		expect(registered['leader']).not.toBeNull();
		expect(registered['reply_due_at']).not.toBeNull();
		expect(await office.belonging('crm_complaint_tasks', id)).toHaveLength(19);

		await office.until('archived', id);
		const archived = await office.complaint(id);
		const [report] = await office.belonging('crm_complaint_reports', id);
		expect(report?.['content_hash']).toMatch(/^[0-9a-f]{64}$/);
		expect(await office.belonging('crm_appraisal_entries', id)).toHaveLength(1);
		const commands = (await directus.database('crm_ledger').where({ item: id }).orderBy('seq')).map(
			(entry: { command: string }) => entry.command,
		);
		expect(commands).toEqual([
			'register',
			'investigate',
			'rule',
			'resolve',
			'reply',
			'file_report',
			'close_tracking',
			'close',
			'follow_up',
			'appraise',
			'archive',
		]);
		await office.expectLedgerIntact();

		const late = await office.edit('service.manager', id, { internal_note: 'One more thing' });
		expect(violationsIn(late.body.errors)[0]).toMatchObject({ rule: 'not-editable', clause: 'CMP-20' });
		expect((await office.complaint(id))['revision']).toBe(archived['revision']);
	});

	it('shows its handler in every state what can be done, and why the rest cannot', async () => {
		const id = await office.takeIn();
		await office.accepted('service', 'crm_complaints', id, 'register');
		for (const state of ['registered', 'investigating', 'resolving', 'replied', 'closed', 'archived'] as const) {
			await office.until(state, id);
			const complaint = await office.complaint(id);
			for (const person of new Set([complaint['owner'], complaint['leader']])) {
				const handler = await office.person(person);
				const { status, body } = await handler.request<Body<{ command: string; allowed: boolean; violations: unknown[] }[]>>(
					'GET',
					`/crm/commands/crm_complaints/${id}`,
				);
				expect(status, `${state}: ${JSON.stringify(body)}`).toBe(200);
				for (const { command, allowed, violations } of body.data) expect(allowed, `${state}: ${command}`).toBe(violations.length === 0);
				expect(body.data.find(({ command }) => command === 'take_over_delivery')).toBeDefined();
			}
		}
	});

	it('refuses to close until everything is there, and says everything that is missing at once', async () => {
		const id = await office.until('replied', await office.takeIn({ severity: 'serious' }));
		expect((await office.complaint(id))['manager_informed_at']).not.toBeNull();
		const handler = await office.person((await office.complaint(id))['owner']);
		const missing = await office.refused(handler, 'crm_complaints', id, 'close');
		expect(rulesOf(missing)).toEqual([
			'management-duties-open CMP-06',
			'business-duties-open CMP-07',
			'production-duties-open CMP-08',
			'report-missing CMP-15',
			'tracking-open CMP-17',
		]);
		await office.until('closed', id);
		expect(rulesOf(await office.refused('service.manager', 'crm_complaints', id, 'archive'))).toEqual([
			'follow-up-missing CMP-16',
			'appraisal-missing CMP-13',
		]);
		await office.accepted('auditor', 'crm_complaints', id, 'reopen');
		expect(await office.complaint(id)).toMatchObject({ status: 'investigating', replied_at: null, report_filed_at: null });
		await office.until('archived', id);
	});

	it('explains in words why it is due then, in the language of the reader', async () => {
		const id = await office.until('registered', await office.takeIn());
		const { body } = await office
			.as('service')
			.request<Body<{ clock: string; due: string | null; steps: string[] }[]>>('GET', `/crm/complaints/${id}/due`);
		expect(body.data.map(({ clock }) => clock)).toEqual(['response', 'investigation', 'reply', 'handling']);
		const row = await office.complaint(id);
		for (const { clock, due, steps } of body.data) {
			expect(Date.parse(due ?? '')).toBe(new Date(row[`${clock}_due_at`] as string | number).getTime());
			expect(steps.length).toBeGreaterThan(1);
		}
		const hidden = await office.as('warehouse').request('GET', `/crm/complaints/${id}/due`);
		expect(hidden.status).toBe(403);
		expect((await office.as('warehouse').request('GET', '/crm/complaints/no-id/due')).status).toBe(400);
	});

	it('owes the customer of a complex case the next word, from each word to the next, and says why then (RCP-06)', async () => {
		const id = await office.until('registered', await office.takeIn({ complex: true }));
		const progress = async () => {
			const { body } = await office
				.as('service.manager')
				.request<Body<{ clock: string; title: string; due: string }[]>>('GET', `/crm/complaints/${id}/due`);
			return body.data.find(({ clock }) => clock === 'progress');
		};
		const first = await progress();
		expect(first).toMatchObject({ title: 'Progress update to the customer' });
		expect((await office.complaint(id))['customer_informed_at']).toBeNull();
		await office.accepted('service.manager', 'crm_complaints', id, 'inform_customer', { how: 'telephone', content: 'We look into it.' });
		const told = await office.complaint(id);
		expect(told['customer_informed_at']).not.toBeNull();
		expect(Date.parse((await progress())?.due ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.due ?? ''));
		const forged = await office.edit('service.manager', id, { progress_due_at: '2030-01-01T00:00:00Z' });
		expect(violationsIn(forged.body.errors)[0]).toMatchObject({ rule: 'governed-field' });
	});

	it('stands still while the customer is asked', async () => {
		const id = await office.until('registered', await office.takeIn());
		await office.accepted('service.manager', 'crm_complaints', id, 'wait_for_customer', { how: 'email', question: 'Which number?' });
		expect((await office.complaint(id))['reply_due_at']).toBeNull();
		await office.accepted('service.manager', 'crm_complaints', id, 'customer_answered', { how: 'email', answer: 'The one on the box.' });
		expect((await office.complaint(id))['reply_due_at']).not.toBeNull();
	});
});

describe('Compensation', () => {
	it('is decided by those who decide on the amount, and bars the reply until then', async () => {
		const id = await office.until('investigating', await office.takeIn());
		const handler = await office.person((await office.complaint(id))['owner']);
		const made = await handler.request('POST', '/items/crm_complaint_compensations?fields=id', {
			complaint: id,
			type: 'refund',
			amount: '30000.00',
			currency: 'CNY',
			reason: 'Goodwill',
		});
		expect(made.body.errors, JSON.stringify(made.body.errors)).toBeUndefined();
		const compensation = String(made.body.data['id']);
		await office.until('resolving', id);
		await office.edited('service.manager', id, { outcome: 'founded', handling_opinion: 'Refunded.', no_measure_reason: 'None needed.' });
		expect(rulesOf(await office.refused(handler, 'crm_complaints', id, 'reply', { form: 'written' }))).toEqual([
			'compensation-open CMP-19',
		]);
		await office.accepted(handler, 'crm_complaint_compensations', compensation, 'submit');
		for (const who of ['finance', 'gm'] as const) {
			const { body } = await office.as(who).request<Body<{ task: string; id: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
			const task = body.data.find((line) => line.id === compensation)?.task ?? '';
			await office.accepted(who, 'crm_approval_tasks', task, 'approve');
		}
		expect((await office.row('crm_complaint_compensations', compensation))['status']).toBe('approved');
		await office.accepted('finance', 'crm_complaint_compensations', compensation, 'grant', { granted_on: '2026-11-20' });
		await office.until('archived', id);
		await office.expectLedgerIntact();
	});
});

describe('A small compensation', () => {
	it('is not decided by finance, who are told of it, see it and pay it out (CMP-19)', async () => {
		const id = await office.until('investigating', await office.takeIn());
		const handler = await office.person((await office.complaint(id))['owner']);
		const draft = { complaint: id, type: 'goodwill', amount: '300.00', currency: 'CNY', reason: 'Five calls' };
		const made = await handler.request('POST', '/items/crm_complaint_compensations?fields=id', draft);
		const compensation = String(made.body.data['id']);
		const seen = () => office.as('finance').request('GET', `/items/crm_complaint_compensations/${compensation}?fields=amount,reason`);
		expect((await seen()).status).toBe(403);
		await office.accepted(handler, 'crm_complaint_compensations', compensation, 'submit');
		const { body } = await office.as('sales.manager').request<Body<{ task: string; id: string }[]>>('GET', '/crm/inbox?box=todo&limit=100');
		const task = body.data.find((line) => line.id === compensation)?.task ?? '';
		await office.accepted('sales.manager', 'crm_approval_tasks', task, 'approve');
		expect((await seen()).body.data).toMatchObject({ reason: 'Five calls' });
		expect((await office.as('finance').request('GET', `/items/crm_complaints/${id}`)).status).toBe(403);
		await office.accepted('finance', 'crm_complaint_compensations', compensation, 'grant', { granted_on: '2026-11-20' });
	});
});

describe('Appraisals of a month (CMP-13, KPI-07)', () => {
	it('are added up for each department and person, of what the reader may read', async () => {
		interface Line {
			readonly department: { readonly id: string; readonly name: string } | null;
			readonly person: { readonly id: string; readonly name: string } | null;
			readonly total: number;
			readonly results: Readonly<Record<string, number>>;
		}
		const { user } = office.as('warehouse');
		const asked = async (who: 'service.manager' | 'gm' | 'warehouse', month = '') =>
			office.as(who).request<Body<Line[]>>('GET', `/crm/appraisals${month}`);
		const about = (answer: { body: Body<Line[]> }) => answer.body.data.find(({ person }) => person?.id === user);
		const before = about(await asked('service.manager'))?.total ?? 0;
		const id = await office.until('investigating', await office.takeIn());
		const handler = await office.person((await office.complaint(id))['owner']);
		await office.accepted(handler, 'crm_complaints', id, 'rule', {
			responsibility: 'person',
			responsible_person: user,
			reason: 'Forgot the parcel.',
		});
		await office.until('closed', id);
		await office.accepted('service.manager', 'crm_complaints', id, 'appraise', { result: 'warning', consequences: 'A customer waited.' });
		for (const who of ['service.manager', 'gm'] as const) {
			const line = about(await asked(who));
			expect(line).toMatchObject({ total: before + 1, department: null });
			expect(line?.results['warning']).toBeGreaterThan(0);
			expect(line?.person?.name).not.toBe('');
		}
		expect((await asked('warehouse')).status).toBe(403);
		expect(about(await asked('gm', '?month=2019-01'))).toBeUndefined();
		expect((await asked('gm', '?month=2019-13')).status).toBe(400);
	});
});

describe('The person complained of', () => {
	it('sees nothing of it, by whatever way, and does nothing in it', async () => {
		const accused = office.as('service.manager');
		const id = await office.takeIn({ target: 'staff_member', accused: accused.user, complainant: 'Hidden complainant' }, 'info.admin');
		await office.accepted('info.admin', 'crm_complaints', id, 'register');
		const row = await office.complaint(id);
		expect([row['owner'], row['leader']]).not.toContain(accused.user);
		for (const path of [`/items/crm_complaints/${id}`, `/crm/commands/crm_complaints/${id}`, `/crm/complaints/${id}/due`])
			expect((await accused.request('GET', path)).status, path).toBe(403);
		for (const collection of ['crm_complaint_tasks', 'crm_complaint_communications', 'crm_complaint_rulings']) {
			const { body } = await accused.request<Body<unknown[]>>('GET', `/items/${collection}?filter[complaint][_eq]=${id}`);
			expect(body.data, collection).toEqual([]);
		}
		const { body } = await accused.request<Body<unknown[]>>('GET', '/items/crm_complaints?search=Hidden%20complainant');
		expect(body.data).toEqual([]);
		expect((await office.command(accused, 'crm_complaints', id, 'investigate')).status).toBe(403);
		const messages = await directus.database('crm_outbox').where({ recipient: accused.user, item: id });
		expect(messages).toEqual([]);
	});

	it('may object to the ruling that names them, without seeing who complained', async () => {
		const accused = office.as('sales');
		const id = await office.takeIn({ target: 'staff_member', accused: accused.user }, 'info.admin');
		await office.until('investigating', id);
		const handler = await office.person((await office.complaint(id))['owner']);
		await office.accepted(handler, 'crm_complaints', id, 'rule', {
			responsibility: 'person',
			responsible_person: accused.user,
			reason: 'Was rude on the telephone.',
		});
		const [ruling] = await office.belonging('crm_complaint_rulings', id);
		const ruled = String(ruling?.['id']);
		expect((await accused.request('GET', `/items/crm_complaint_rulings/${ruled}`)).status).toBe(200);
		expect((await accused.request('GET', `/items/crm_complaints/${id}`)).status).toBe(403);
		await office.accepted(accused, 'crm_complaint_rulings', ruled, 'object', { objection: 'It was not me.' });
		await office.edited('service.manager', id, {
			findings: 'Heard both.',
			cause_found: 'A misunderstanding',
			customer_demand: 'An apology',
		});
		expect(rulesOf(await office.refused(handler, 'crm_complaints', id, 'resolve'))).toEqual(['objection-open CMP-20']);
		await office.accepted('gm', 'crm_complaint_rulings', ruled, 'rule_again', { responsibility: 'none', reason: 'Both were tired.' });
		await office.accepted(handler, 'crm_complaints', id, 'resolve');
		expect(await office.complaint(id)).toMatchObject({ responsibility: 'none', responsible_person: null });
	});
});

describe('Corrective actions and hotlines', () => {
	it('an action is started, carried out and checked by somebody else', async () => {
		const id = await office.until('investigating', await office.takeIn({ cause: 'quality' }));
		const department = (await office.row('directus_users', office.as('production').user))['crm_department'];
		const made = await office.as('quality').request('POST', '/items/crm_corrective_actions?fields=id', {
			title: 'A second line',
			trigger: 'complaint',
			complaint: id,
			corrective_measure: 'Rent it',
			responsible_department: department,
			assignee: office.as('production').user,
			due_on: '2027-01-31',
		});
		expect(made.body.errors, JSON.stringify(made.body.errors)).toBeUndefined();
		const action = String(made.body.data['id']);
		expect(rulesOf(await office.refused('quality', 'crm_corrective_actions', action, 'start'))).toEqual([
			'cause-or-responsibility-missing CAP-03',
			'cause-or-responsibility-missing CAP-03',
		]);
		await office
			.as('quality')
			.request('PATCH', `/items/crm_corrective_actions/${action}`, { cause: 'One line', responsibility: 'Service' });
		await office.accepted('quality', 'crm_corrective_actions', action, 'start');
		const effect = { effect: 'effective', evidence: 'No call was lost.' };
		expect(rulesOf(await office.refused('quality', 'crm_corrective_actions', action, 'verify', effect))).toEqual(['not-executed CAP-05']);
		await office.accepted('production', 'crm_corrective_actions', action, 'complete', { result: 'Rented' });
		expect(rulesOf(await office.refused('production', 'crm_corrective_actions', action, 'verify', effect))).toContain(
			'verifier-is-executor CAP-05',
		);
		expect(await office.accepted('quality', 'crm_corrective_actions', action, 'verify', effect)).toMatchObject({ status: 'verified' });
		expect((await office.row('crm_corrective_actions', action))['number']).toMatch(/^JZ\d{4}-\d{4}$/);
		await office.expectLedgerIntact();
	});

	it('the telephone list is public when it is complete, and only one is', async () => {
		const draft = async (numbers: Readonly<Record<string, string>>) => {
			const made = await office.as('service').request('POST', '/items/crm_hotlines?fields=id', {
				title: 'Hotlines <2026>',
				office_phone: '+86 574 5550 0100',
				valid_from: '2026-01-01',
				valid_until: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
				...numbers,
			});
			return String(made.body.data['id']);
		};
		const incomplete = await draft({});
		expect(rulesOf(await office.refused('service.manager', 'crm_hotlines', incomplete, 'publish'))).toEqual([
			'hotline-number-missing HOT-01',
			'manager-number-missing HOT-02',
			'manager-number-missing HOT-02',
		]);
		const numbers = {
			duty_phone: '138 0000 0001',
			manager_office_phone: '0574-5550-0101',
			manager_mobile: '139 0000 0002',
			office_hours: '<b>8–17</b>',
		};
		const [first, second] = [await draft(numbers), await draft({ ...numbers, duty_phone: '138 0000 0009' })];
		await Promise.all([
			office.command('service.manager', 'crm_hotlines', first, 'publish'),
			office.command('info.admin', 'crm_hotlines', second, 'publish'),
		]);
		expect(await directus.database('crm_hotlines').where({ status: 'published' })).toHaveLength(1);
		await office.expectLedgerIntact();

		const page = await directus.request<string>('GET', '/crm/public/hotlines', undefined, {
			headers: { accept: 'text/html', 'accept-language': 'zh-CN' },
		});
		expect(page.status).toBe(200);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(page.body).toContain('24 小时值班电话');
		expect(page.body).toContain('&lt;b&gt;8–17&lt;/b&gt;');
		const json = await directus.request('GET', '/crm/public/hotlines', undefined, {
			headers: { accept: 'application/json' },
		});
		expect(json.body.data).toMatchObject({ manager_mobile: '139 0000 0002' });
	});
});

describe('Numbers of complaints (CMP-04)', () => {
	it('have no gap and no double under fifty writers at once, refusals and rollbacks among them', async () => {
		const good = await Promise.all(Array.from({ length: 50 }, (_, index) => office.takeIn({ title: `Parallel ${String(index)}` })));
		const bad = await Promise.all(Array.from({ length: 10 }, () => office.takeIn({ urgency: null })));
		await Promise.all([...good, ...bad].map((id) => office.command('service', 'crm_complaints', id, 'register')));
		// SQLite has one writer: what was turned away because it was busy is simply pressed again.
		for (const id of good) {
			if ((await office.complaint(id))['status'] === 'received') await office.accepted('service', 'crm_complaints', id, 'register');
		}
		const taken = (await directus.database('crm_complaints').whereNotNull('number').pluck('number')) as unknown[];
		const byMonth = new Map<string, number[]>();
		for (const number of taken.map(String)) {
			const month = number.slice(0, 4);
			byMonth.set(month, [...(byMonth.get(month) ?? []), Number(number.split('-').at(-1))]);
		}
		for (const [month, numbers] of byMonth) {
			const ordered = numbers.toSorted((a, b) => a - b);
			expect(ordered, month).toEqual(Array.from({ length: ordered.length }, (_, index) => index + 1));
		}
		for (const id of bad) expect((await office.complaint(id))['number']).toBeNull();
		await office.expectLedgerIntact();
	}, 300_000);
});
