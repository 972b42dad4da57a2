import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { inDays, rulesIn } from '../gifts/giving.js';
import { useDirectus } from '../harness/directus.js';
import { sixPoints, Visiting } from './visiting.js';

const directus = useDirectus();
let visiting: Visiting;
let customer: string;

beforeAll(async () => {
	visiting = await Visiting.open(directus);
	customer = await visiting.customer();
});

const instantOf = (value: unknown): number => new Date(value as string | number | Date).getTime();

describe('A visit', () => {
	it('is planned, confirmed, made and closed with its report of six points', async () => {
		const visit = await visiting.plan('sales', customer);
		expect(rulesIn(await visiting.command('sales', visit, 'report', { input: sixPoints() }))).toEqual(['visit-not-finished VIS-03']);
		await visiting.make('sales', visit);
		const { suggestions: _left, ...five } = sixPoints();
		expect(rulesIn(await visiting.command('sales', visit, 'report', { input: five }))).toEqual(['report-incomplete VIS-03']);
		expect((await visiting.row(visit))['status']).toBe('done');
		expect(await visiting.accepted('sales', visit, 'report', { input: sixPoints() })).toBe('reported');
		expect((await visiting.row(visit))['number']).toMatch(/^BF\d{4}-\d{4}$/);
		const answer = await visiting.as('sales').request('GET', `/items/crm_visits/${visit}?fields=reports.*`);
		expect(answer.body.data['reports']).toMatchObject([
			{ visited: 'Ms Wang', purposes: ['cultivate_relationship'], suggestions: 'Send swatches earlier.' },
		]);
		await visiting.expectLedgerIntact();
	});

	it('raises a complaint and gives out tasks with its report, in one step', async () => {
		const visit = await visiting.plan('sales', customer);
		await visiting.make('sales', visit);
		await visiting.accepted('sales', visit, 'report', {
			input: {
				...sixPoints(),
				complaint_subject: 'Colour fades',
				complaint_content: 'After three washes.',
				follow_ups: [{ what: 'Send swatches', by: await visiting.idOf('sales.second'), due_on: inDays(3) }],
			},
		});
		const complaint = await visiting.row(String((await visiting.row(visit))['raised_complaint']), 'crm_complaints');
		expect(complaint).toMatchObject({ status: 'received', title: 'Colour fades', customer, owner: await visiting.idOf('sales') });
		expect(rulesIn(await visiting.command('service', String(complaint['id']), 'register', {}, 'crm_complaints'))).toContain(
			'category-missing CMP-03',
		);
		const tasks = await visiting
			.as('sales.second')
			.request<{ data: { id: string }[] }>('GET', `/items/crm_visit_tasks?filter[visit][_eq]=${visit}`);
		const task = tasks.body.data[0]?.id ?? '';
		expect(await visiting.accepted('sales.second', task, 'settle', { input: { result: 'Sent.' } }, 'crm_visit_tasks')).toBe('settled');
		await visiting.expectLedgerIntact();
	});

	it('is reported once, however often the report is sent: the second time the sender finds its mark', async () => {
		const visit = await visiting.plan('sales', customer);
		await visiting.make('sales', visit);
		const input = { ...sixPoints(), submission: randomUUID() };
		const answers = await Promise.all([
			visiting.command('sales', visit, 'report', { input }),
			visiting.command('sales', visit, 'report', { input }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
		const found = await visiting
			.as('sales')
			.request<{ data: object[] }>(
				'GET',
				`/items/crm_visit_reports?filter[visit][_eq]=${visit}&filter[submission][_eq]=${input.submission}`,
			);
		expect(found.body.data).toHaveLength(1);
	});

	it('all day keeps the local days that were entered, however its instants are stored', async () => {
		const visit = await visiting.plan('sales', customer, {
			all_day: true,
			starts_at: null,
			ends_at: null,
			starts_on: '2027-02-01',
			ends_on: '2027-02-02',
		});
		const answer = await visiting
			.as('sales')
			.request('GET', `/items/crm_visits/${visit}?fields=starts_on,ends_on,starts_at,ends_at,all_day`);
		expect(answer.body.data).toMatchObject({ all_day: true, starts_on: '2027-02-01', ends_on: '2027-02-02' });
		expect(instantOf(answer.body.data['starts_at'])).toBe(Date.parse('2027-01-31T16:00:00Z'));
		expect(instantOf(answer.body.data['ends_at'])).toBe(Date.parse('2027-02-02T16:00:00Z'));
		const dragged = await visiting.as('sales').request('PATCH', `/items/crm_visits/${visit}?fields=starts_on,ends_on`, {
			starts_at: '2027-02-07T16:00:00Z',
			ends_at: '2027-02-09T16:00:00Z',
		});
		expect(dragged.body.data).toMatchObject({ starts_on: '2027-02-08', ends_on: '2027-02-09' });
	});

	it('cannot end before it begins, not even in a draft', async () => {
		expect(rulesIn(await visiting.tryToPlan('sales', customer, { ends_at: `${inDays(-1)}T00:00:00Z` }))).toEqual(['visit-times VIS-01']);
	});

	it('is dragged while it is planned; once it is confirmed, the refusal says to reschedule it', async () => {
		const visit = await visiting.plan('sales', customer);
		const to = { starts_at: `${inDays(1)}T02:00:00Z`, ends_at: `${inDays(1)}T03:00:00Z` };
		const dragged = await visiting.as('sales').request('PATCH', `/items/crm_visits/${visit}`, to);
		expect(dragged.status).toBe(200);
		await visiting.accepted('sales', visit, 'confirm');
		const later = { starts_at: `${inDays(2)}T02:00:00Z`, ends_at: `${inDays(2)}T03:00:00Z` };
		const refused = await visiting.as('sales').request('PATCH', `/items/crm_visits/${visit}`, later);
		expect(rulesIn(refused)).toEqual(['not-editable VIS-01', 'not-editable VIS-01']);
		expect((refused.body.errors[0]?.extensions['violations'] as { message: string }[])[0]?.message).toContain(
			'Use “Reschedule” and say why',
		);
		const before = await visiting.row(visit);
		expect(instantOf(before['starts_at'])).toBe(Date.parse(to.starts_at));
		await visiting.accepted('sales', visit, 'reschedule', { comment: 'The customer asked for it', input: later });
		const after = await visiting.row(visit);
		expect([after['number'], after['postponed'], instantOf(after['first_starts_at'])]).toEqual([
			before['number'],
			1,
			Date.parse(to.starts_at),
		]);
		expect(instantOf(after['starts_at'])).toBe(Date.parse(later.starts_at));
	});

	it('is repeated as visits of their own, which go their own ways', async () => {
		const visit = await visiting.plan('sales', customer);
		await visiting.as('sales').request('POST', '/items/crm_visit_participants', { visit, user: await visiting.idOf('production') });
		await visiting.accepted('sales', visit, 'repeat', { input: { rhythm: 'week', times: 3 } });
		const { series } = await visiting.row(visit);
		const rows = await directus.database('crm_visits').where({ series }).orderBy('series_position').pluck<string[]>('id');
		expect(rows).toHaveLength(4);
		const [, second = ''] = rows;
		expect(await visiting.accepted('sales', second, 'cancel', { comment: 'Holiday' })).toBe('cancelled');
		expect(await directus.database('crm_visits').where({ series, status: 'planned' })).toHaveLength(3);
		const seen = await visiting
			.as('production')
			.request<{ data: object[] }>('GET', `/items/crm_visits?filter[series][_eq]=${String(series)}`);
		expect(seen.body.data).toHaveLength(4);
	});

	it('is handed over to a colleague, who then makes it', async () => {
		const visit = await visiting.plan('sales', customer);
		await visiting.accepted('sales.manager', visit, 'reassign', { input: { visitor: await visiting.idOf('sales.second') } });
		expect(rulesIn(await visiting.command('sales', visit, 'confirm'))).toEqual(['not-your-duty VIS-01']);
		expect(await visiting.accepted('sales.second', visit, 'confirm')).toBe('confirmed');
	});
});

describe('A report that is owed', () => {
	it('is reminded of by the clock, and stops further planning once there are as many as the rulebook names', async () => {
		const own = await visiting.customer('export');
		const visits = [];
		for (let count = 0; count < 3; count += 1) visits.push(await visiting.plan('export', own));
		for (const visit of visits) await visiting.accepted('export', visit, 'confirm');
		const anHourAgo = new Date(Date.now() - 3_600_000);
		for (const visit of visits) await visiting.letPass(visit, { report_due_at: anHourAgo });
		const next = await visiting.plan('export', own);
		expect(rulesIn(await visiting.command('export', next, 'confirm'))).toEqual(['visit-reports-overdue VIS-03']);
		const [first = ''] = visits;
		await visiting.accepted('export', first, 'finish');
		await visiting.accepted('export', first, 'report', { input: sixPoints() });
		expect(await visiting.accepted('export', next, 'confirm')).toBe('confirmed');
	});
});

describe('What people see of visits', () => {
	const secret = 'the ninety-second loom';

	it('is their own, those of their department and those they go along on, with reports, files and tasks (T-2)', async () => {
		const visit = await visiting.plan('sales', customer, { agenda: secret });
		await visiting.as('sales').request('POST', '/items/crm_visit_participants', { visit, user: await visiting.idOf('warehouse') });
		await visiting.make('sales', visit);
		await visiting.accepted('sales', visit, 'report', {
			input: { ...sixPoints(), main_results: secret, follow_ups: [{ what: secret, due_on: inDays(3) }] },
		});
		const number = String((await visiting.row(visit))['number']);
		const questions = [
			`/items/crm_visits/${visit}?fields=*.*`,
			'/items/crm_visits?limit=-1&fields=*',
			'/items/crm_visit_reports?limit=-1&fields=*',
			'/items/crm_visit_tasks?limit=-1&fields=*',
			`/items/crm_customers/${customer}?fields=visits.*,visits.reports.*`,
			`/crm/commands/crm_visits/${visit}`,
			`/crm/timeline/crm_visits/${visit}`,
			'/items/crm_visits?export=json',
			'/revisions?limit=-1',
			'/activity?limit=-1',
			'/notifications?limit=-1',
		];
		const seenBy = async (who: Parameters<typeof visiting.as>[0]): Promise<string> =>
			(
				await Promise.all(
					questions.map(async (path) =>
						(await fetch(`${directus.url}${path}`, { headers: { Authorization: `Bearer ${visiting.as(who).token}` } })).text(),
					),
				)
			).join('\n');
		for (const who of ['sales', 'sales.second', 'sales.manager', 'gm', 'auditor', 'warehouse'] as const)
			expect(await seenBy(who), who).toContain(secret);
		for (const who of ['export', 'marketing', 'service', 'finance', 'production', 'info.admin', 'newcomer'] as const) {
			const seen = await seenBy(who);
			expect(seen, who).not.toContain(secret);
			expect(seen, who).not.toContain(number);
		}
	});
});

describe('Points to note', () => {
	const pointsOf = async (who: Parameters<typeof visiting.as>[0], visit: string) =>
		visiting.as(who).request<{ data: { rule: string; message: string }[]; errors?: unknown }>('GET', `/crm/visits/${visit}/checks`);

	it('warn of another visit at the same time, without telling what it is about, and refuse nothing', async () => {
		const own = await visiting.customer('marketing');
		const times = { starts_at: `${inDays(9)}T02:00:00Z`, ends_at: `${inDays(9)}T03:00:00Z` };
		await visiting.plan('marketing', own, { ...times, title: 'The hundredth loom' });
		const visit = await visiting.plan('marketing', own, { ...times, purpose: 'sell_new_product' });
		const { body } = await pointsOf('marketing', visit);
		expect(body.data.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['visit-overlaps', 'purpose-evidence-missing']));
		expect(JSON.stringify(body)).not.toContain('hundredth loom');
		expect(await visiting.accepted('marketing', visit, 'confirm')).toBe('confirmed');
	});

	it('are for those who may see the visit', async () => {
		const visit = await visiting.plan('sales', customer);
		expect((await pointsOf('export', visit)).status).toBe(403);
	});
});
