import { beforeAll, describe, expect, it } from 'vitest';
import {
	complaintsToRegister,
	complaintsToRemindOf,
	overdueActions,
} from '../../extensions/directus/directus-extension-crm-policy/src/complaints/pressing.js';
import { useDirectus } from '../harness/directus.js';
import { Handling } from './handling.js';

const directus = useDirectus();
let office: Handling;

beforeAll(async () => {
	office = await Handling.open(directus);
});

const day = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);
const zone = 'Asia/Shanghai';

describe('What the clock of complaints looks at', () => {
	it('is a complaint once its reminder has come, and not before', async () => {
		const id = await office.until('registered', await office.takeIn({ urgency: 'ordinary' }));
		const reminded = async (now: Date) => (await complaintsToRemindOf(directus.database, now)).map((row) => row.id);
		expect(await reminded(inDays(-1))).not.toContain(id);
		expect(await reminded(inDays(30))).toContain(id);
	});

	it('is a complaint that was closed and is to be followed up, until somebody has (CMP-16)', async () => {
		const id = await office.until('closed', await office.takeIn());
		const reminded = async () => (await complaintsToRemindOf(directus.database, inDays(30))).map((row) => row.id);
		expect((await office.complaint(id))['follow_up_due_at']).not.toBeNull();
		expect(await reminded()).toContain(id);
		await office.accepted('service', 'crm_complaints', id, 'follow_up', { satisfaction: 'satisfied', how: 'telephone' });
		expect(await reminded()).not.toContain(id);
	});

	it('is a complaint that has waited so many hours for its number (CMP-02)', async () => {
		const id = await office.takeIn();
		const waiting = async (days: number) => (await complaintsToRegister(directus.database, inDays(days), 4)).map((row) => row.id);
		expect(await waiting(3.9 / 24)).not.toContain(id);
		expect(await waiting(4.1 / 24)).toContain(id);
		await office.until('registered', id);
		expect(await waiting(4.1 / 24)).not.toContain(id);
	});

	it('is an action the day after it was due, and not before', async () => {
		const complaint = await office.until('registered', await office.takeIn({ cause: 'quality' }));
		const production = await office.row('directus_users', office.as('production').user);
		const made = await office.as('quality').request('POST', '/items/crm_corrective_actions?fields=id', {
			title: 'A second line',
			trigger: 'complaint',
			complaint,
			corrective_measure: 'Rent it',
			responsible_department: production['crm_department'],
			assignee: production['id'],
			due_on: '2031-06-30',
		});
		const id = String(made.body.data['id']);
		const overdue = async (now: string) => (await overdueActions(directus.database, new Date(now), zone)).map((row) => row.id);
		expect(await overdue('2031-06-30T15:59:00Z')).not.toContain(id);
		// Midnight in Shanghai is four in the afternoon in Greenwich.
		expect(await overdue('2031-06-30T16:01:00Z')).toContain(id);
	});
});
