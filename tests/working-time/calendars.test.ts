import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { useOffice, type Office, violationsIn, violationsOf } from '../paths/office.js';

const directus = useDirectus();
const office = useOffice(directus);

const calendars = 'crm_work_calendars';
const endOfKnownYear = '2026-12-31';

const usualWeek = {
	usual_hours: [
		{ from: '09:00', to: '12:00' },
		{ from: '13:00', to: '18:00' },
	],
	usual_weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
	other_hours: [{ weekday: 'saturday', from: '09:00', to: '12:00' }],
};

async function departmentCalled(key: string): Promise<string> {
	const row = (await directus.database('crm_departments').where({ key }).first()) as { id: string } | undefined;
	if (row === undefined) throw new Error(`There is no department ${key}.`);
	return row.id;
}

/** A calendar as the information administrator drafts it in the form, for some departments. */
async function draft(departments: readonly string[]): Promise<string> {
	const answer = await office.as('info.admin').request('POST', `/items/${calendars}`, {
		title: `Six days ${randomUUID().slice(0, 8)}`,
		...usualWeek,
		published_until: endOfKnownYear,
		departments: departments.map((applies_to) => ({ applies_to })),
	});
	expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined();
	return String(answer.body.data['id']);
}

const daysOf = async (calendar: string): Promise<readonly { id: string; kind: string; name: string }[]> =>
	(await directus.database('crm_work_calendar_days').where({ calendar }).orderBy('day')) as { id: string; kind: string; name: string }[];

/** A published calendar of a department that the demo company gives none. */
async function published(department: string): Promise<string> {
	const id = await draft([department]);
	await office.accepted('info.admin', calendars, id, 'propose_days', { input: { year: 2026 } });
	await office.accepted('info.admin', calendars, id, 'submit');
	await office.accepted('gm', calendars, id, 'publish');
	return id;
}

async function companyCalendar(): Promise<string> {
	const row = (await directus.database(calendars).where({ status: 'published', title: 'Company calendar' }).first()) as
		{ id: string } | undefined;
	if (row === undefined) throw new Error('There is no company calendar.');
	return row.id;
}

describe('A working calendar', () => {
	it('of the company is in force from the start, with the holidays of the years that are known', async () => {
		const days = await daysOf(await companyCalendar());
		expect(days.filter(({ kind }) => kind === 'holiday').length).toBeGreaterThan(50);
		const { body } = await office.admin.request('GET', '/crm/health');
		expect(body.data['calendar_published_until']).toMatch(/^20\d\d-12-31$/);
	});

	it('is drafted with the proposed days of a year, reviewed and published by a second person', async () => {
		const id = await draft([await departmentCalled('marketing')]);
		await office.accepted('info.admin', calendars, id, 'propose_days', { input: { year: 2026 } });
		const days = await daysOf(id);
		expect(days.filter(({ kind }) => kind === 'holiday').length).toBe(33);
		// Saturdays are worked by this week, so only the Sundays among the make-up days are left to be made up.
		expect(days.filter(({ kind }) => kind === 'make_up_day').length).toBe(2);

		await office.accepted('info.admin', calendars, id, 'submit');
		const result = await office.accepted('gm', calendars, id, 'publish');
		expect(result.status).toBe('published');
		expect(await office.row(calendars, id)).toMatchObject({ status: 'published', version: 1 });
		expect((await office.ledgerEntries(id)).map((entry) => entry['command'])).toEqual(['propose_days', 'submit', 'publish']);
		await office.expectLedgerIntact();
	});

	it('is not published by whoever drafted it, nor by those whose business it is not', async () => {
		const id = await draft([await departmentCalled('technology')]);
		await office.accepted('info.admin', calendars, id, 'propose_days', { input: { year: 2026 } });
		await office.accepted('info.admin', calendars, id, 'submit');
		expect(await office.refused('info.admin', calendars, id, 'publish')).toMatchObject([{ rule: 'not-your-duty', clause: 'POL-05' }]);
		// Somebody promoted meanwhile is still the person who submitted it.
		const gm = (await directus.database('directus_users').where({ email: 'gm@example.com' }).first()) as { role: string };
		const drafter = (await directus.database('directus_users').where({ email: 'info.admin@example.com' }).first()) as { role: string };
		await office.admin.request('PATCH', '/users', {
			query: { filter: { email: { _eq: 'info.admin@example.com' } } },
			data: { role: gm.role },
		});
		try {
			const promoted = await directus.login('info.admin@example.com');
			const answer = await promoted.request('POST', `/crm/commands/${calendars}/${id}/publish`, {});
			expect(violationsOf(answer)).toMatchObject([{ rule: 'same-person', clause: 'POL-05' }]);
		} finally {
			await office.admin.request('PATCH', '/users', {
				query: { filter: { email: { _eq: 'info.admin@example.com' } } },
				data: { role: drafter.role },
			});
		}
		expect(await office.row(calendars, id)).toMatchObject({ status: 'in_review' });
	});

	it('that cannot be counted on is refused with the field that is wrong', async () => {
		const id = await draft([await departmentCalled('production')]);
		await office.as('info.admin').request('PATCH', `/items/${calendars}/${id}`, { usual_weekdays: [] });
		const violations = await office.refused('info.admin', calendars, id, 'submit');
		expect(violations.map(({ rule, field }) => [rule, field])).toEqual([
			['calendar-unusable', 'usual_weekdays'],
			['year-without-days', 'published_until'],
		]);
		expect(await office.ledgerEntries(id)).toEqual([]);
	});

	it('for departments that have one already is refused', async () => {
		const department = await departmentCalled('finance');
		await published(department);
		const second = await draft([department]);
		await office.accepted('info.admin', calendars, second, 'propose_days', { input: { year: 2026 } });
		expect(await office.refused('info.admin', calendars, second, 'submit')).toMatchObject([
			{ rule: 'calendar-scope-taken', clause: 'SLA-05', field: 'crm_work_calendar_departments.applies_to' },
		]);
	});
});

describe('A published working calendar', () => {
	it('never changes, on any way, with its days and departments', async () => {
		const id = await companyCalendar();
		const [day] = await daysOf(id);
		const before = await office.row(calendars, id);

		const edited = await office.admin.request('PATCH', `/items/${calendars}/${id}`, { time_zone: 'Europe/Berlin' });
		expect(violationsOf(edited)).toMatchObject([{ rule: 'not-editable', clause: 'SLA-05', field: 'time_zone' }]);
		const forged = await office.admin.request('PATCH', `/items/${calendars}/${id}`, { status: 'draft' });
		expect(violationsOf(forged)).toMatchObject([{ rule: 'governed-field' }]);
		expect(
			violationsOf(await office.admin.request('PATCH', `/items/crm_work_calendar_days/${day?.id ?? ''}`, { kind: 'half_day' })),
		).toMatchObject([{ rule: 'not-editable' }]);
		expect(
			violationsOf(
				await office.admin.request('POST', '/items/crm_work_calendar_days', {
					calendar: id,
					day: '2026-12-24',
					kind: 'holiday',
					name: 'Christmas Eve',
					name_zh: '平安夜',
				}),
			)[0],
		).toMatchObject({ rule: 'not-editable', clause: 'SLA-05' });
		const byGraphql = await office.admin.request('POST', '/graphql', {
			query: `mutation { update_crm_work_calendars_item(id: "${id}", data: { published_until: "2030-12-31" }) { id } }`,
		});
		expect(violationsIn(byGraphql.body.errors)).toMatchObject([{ rule: 'not-editable', field: 'published_until' }]);
		const file = new FormData();
		file.append(
			'file',
			new Blob([JSON.stringify([{ id, published_until: '2030-12-31' }])], { type: 'application/json' }),
			'calendars.json',
		);
		const imported = await office.admin.request('POST', `/utils/import/${calendars}`, file);
		expect(violationsIn(imported.body.errors)[0]).toMatchObject({ rule: 'not-editable', field: 'published_until' });
		expect((await office.admin.request('DELETE', `/items/crm_work_calendar_days/${day?.id ?? ''}`)).status).toBe(422);
		expect((await office.admin.request('DELETE', `/items/${calendars}/${id}`)).status).toBe(422);
		await expect(directus.database(calendars).where({ id }).update({ published_until: null })).rejects.toThrow(/crm-policy:/);
		await expect(directus.database('crm_work_calendar_days').where({ calendar: id }).update({ kind: 'half_day' })).rejects.toThrow(
			/crm-policy:/,
		);
		await expect(
			directus
				.database('crm_work_calendar_departments')
				.insert({ id: randomUUID(), calendar: id, applies_to: await departmentCalled('sales') }),
		).rejects.toThrow(/crm-policy:/);
		expect(await office.row(calendars, id)).toEqual(before);
	});

	it('is copied into a draft, and replaced by it at the moment that is published', async () => {
		const first = await published(await departmentCalled('operations'));
		await office.accepted('info.admin', calendars, first, 'new_version');
		const next = (await directus.database(calendars).where({ replaces: first }).first()) as { id: string; version: number; status: string };
		expect(next).toMatchObject({ version: 2, status: 'draft' });
		expect((await daysOf(next.id)).map(({ name }) => name)).toEqual((await daysOf(first)).map(({ name }) => name));
		expect(await office.refused('info.admin', calendars, first, 'new_version')).toMatchObject([{ rule: 'version-under-way' }]);

		await office.accepted('info.admin', calendars, next.id, 'submit');
		await office.accepted('sales.manager', calendars, next.id, 'publish');
		expect(await office.row(calendars, first)).toMatchObject({ status: 'superseded' });
		expect(await office.row(calendars, next.id)).toMatchObject({ status: 'published' });
		await office.expectLedgerIntact();
	});

	it('of one department is published once, however many ask for it at the same instant', async () => {
		const department = await departmentCalled('warehouse');
		const rivals = [await draft([department]), await draft([department])];
		for (const id of rivals) {
			await office.accepted('info.admin', calendars, id, 'propose_days', { input: { year: 2026 } });
			await office.accepted('info.admin', calendars, id, 'submit');
		}
		const answers = await Promise.all(rivals.map((id) => office.command('gm', calendars, id, 'publish')));
		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
		const states = await Promise.all(rivals.map(async (id) => (await office.row(calendars, id))['status']));
		expect(states.toSorted()).toEqual(['in_review', 'published']);
	});
});

describe('Reading working calendars', () => {
	it('is open to all staff for those in force, and to their drafters and management for drafts', async () => {
		const drafted = await draft([]);
		const inForce = await companyCalendar();
		const visible = async (who: Parameters<Office['as']>[0], id: string): Promise<number> =>
			(await office.as(who).request('GET', `/items/${calendars}/${id}`)).status;
		expect(await visible('sales', inForce)).toBe(200);
		expect(await visible('sales', drafted)).toBe(403);
		expect(await visible('info.admin', drafted)).toBe(200);
		expect(await visible('gm', drafted)).toBe(200);
		expect((await office.as('sales').request('POST', `/items/${calendars}`, { title: 'Mine' })).status).toBe(403);
	});
});
