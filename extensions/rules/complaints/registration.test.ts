import { describe, expect, it } from 'vitest';
import { company, ComplaintStory, complaintForms, serviceDepartment } from '../testing/complaint.js';
import { person, theSystem } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { minimalRulebook, rulebook } from '../testing/rulebook.js';
import type { ComplaintRow } from './complaint.js';

const without = (...gone: readonly string[]) => Object.values(company).filter(({ id }) => !gone.includes(id));

describe('registering a complaint', () => {
	it.each<[keyof ComplaintRow, string, string]>([
		['title', 'complaint-incomplete', 'CMP-02'],
		['content', 'complaint-incomplete', 'CMP-02'],
		['channel', 'complaint-incomplete', 'CMP-02'],
		['received_at', 'complaint-incomplete', 'CMP-02'],
		['complainant', 'complaint-incomplete', 'CMP-02'],
		['cause', 'category-missing', 'CMP-03'],
		['target', 'category-missing', 'CMP-03'],
		['nature', 'nature-missing', 'CMP-05'],
		['severity', 'severity-missing', 'CMP-09'],
		['urgency', 'urgency-missing', 'SLA-02'],
		['product_name', 'number-part-missing', 'CMP-04'],
		['vehicle_number', 'number-part-missing', 'CMP-04'],
	])('is refused without “%s” (%s, %s)', (field, rule, clause) => {
		const answer = new ComplaintStory({ [field]: null }).issue('register', company.manager);
		expect(answer).toMatchObject({ accepted: false, violations: [{ rule, clause, field }] });
	});

	it('needs no name where the customer is known', () => {
		expect(rulesOf(new ComplaintStory({ complainant: null, customer: serviceDepartment }).issue('register', company.manager))).toEqual([]);
	});

	it('asks for the axes of the category that the rulebook asks for (X-04)', () => {
		const rules = rulebook({ complaints: { ...minimalRulebook.complaints, axes: { cause: true, target: false } } });
		expect(rulesOf(new ComplaintStory({ target: null }, { rules }).issue('register', company.manager))).toEqual([]);
		expect(rulesOf(new ComplaintStory({ cause: null }, { rules }).issue('register', company.manager))).toEqual(['category-missing CMP-03']);
	});

	it('needs vehicle and product only where the number shows them (CMP-04)', () => {
		const rules = rulebook({
			numbering: { ...minimalRulebook.numbering, complaint: { pattern: 'TS{yy}{mm}-{seq:3}', clauses: [] } },
		});
		const story = new ComplaintStory({ vehicle_number: null, product_name: null }, { rules });
		expect(rulesOf(story.issue('register', company.manager))).toEqual([]);
		expect(story.row.number).toBe('TS2603-001');
	});

	it('is for the registrars the rulebook names; others take complaints in', () => {
		expect(rulesOf(new ComplaintStory().issue('register', company.seller))).toEqual(['registrar-not-designated CMP-02']);
		expect(rulesOf(new ComplaintStory().issue('register', company.registrar))).toEqual([]);
	});

	it('is not possible for something received in the future, and possible for something received just now', () => {
		const story = new ComplaintStory({ received_at: '2026-03-10T02:00:00.001Z' });
		expect(rulesOf(story.issue('register', company.manager))).toEqual(['received-later CMP-02']);
		expect(rulesOf(new ComplaintStory().issue('register', company.manager))).toEqual([]);
	});

	it('names the member of staff complained of, who does not register it', () => {
		expect(rulesOf(new ComplaintStory({ target: 'staff_member' }).issue('register', company.manager))).toEqual(['accused-missing CMP-03']);
		const about = new ComplaintStory({ target: 'staff_member', accused: company.manager.id });
		expect(rulesOf(about.issue('register', company.manager))).toEqual(['complained-of CMP-20']);
		expect(rulesOf(about.issue('register', company.registrar))).toEqual([]);
	});

	it('is refused while no working calendar is published: nothing would ever be due', () => {
		const story = new ComplaintStory();
		story.withoutCalendar();
		expect(rulesOf(story.issue('register', company.manager))).toEqual(['working-calendar-missing SLA-01']);
	});

	it('gives number, owner, leader and due times, and tells them', () => {
		const story = new ComplaintStory();
		expect(rulesOf(story.issue('register', company.manager))).toEqual([]);
		expect(story.row).toMatchObject({
			status: 'registered',
			number: '260310-沪A12345-Silktie-001',
			owner: company.agent.id,
			department: serviceDepartment,
			leader: company.manager.id,
			registered_at: story.now,
			registered_by: company.manager.id,
			manager_informed_at: null,
			// Four working hours from 10:00, with lunch from 12 to 13.
			response_due_at: '2026-03-10T07:00:00.000Z',
			investigation_due_at: '2026-03-11T02:00:00.000Z',
			next_reminder_at: '2026-03-10T06:00:00.000Z',
			work_calendar: 'office',
			rulebook_version: 1,
		});
		expect(story.store.messages.flatMap(({ to }) => to)).toEqual(
			expect.arrayContaining([{ user: company.agent.id }, { user: company.manager.id }, { user: company.production.id }]),
		);
	});

	it('gives the departments their eight, five and six duties; registering is done with it (CMP-06 to CMP-08)', () => {
		const story = new ComplaintStory().until('registered');
		const count = (kind: string) => story.duties.filter((duty) => duty['department_kind'] === kind).length;
		expect([count('management'), count('business'), count('production')]).toEqual([8, 5, 6]);
		expect(story.duties.filter(({ status }) => status === 'done').map(({ duty }) => duty)).toEqual(['register']);
		expect(new Set(story.duties.map(({ role }) => role))).toEqual(new Set(['service-manager', 'business-head', 'production-manager']));
	});

	it('counts numbers within the year-month, without a gap after a refusal', () => {
		const story = new ComplaintStory().until('registered');
		const numbers = ['b', 'c'].map((last) => {
			const id = `00000000-0000-4000-8000-00000000000${last}`;
			story.store.put('crm_complaints', { ...new ComplaintStory().row, id });
			expect(story.on('crm_complaints', id, 'register', company.seller).accepted).toBe(false);
			expect(story.on('crm_complaints', id, 'register', company.manager).accepted).toBe(true);
			return story.store.row('crm_complaints', id)['number'];
		});
		expect(numbers).toEqual(['260310-沪A12345-Silktie-002', '260310-沪A12345-Silktie-003']);
	});
});

describe('serious matters (CMP-09)', () => {
	it('are reported to the company manager at once', () => {
		const story = new ComplaintStory({ severity: 'serious' }).until('registered');
		expect(story.row.manager_informed_at).toBe(story.now);
		expect(story.store.messages.filter(({ subject }) => subject['en-US'].startsWith('Serious')).flatMap(({ to }) => to)).toEqual([
			{ user: company.director.id },
		]);
	});

	it('are reported to the supervising body when the manager is complained of', () => {
		const story = new ComplaintStory({ severity: 'serious', target: 'staff_member', accused: company.director.id });
		story.until('registered');
		const told = story.store.messages.flatMap(({ to }) => to);
		expect(told).toContainEqual({ user: company.auditor.id });
		expect(told).not.toContainEqual({ user: company.director.id });
	});

	it('are reported when they turn out serious, and only once', () => {
		const story = new ComplaintStory().until('investigating');
		expect(rulesOf(story.issue('reclassify', story.handler, { severity: 'serious' }))).toEqual([]);
		expect(story.row.manager_informed_at).toBe(story.now);
		const told = story.store.messages.length;
		story.wait(1);
		expect(rulesOf(story.issue('reclassify', story.handler, { urgency: 'immediate' }))).toEqual([]);
		expect(story.row.manager_informed_at).not.toBe(story.now);
		expect(story.store.messages).toHaveLength(told);
	});
});

describe('who answers for a complaint (CMP-01, CMP-05, CMP-17, CMP-20)', () => {
	const registered = (differing: Partial<ComplaintRow>, people = Object.values(company)) => {
		const story = new ComplaintStory(differing, { people });
		const answer = story.issue('register', company.registrar);
		return { story, rules: rulesOf(answer) };
	};

	it('follows its nature and category', () => {
		const { story } = registered({ cause: 'quality' });
		expect([story.row.owner, story.row.leader]).toEqual([company.quality.id, company.production.id]);
	});

	it('is the deputy when nobody of the role is there', () => {
		const { story } = registered({}, without(company.agent.id));
		expect(story.row.owner).toBe(company.manager.id);
	});

	it('is the deputy while the designated owner is away', () => {
		const away = { ...company.agent, absences: [{ from: '2026-03-10', until: '2026-03-12', substitute: company.quality.id }] };
		const { story } = registered({}, [...without(company.agent.id), away]);
		expect(story.row.owner).toBe(company.manager.id);
	});

	it('is never the one complained of', () => {
		const { story } = registered({ target: 'staff_member', accused: company.manager.id });
		expect([story.row.owner, story.row.leader]).toEqual([company.registrar.id, company.director.id]);
		const { story: led } = registered({ target: 'staff_member', accused: company.director.id });
		expect(led.row.leader).not.toBe(company.director.id);
	});

	it('is the one with the fewest open cases', () => {
		const idle = person(['service-agent']);
		const story = new ComplaintStory({}, { people: [...Object.values(company), idle] });
		story.store.put('crm_complaints', { ...story.row, id: 'other', status: 'investigating', owner: company.agent.id });
		expect(rulesOf(story.issue('register', company.registrar))).toEqual([]);
		expect(story.row.owner).toBe(idle.id);
	});

	it('is never nobody', () => {
		expect(registered({}, without(company.agent.id, company.manager.id)).rules).toContain('queue-without-owner CMP-01');
		const alone = [company.registrar, company.agent];
		expect(registered({}, alone).rules).toEqual(['leader-missing CMP-17']);
	});

	it('changes with the classification; the case moves to whom the table names', () => {
		const story = new ComplaintStory().until('investigating');
		expect(rulesOf(story.issue('reclassify', story.handler, { cause: 'quality' }))).toEqual([]);
		expect(story.row.owner).toBe(company.quality.id);
	});

	it('stays when the classification changes nothing about it', () => {
		const story = new ComplaintStory().until('registered');
		expect(rulesOf(story.issue('reassign', company.manager, { handler: company.seller.id }))).toEqual([]);
		expect(rulesOf(story.issue('reclassify', company.seller, { urgency: 'immediate' }))).toEqual([]);
		expect(story.row.owner).toBe(company.seller.id);
	});

	it('changes when it turns out that the owner is the one complained of', () => {
		const story = new ComplaintStory().until('investigating');
		expect(rulesOf(story.issue('reclassify', company.manager, { target: 'staff_member', accused: company.agent.id }))).toEqual([]);
		expect(story.row.owner).not.toBe(company.agent.id);
		expect(rulesOf(story.issue('inform_customer', company.agent))).toEqual(['not-handling CMP-01', 'complained-of CMP-20']);
	});

	it('forgets the one complained of when it was about the service after all', () => {
		const story = new ComplaintStory({ target: 'staff_member', accused: company.seller.id }).until('registered');
		expect(rulesOf(story.issue('reclassify', story.handler, { target: 'service_quality' }))).toEqual([]);
		expect(story.row.accused).toBeNull();
	});

	it.each([
		['reclassify', { target: 'staff_member' }, 'accused-missing CMP-03'],
		['reclassify', { urgency: 'urgent' }, 'nothing-changes CMP-03'],
		['reclassify', {}, 'nothing-changes CMP-03'],
	])('“%s” with %j is refused: %s', (command, input, rule) => {
		const story = new ComplaintStory().until('registered');
		expect(rulesOf(story.issue(command, story.handler, input))).toEqual([rule]);
	});

	it('is not reclassified into nobody’s hands', () => {
		const story = new ComplaintStory().until('registered');
		story.store.people = story.store.people.filter(({ id }) => id !== company.quality.id && id !== company.manager.id);
		expect(rulesOf(story.issue('reclassify', company.agent, { cause: 'quality' }))).toContain('queue-without-owner CMP-01');
		const led = new ComplaintStory().until('registered');
		led.store.people = [company.quality, company.agent];
		expect(rulesOf(led.issue('reclassify', company.agent, { cause: 'quality' }))).toContain('leader-missing CMP-17');
	});

	it('needs a calendar and its categories to be reclassified', () => {
		const story = new ComplaintStory().until('registered');
		story.become({ cause: null });
		expect(rulesOf(story.issue('reclassify', story.handler, { urgency: 'immediate' }))).toEqual(['category-missing CMP-03']);
		const timeless = new ComplaintStory().until('registered');
		timeless.withoutCalendar();
		expect(rulesOf(timeless.issue('reclassify', timeless.handler))).toEqual(['working-calendar-missing SLA-01']);
	});

	it('is named by the manager, and is somebody who can do it', () => {
		const about = new ComplaintStory({ target: 'staff_member', accused: company.seller.id }).until('registered');
		const former = person(['service-agent'], { active: false });
		about.store.people = [...about.store.people, former];
		const to = (handler: string) => rulesOf(about.issue('reassign', company.director, { handler }));
		expect(to(company.seller.id)).toEqual(['handler-unfit CMP-01']);
		expect(to(former.id)).toEqual(['handler-unfit CMP-01']);
		expect(to(company.quality.id)).toEqual([]);
		const accusedManager = new ComplaintStory({ target: 'staff_member', accused: company.director.id }).until('registered');
		expect(rulesOf(accusedManager.issue('reassign', company.director, { handler: company.agent.id }))).toEqual(['complained-of CMP-20']);
	});

	it('passes to the deputy when the owner leaves, and only then', () => {
		const story = new ComplaintStory().until('investigating');
		expect(rulesOf(story.issue('hand_over', theSystem))).toEqual(['handler-still-there CMP-01']);
		story.store.people = story.store.people.map((one) => (one.id === company.agent.id ? { ...one, active: false } : one));
		expect(rulesOf(story.issue('hand_over', theSystem))).toEqual([]);
		expect(story.row).toMatchObject({ owner: company.manager.id, status: 'investigating' });
		expect(story.row.leader).not.toBe(company.manager.id);
	});

	it('keeps the owner when only the leader leaves', () => {
		const story = new ComplaintStory({ cause: 'quality' }).until('investigating');
		story.store.people = story.store.people.filter(({ id }) => id !== company.production.id);
		expect(rulesOf(story.issue('hand_over', theSystem))).toEqual([]);
		expect([story.row.owner, story.row.leader]).toEqual([company.quality.id, company.director.id]);
	});

	it('passes to nobody when nobody is left', () => {
		const story = new ComplaintStory().until('investigating');
		story.store.people = [company.director];
		expect(rulesOf(story.issue('hand_over', theSystem))).toEqual(['queue-without-owner CMP-01']);
		story.store.people = [company.manager];
		expect(rulesOf(story.issue('hand_over', theSystem))).toEqual([]);
	});
});

describe('nothing is done by others', () => {
	const commands = ['reclassify', 'inform_customer', 'wait_for_customer', 'customer_answered', 'investigate'];

	it.each(commands)('“%s” is for the owner and the leader', (command) => {
		const story = new ComplaintStory().until('registered');
		if (command === 'customer_answered') story.issue('wait_for_customer', story.handler);
		expect(rulesOf(story.issue(command, company.seller))).toEqual(['not-handling CMP-01']);
		expect(rulesOf(story.issue(command, company.manager))).toEqual([]);
	});

	it.each(commands)('“%s” is not for the one complained of, whatever they are', (command) => {
		const story = new ComplaintStory().until('registered');
		if (command === 'customer_answered') story.issue('wait_for_customer', story.handler);
		story.become({ accused: company.agent.id });
		expect(rulesOf(story.issue(command, company.agent))).toEqual(['complained-of CMP-20']);
	});
});

describe('time limits (SLA-01, SLA-02, SLA-04)', () => {
	it('stop with the first answer; a second one is progress', () => {
		const story = new ComplaintStory().until('registered');
		story.wait(1);
		expect(rulesOf(story.issue('inform_customer', story.handler))).toEqual([]);
		expect(story.row.first_response_at).toBe(story.now);
		const first = story.now;
		story.wait(1);
		story.issue('inform_customer', story.handler);
		expect(story.row.first_response_at).toBe(first);
		expect(story.store.rows('crm_complaint_communications').map(({ kind }) => kind)).toEqual(['answer', 'progress']);
	});

	it('stand still while the customer is asked, and move back by the working time of the wait', () => {
		const story = new ComplaintStory().until('registered');
		const before = story.row.reply_due_at;
		expect(rulesOf(story.issue('wait_for_customer', story.handler))).toEqual([]);
		expect(story.row).toMatchObject({ paused_since: story.now, reply_due_at: null, next_reminder_at: null, first_response_at: story.now });
		expect(rulesOf(story.issue('wait_for_customer', story.handler))).toEqual(['already-waiting SLA-04']);
		const since = story.now;
		story.wait(24);
		expect(rulesOf(story.issue('customer_answered', story.handler))).toEqual([]);
		expect(story.row).toMatchObject({ paused_since: null, pauses: [{ from: since, until: story.now }] });
		expect(Date.parse(String(story.row.reply_due_at)) - Date.parse(String(before))).toBe(24 * 3_600_000);
		expect(rulesOf(story.issue('customer_answered', story.handler))).toEqual(['not-waiting SLA-04']);
	});

	it('remember every wait', () => {
		const story = new ComplaintStory().until('registered');
		for (let round = 0; round < 2; round += 1) {
			story.issue('wait_for_customer', story.handler);
			story.wait(1);
			story.issue('customer_answered', story.handler);
		}
		expect(story.row.pauses).toHaveLength(2);
	});

	it('become shorter when the case is more urgent', () => {
		const story = new ComplaintStory().until('registered');
		story.issue('reclassify', story.handler, complaintForms['reclassify']);
		expect(story.row.response_due_at).toBe('2026-03-10T03:00:00.000Z');
	});

	it('are reckoned anew when the calendar changes, and not otherwise', () => {
		const story = new ComplaintStory().until('registered');
		expect(rulesOf(story.issue('recompute', theSystem))).toEqual(['due-unchanged SLA-01']);
		story.become({ reply_due_at: '2026-03-11T00:00:00.000Z' });
		expect(rulesOf(story.issue('recompute', theSystem))).toEqual([]);
		story.become({ work_calendar: 'last-years' });
		expect(rulesOf(story.issue('recompute', theSystem))).toEqual([]);
		expect(story.row.work_calendar).toBe('office');
		story.withoutCalendar();
		expect(rulesOf(story.issue('recompute', theSystem))).toContain('working-calendar-missing SLA-01');
	});

	it('are announced to the owner before, and to the leader too once they have passed', () => {
		const story = new ComplaintStory().until('registered');
		expect(rulesOf(story.issue('remind', theSystem))).toEqual(['not-due-yet SLA-01']);
		story.now = String(story.row.next_reminder_at);
		expect(rulesOf(story.issue('remind', theSystem))).toEqual([]);
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.agent.id }]);
		expect(story.row.next_reminder_at).toBe('2026-03-10T08:00:00.000Z');
		story.now = String(story.row.next_reminder_at);
		expect(rulesOf(story.issue('remind', theSystem))).toEqual([]);
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.agent.id }, { user: company.manager.id }]);
		story.withoutCalendar();
		story.now = '2026-04-01T02:00:00.000Z';
		expect(rulesOf(story.issue('remind', theSystem))).toEqual(['working-calendar-missing SLA-01']);
	});

	it('are no longer announced for what is done', () => {
		const story = new ComplaintStory().until('closed');
		expect(rulesOf(story.issue('follow_up', company.agent))).toEqual([]);
		expect(story.row.next_reminder_at).toBeNull();
	});

	it('run from one word to the customer to the next in a complex case, and are announced, until the reply (RCP-06)', () => {
		const story = new ComplaintStory({ complex: true }).until('registered');
		expect(story.row).toMatchObject({ customer_informed_at: null, progress_due_at: '2026-03-12T02:00:00.000Z' });
		story.wait(24);
		story.issue('inform_customer', story.handler);
		expect(story.row).toMatchObject({ customer_informed_at: story.now, progress_due_at: '2026-03-13T02:00:00.000Z' });
		story.now = '2026-03-13T03:00:00.000Z';
		story.become({ next_reminder_at: story.now });
		expect(rulesOf(story.issue('remind', theSystem))).toEqual([]);
		expect(story.store.messages.at(-1)?.values['which']).toMatchObject({ 'en-US': expect.stringContaining('Progress update') as string });
		story.issue('inform_customer', story.handler);
		story.until('replied');
		expect(story.row.progress_due_at).toBeNull();
	});

	it('begin and end with the case being called complex, and are none in one that is not', () => {
		const story = new ComplaintStory().until('registered');
		expect(story.row.progress_due_at).toBeNull();
		story.issue('reclassify', story.handler, { complex: true });
		expect(story.row.progress_due_at).not.toBeNull();
		story.issue('reclassify', story.handler, { complex: false });
		expect(story.row.progress_due_at).toBeNull();
	});

	it('go on after the end, until the case is followed up: whoever handled it and the head of service are told (CMP-16)', () => {
		const story = new ComplaintStory({}, { people: [...Object.values(company), person(['service-manager'])] }).until('closed');
		expect(Date.parse(String(story.row.follow_up_due_at))).toBeGreaterThan(Date.parse(story.now));
		story.now = String(story.row.next_reminder_at);
		expect(rulesOf(story.issue('remind', theSystem))).toEqual([]);
		const told = story.store.messages.at(-1);
		expect(told?.to).toHaveLength(3);
		expect(told?.to).toContainEqual({ user: story.handler.id });
		expect(told?.values['which']).toMatchObject({ 'zh-CN': '回访' });
	});

	it('of a rulebook that names no such interval are none (RCP-06, CMP-16)', () => {
		const rules = rulebook({ complaints: { ...minimalRulebook.complaints, progress: null, follow_up: null } });
		const story = new ComplaintStory({ complex: true }, { rules }).until('registered');
		expect(story.row.progress_due_at).toBeNull();
		story.issue('inform_customer', story.handler);
		story.issue('inform_customer', story.handler);
		expect(story.until('closed').row).toMatchObject({ follow_up_due_at: null, next_reminder_at: null });
	});
});

describe('a complaint that waits for its number (CMP-02)', () => {
	it('is called to mind of those who register, again and again, until it has one', () => {
		const story = new ComplaintStory();
		story.wait(3.9);
		expect(rulesOf(story.issue('remind_to_register', theSystem))).toEqual(['registration-not-overdue CMP-02']);
		story.wait(0.1);
		expect(rulesOf(story.issue('remind_to_register', theSystem))).toEqual([]);
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.registrar.id }, { user: company.manager.id }]);
		expect(rulesOf(story.issue('remind_to_register', theSystem))).toEqual(['registration-not-overdue CMP-02']);
		story.wait(4);
		expect(rulesOf(story.issue('remind_to_register', theSystem))).toEqual([]);
		story.until('registered');
		expect(rulesOf(story.issue('remind_to_register', theSystem))).toEqual(['wrong-state CMP-02']);
	});

	it('is never called to mind of the one complained of', () => {
		const story = new ComplaintStory({ target: 'staff_member', accused: company.manager.id });
		story.wait(4);
		story.issue('remind_to_register', theSystem);
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.registrar.id }]);
	});

	it('is not called to mind where the rulebook has no interval', () => {
		const rules = rulebook({ complaints: { ...minimalRulebook.complaints, registration: null } });
		const story = new ComplaintStory({}, { rules });
		story.wait(1000);
		expect(rulesOf(story.issue('remind_to_register', theSystem))).toEqual(['registration-not-overdue CMP-02']);
	});
});
