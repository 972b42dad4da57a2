import { describe, expect, it } from 'vitest';
import type { Row } from '../process/effect.js';
import { company, complaintId, ComplaintStory, findings, handling, productFacts, serviceDepartment } from '../testing/complaint.js';
import { person } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import { minimalRulebook, rulebook } from '../testing/rulebook.js';
import type { ComplaintRow, ComplaintState } from './complaint.js';

/** A story on its honest way to a state, ready for the next command, but for one thing. */
const at = (state: ComplaintState, patch: Row = {}, differing: Partial<ComplaintRow> = {}): ComplaintStory =>
	new ComplaintStory(differing).until(state).become(patch);

const refusal = (story: ComplaintStory, command: string, input?: Row) => rulesOf(story.issue(command, story.handler, input));

const investigated = () => {
	const story = at('investigating', findings);
	story.issue('rule', story.handler);
	return story;
};

/** Replied, with duties settled, report filed and tracking ended: ready to be closed. */
const closable = (differing: Partial<ComplaintRow> = {}) => {
	const story = new ComplaintStory(differing).until('replied');
	story.settleDuties();
	story.issue('file_report', story.handler);
	story.issue('close_tracking', story.leader);
	return story;
};

const archivable = (patch: Row = {}) => {
	const story = at('closed', patch);
	story.issue('follow_up', company.manager);
	story.issue('appraise', company.manager);
	return story;
};

describe('finishing the investigation', () => {
	it('is possible once everything is known', () => {
		expect(refusal(investigated(), 'resolve')).toEqual([]);
	});

	it.each([
		['findings', 'findings-missing CMP-17'],
		['cause_found', 'cause-missing CMP-19'],
		['customer_demand', 'demand-missing CMP-07'],
	])('is refused without “%s”', (field, rule) => {
		expect(refusal(investigated().become({ [field]: ' ' }), 'resolve')).toEqual([rule]);
	});

	it.each(Object.keys(productFacts))('is refused for a product complaint without “%s” (CMP-07)', (field) => {
		for (const product of [{ nature: 'product' }, { cause: 'quality' }] as const) {
			const story = investigated().become({ ...product, ...productFacts, [field]: null });
			const answer = story.issue('resolve', story.handler);
			expect(answer).toMatchObject({ accepted: false, violations: [{ rule: 'product-facts-missing', clause: 'CMP-07', field }] });
			expect(refusal(story.become(productFacts), 'resolve')).toEqual([]);
		}
	});

	it('is refused before responsibility is ruled, while an objection is open, and while the customer is awaited', () => {
		expect(refusal(at('investigating', findings), 'resolve')).toEqual(['ruling-missing CMP-17']);
		const objected = investigated();
		objected.on('crm_complaint_rulings', String(objected.ruling['id']), 'object', company.agent);
		expect(refusal(objected, 'resolve')).toEqual(['objection-open CMP-20']);
		const waiting = investigated();
		waiting.issue('wait_for_customer', waiting.handler);
		expect(refusal(waiting, 'resolve')).toEqual(['customer-awaited SLA-04']);
	});

	it('freezes what was found out; going back opens it again', () => {
		const story = investigated();
		story.issue('resolve', story.handler);
		expect(story.row.investigated_at).toBe(story.now);
		expect(story.edit({ findings: 'Something else' })).toBe(false);
		expect(refusal(story, 'investigate_further')).toEqual([]);
		expect(story.edit({ findings: 'Something else' })).toBe(true);
	});
});

describe('ruling on responsibility', () => {
	it.each([
		['department', 'responsible_department'],
		['person', 'responsible_person'],
		['supplier', 'responsible_supplier'],
	])('names the %s', (responsibility, field) => {
		const story = at('investigating');
		const answer = story.issue('rule', story.handler, { responsibility, reason: 'Because' });
		expect(answer).toMatchObject({
			accepted: false,
			violations: [{ rule: 'ruling-incomplete', clause: 'CMP-06', field: `input.${field}` }],
		});
		expect(refusal(story, 'rule', { responsibility, [field]: company.seller.id, reason: 'Because' })).toEqual([]);
		expect(story.row).toMatchObject({ responsibility, [field]: company.seller.id });
	});

	it.each(['customer', 'none'])('names nobody else where it lies with: %s', (responsibility) => {
		const story = at('investigating');
		expect(refusal(story, 'rule', { responsibility, responsible_person: company.seller.id, reason: 'Because' })).toEqual([]);
		expect(story.row).toMatchObject({ responsibility, responsible_person: null });
	});

	it('is done once; the second ruling needs an objection', () => {
		expect(refusal(investigated(), 'rule')).toEqual(['ruling-exists CMP-20']);
	});

	it('does the duty of determining responsibility, and tells those it names', () => {
		const story = investigated();
		expect(story.duties.find(({ duty }) => duty === 'determine_responsibility')).toMatchObject({ status: 'done' });
		expect(story.store.messages.at(-1)?.to).toEqual(expect.arrayContaining([{ user: company.agent.id }]));
	});

	describe('and objecting', () => {
		const ruled = (input: Row = { responsibility: 'person', responsible_person: company.seller.id, reason: 'Rude' }) => {
			const story = at('investigating');
			story.issue('rule', story.handler, input);
			return { story, id: String(story.ruling['id']) };
		};
		const on = (story: ComplaintStory, id: string, command: string, who: Parameters<ComplaintStory['on']>[3], input?: Row) =>
			rulesOf(story.on('crm_complaint_rulings', id, command, who, input));

		it('is for whom it names', () => {
			const { story, id } = ruled();
			expect(on(story, id, 'object', company.agent)).toEqual(['not-concerned CMP-20']);
			expect(on(story, id, 'object', company.seller)).toEqual([]);
		});

		it('is for the department it names, and for nobody without one', () => {
			const { story, id } = ruled({ responsibility: 'department', responsible_department: serviceDepartment, reason: 'Late' });
			expect(on(story, id, 'object', company.seller)).toEqual(['not-concerned CMP-20']);
			expect(on(story, id, 'object', company.agent)).toEqual([]);
			const nobodys = ruled({ responsibility: 'none', reason: 'Bad luck' });
			expect(on(nobodys.story, nobodys.id, 'object', company.seller)).toEqual(['not-concerned CMP-20']);
		});

		it('leads to a second ruling, which is final and binds the case', () => {
			const { story, id } = ruled();
			on(story, id, 'object', company.seller);
			expect(on(story, id, 'rule_again', company.director)).toEqual([]);
			expect(story.store.row('crm_complaint_rulings', id)['status']).toBe('replaced');
			expect(story.ruling).toMatchObject({ round: 2, status: 'final', responsibility: 'none' });
			expect(story.row).toMatchObject({ responsibility: 'none', responsible_person: null });
			expect(on(story, String(story.ruling['id']), 'object', company.seller)).toEqual(['wrong-state CMP-20']);
		});

		it('is decided by who rules again, not by who ruled first or is concerned', () => {
			const { story, id } = ruled();
			on(story, id, 'object', company.seller);
			expect(on(story, id, 'rule_again', company.head)).toEqual(['second-ruling-of-others CMP-20']);
			story.store.put('crm_complaint_rulings', { ...story.ruling, id, ruled_by: company.director.id });
			expect(on(story, id, 'rule_again', company.director)).toEqual(['ruled-first CMP-20']);
			story.store.put('crm_complaint_rulings', {
				...story.ruling,
				id,
				ruled_by: company.agent.id,
				responsible_person: company.director.id,
			});
			expect(on(story, id, 'rule_again', company.director)).toEqual(['complained-of CMP-20']);
			story.store.put('crm_complaint_rulings', { ...story.ruling, id, responsible_person: null });
			story.become({ accused: company.director.id });
			expect(on(story, id, 'rule_again', company.director)).toEqual(['complained-of CMP-20']);
		});

		it('is decided by the supervising body where nobody else may, and they are told', () => {
			const { story, id } = ruled();
			story.store.put('crm_complaint_rulings', { ...story.ruling, id, ruled_by: company.director.id });
			on(story, id, 'object', company.seller);
			expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.auditor.id }]);
			expect(on(story, id, 'rule_again', company.head)).toEqual(['second-ruling-of-others CMP-20']);
			expect(on(story, id, 'rule_again', company.auditor)).toEqual([]);
			expect(story.ruling).toMatchObject({ round: 2, status: 'final' });
		});

		it('is not decided by the supervising body while somebody else may', () => {
			const { story, id } = ruled();
			on(story, id, 'object', company.seller);
			expect(on(story, id, 'rule_again', company.auditor)).toEqual(['second-ruling-of-others CMP-20']);
		});

		it('again names who is responsible', () => {
			const { story, id } = ruled();
			on(story, id, 'object', company.seller);
			expect(on(story, id, 'rule_again', company.director, { responsibility: 'supplier', reason: 'Theirs' })).toEqual([
				'ruling-incomplete CMP-06',
			]);
		});

		it('ends with the case', () => {
			const { story, id } = ruled();
			story.become({ status: 'closed' });
			expect(on(story, id, 'object', company.seller)).toEqual(['case-ended CMP-15']);
			story.become({ status: 'investigating' });
			on(story, id, 'object', company.seller);
			story.become({ status: 'archived' });
			expect(on(story, id, 'rule_again', company.director)).toEqual(['case-ended CMP-15']);
		});
	});
});

describe('replying to the customer', () => {
	const ready = (patch: Row = {}) => at('resolving', { ...handling, ...patch });

	it.each([
		['outcome', 'outcome-missing CMP-14'],
		['handling_opinion', 'handling-opinion-missing CMP-11'],
	])('is refused without “%s”', (field, rule) => {
		expect(refusal(ready({ [field]: null }), 'reply')).toEqual([rule]);
	});

	it.each(['not_founded', 'not_ours'])('an outcome “%s” is handled all the same: it has its note (CMP-14)', (outcome) => {
		expect(refusal(ready({ outcome }), 'reply')).toEqual(['handling-note-missing CMP-14']);
		expect(refusal(ready({ outcome, handling_note: 'Explained by telephone' }), 'reply')).toEqual([]);
	});

	it.each([
		['draft', ['compensation-open CMP-19']],
		['in_approval', ['compensation-open CMP-19']],
		['approved', []],
		['rejected', []],
		['granted', []],
	])('with a compensation that is %s: %j', (status, rules) => {
		const story = ready();
		story.store.put('crm_complaint_compensations', {
			id: 'c',
			complaint: complaintId,
			status,
			type: 'refund',
			amount: '1',
			currency: 'CNY',
		});
		expect(refusal(story, 'reply')).toEqual(rules);
	});

	it('comes after a progress update in a complex case (RCP-06)', () => {
		const story = ready({ complex: true });
		expect(refusal(story, 'reply')).toEqual(['progress-update-missing RCP-06']);
		story.issue('inform_customer', story.handler);
		expect(refusal(story, 'reply')).toEqual(['progress-update-missing RCP-06']);
		story.issue('inform_customer', story.handler);
		expect(refusal(story, 'reply')).toEqual([]);
	});

	it('is in writing where the rulebook says so (X-06)', () => {
		const rules = rulebook({ complaints: { ...minimalRulebook.complaints, written_reply: true } });
		const story = new ComplaintStory({}, { rules }).until('resolving').become(handling);
		expect(refusal(story, 'reply', { form: 'other' })).toEqual(['reply-not-written CMP-11']);
		expect(refusal(story, 'reply', { form: 'written' })).toEqual([]);
		expect(refusal(ready(), 'reply', { form: 'other' })).toEqual([]);
	});

	it('waits for a customer who was asked', () => {
		const story = ready();
		story.issue('wait_for_customer', story.handler);
		expect(refusal(story, 'reply')).toEqual(['customer-awaited SLA-04']);
	});

	it('uses the letter of the rulebook, in the language that is chosen, or the text that is given', () => {
		const english = ready();
		english.issue('reply', english.handler, { form: 'written', language: 'english' });
		expect(english.row.reply_text).toBe(
			`Dear Ms Wang, about ${String(english.row.number)} “Nobody answers the phone” of 2026-03-10: No second line A second line is rented. none`,
		);
		const chinese = ready();
		chinese.issue('reply', chinese.handler, { form: 'written' });
		expect(chinese.row.reply_text).toContain('尊敬的Ms Wang');
		const own = ready();
		own.issue('reply', own.handler, { form: 'other', text: 'Thank you.' });
		expect(own.row).toMatchObject({ reply_text: 'Thank you.', reply_form: 'other', replied_at: own.now });
		expect(own.duties.find(({ duty }) => duty === 'feed_back')).toMatchObject({ status: 'done' });
	});
});

describe('duties', () => {
	const duty = (story: ComplaintStory, role: string) =>
		String(story.duties.find((task) => task['role'] === role && task['status'] === 'open')?.['id']);
	const on = (story: ComplaintStory, id: string, command: string, who: Parameters<ComplaintStory['on']>[3]) =>
		rulesOf(story.on('crm_complaint_tasks', id, command, who));

	it('are for the department, the owner and the leader', () => {
		const story = at('investigating');
		const id = duty(story, 'production-manager');
		expect(on(story, id, 'complete', company.seller)).toEqual(['duty-of-others CMP-06']);
		expect(on(story, id, 'complete', company.production)).toEqual([]);
		expect(on(story, id, 'redo', company.agent)).toEqual([]);
		expect(on(story, id, 'mark_not_applicable', company.manager)).toEqual([]);
		expect(story.store.row('crm_complaint_tasks', id)).toMatchObject({
			status: 'not_applicable',
			reason: 'Because',
			settled_by: company.manager.id,
		});
	});

	it('are not for the one complained of', () => {
		const story = at('investigating', { accused: company.production.id });
		expect(on(story, duty(story, 'production-manager'), 'complete', company.production)).toEqual(['complained-of CMP-20']);
	});

	it.each(['closed', 'archived'])('stay as they are once the case is %s', (status) => {
		const story = at('investigating').become({ status });
		expect(on(story, duty(story, 'production-manager'), 'complete', company.production)).toEqual(['case-ended CMP-15']);
	});
});

describe('closing', () => {
	it('is possible once everything the policy asks for is done', () => {
		const story = closable();
		expect(refusal(story, 'close')).toEqual([]);
		expect(story.row).toMatchObject({ status: 'closed', closed_at: story.now });
	});

	it.each([
		['management', 'management-duties-open CMP-06'],
		['business', 'business-duties-open CMP-07'],
		['production', 'production-duties-open CMP-08'],
	])('waits for the duties of the %s department, and so does the report', (kind, rule) => {
		const story = closable();
		const task = story.duties.find((duty) => duty['department_kind'] === kind);
		story.on('crm_complaint_tasks', String(task?.['id']), 'redo', story.handler);
		expect(refusal(story, 'close')).toEqual([rule]);
		expect(refusal(story, 'file_report')).toEqual([rule]);
	});

	it.each<[Row, string]>([
		[{ handling_opinion: '' }, 'handling-opinion-missing CMP-11'],
		[{ outcome: 'not_ours', handling_note: null }, 'handling-note-missing CMP-14'],
		[{ replied_at: null }, 'feedback-missing CMP-10'],
		[{ report_filed_at: null }, 'report-missing CMP-15'],
		[{ tracking_closed_at: null }, 'tracking-open CMP-17'],
		[{ severity: 'serious' }, 'manager-not-informed CMP-09'],
		[{ no_measure_reason: null }, 'measure-missing FBK-06'],
	])('is refused with %j: %s', (patch, rule) => {
		expect(refusal(closable().become(patch), 'close')).toEqual([rule]);
	});

	it('is possible for a serious matter the manager knows of', () => {
		expect(refusal(closable({ severity: 'serious' }), 'close')).toEqual([]);
	});

	it('a linked action is a measure (FBK-06)', () => {
		const story = closable().become({ no_measure_reason: null });
		story.store.put('crm_corrective_actions', { id: 'a', complaint: complaintId, status: 'open', number: null, title: 'A second line' });
		expect(refusal(story, 'close')).toEqual([]);
	});

	it.each(['discussion_held_on', 'discussion_participants', 'discussion_solution'])(
		'a major problem was discussed: “%s” (FBK-07)',
		(field) => {
			const discussion = { discussion_held_on: '2026-03-11', discussion_participants: 'All', discussion_solution: 'A second line' };
			const answer = closable().become({ major: true, ...discussion, [field]: null });
			expect(answer.issue('close', answer.handler)).toMatchObject({
				violations: [{ rule: 'discussion-missing', clause: 'FBK-07', field }],
			});
			expect(refusal(closable().become({ major: true, ...discussion }), 'close')).toEqual([]);
		},
	);

	it('what is learnt can still be written down once the customer was answered, and the report waits for it (FBK-06, FBK-07)', () => {
		const story = new ComplaintStory().until('replied').become({ major: true, no_measure_reason: null });
		story.settleDuties();
		expect(refusal(story, 'file_report')).toEqual([
			'discussion-missing FBK-07',
			'discussion-missing FBK-07',
			'discussion-missing FBK-07',
			'measure-missing FBK-06',
		]);
		const learnt = {
			discussion_held_on: '2026-03-11',
			discussion_participants: 'All',
			discussion_solution: 'A line',
			no_measure_reason: 'Done',
		};
		expect(story.edit(learnt)).toBe(true);
		expect(story.edit({ handling_opinion: 'Something else' })).toBe(false);
		expect(refusal(story, 'file_report')).toEqual([]);
	});

	it('is refused while an objection is open', () => {
		const story = closable();
		story.on('crm_complaint_rulings', String(story.ruling['id']), 'object', company.agent);
		expect(refusal(story, 'close')).toEqual(['objection-open CMP-20']);
	});

	it.each(['rule', 'resolve', 'investigate_further', 'reply', 'record_reaction', 'file_report', 'close'])(
		'“%s” is neither for others nor for the one complained of',
		(command) => {
			const from: Readonly<Record<string, () => ComplaintStory>> = {
				rule: () => at('investigating'),
				resolve: investigated,
				investigate_further: () => at('resolving'),
				reply: () => at('resolving', handling),
				record_reaction: closable,
				file_report: closable,
				close: closable,
			};
			expect(rulesOf((from[command]?.() ?? at('received')).issue(command, company.seller))).toEqual(['not-handling CMP-01']);
			const about = (from[command]?.() ?? at('received')).become({ accused: company.agent.id });
			expect(rulesOf(about.issue(command, company.agent))).toEqual(['complained-of CMP-20']);
		},
	);

	it('the tracking is ended by the leader, who is not the one complained of (CMP-17)', () => {
		const story = at('replied');
		expect(refusal(story, 'close_tracking')).toEqual(['only-leader CMP-17']);
		story.become({ accused: story.leader.id });
		expect(rulesOf(story.issue('close_tracking', story.leader))).toEqual(['complained-of CMP-20']);
	});
});

describe('the handling report (CMP-15)', () => {
	it('is filed as the case stood, with what was done', () => {
		const story = closable();
		const [report] = story.store.rows('crm_complaint_reports');
		expect(report).toMatchObject({ complaint: complaintId, filed_by: company.agent.id, filed_at: story.now });
		expect(report?.['content_hash']).toMatch(/^[0-9a-f]{64}$/);
		const headings = (report?.['content'] as { sections: { heading: { 'en-US': string } }[] }).sections.map(
			({ heading }) => heading['en-US'],
		);
		expect(headings).toEqual([
			'Register',
			'Investigation',
			'Responsibility',
			'Handling',
			'Duties of the departments',
			'Contact with the customer',
		]);
	});
});

describe('what the handling report says', () => {
	it('names who handled and led it, why a duty is not applicable, and nothing twice or half', () => {
		const story = new ComplaintStory({ quantity: '200.0000' }).until('investigating');
		story.edit(findings);
		story.issue('rule', story.handler, { responsibility: 'none', reason: 'Bad luck' });
		story.issue('resolve', story.handler);
		story.edit(handling);
		story.issue('reply', story.handler);
		const [duty] = story.duties.filter(({ status }) => status === 'open');
		story.on('crm_complaint_tasks', String(duty?.['id']), 'mark_not_applicable', story.handler, {}, 'No product is concerned');
		story.settleDuties();
		story.issue('file_report', story.handler);
		const [report] = story.store.rows('crm_complaint_reports');
		const { sections } = report?.['content'] as {
			sections: { entries: { label: Record<string, string>; value: Record<string, string> }[] }[];
		};
		const said = sections.flatMap(({ entries }) => entries.map(({ label, value }) => `${label['en-US'] ?? ''}: ${value['en-US'] ?? ''}`));
		expect(said).toContain(`Leader in charge: Person ${story.leader.id.slice(-2)}`);
		expect(said).toContain('Quantity: 200');
		expect(said).toContain('Ruling 1: Nobody; Bad luck');
		expect(said.filter((line) => line.endsWith('Not applicable; No product is concerned'))).toHaveLength(1);
		expect(said.filter((line) => line.includes(String(story.row.reply_text)))).toHaveLength(1);
	});
});

describe('what commands wrote into a case in one language', () => {
	it('is said in the reader’s language in the report', () => {
		const story = new ComplaintStory().until('replied');
		story.settleDuties();
		story.issue('record_reaction', story.handler, { reaction: 'accepted' });
		story.issue('file_report', story.handler);
		const [report] = story.store.rows('crm_complaint_reports');
		const { sections } = report?.['content'] as { sections: { heading: { 'en-US': string }; entries: { value: unknown }[] }[] };
		const contact = sections.find(({ heading }) => heading['en-US'] === 'Contact with the customer');
		expect(contact?.entries.map(({ value }) => value)).toContainEqual({ 'en-US': 'Accepts the result', 'zh-CN': '认可处理结果' });
	});
});

describe('after closing', () => {
	it('is archived when the customer is satisfied, somebody is appraised and a measure is there', () => {
		const story = archivable();
		expect(rulesOf(story.issue('archive', company.manager))).toEqual([]);
		expect(story.row.status).toBe('archived');
		expect(story.store.rows('crm_appraisal_entries')).toMatchObject([
			{ month: '2026-03', department: serviceDepartment, result: 'reminder' },
		]);
	});

	it.each<[Row, string]>([
		[{ follow_up_at: null }, 'follow-up-missing CMP-16'],
		[{ follow_up_satisfied: false }, 'follow-up-unsatisfied CMP-16'],
		[{ no_measure_reason: null }, 'corrective-action-missing CMP-18'],
		[{ no_measure_reason: null, responsibility: 'person' }, 'corrective-action-missing CMP-18'],
		[{ no_measure_reason: null, responsibility: 'supplier' }, 'improvement-missing CMP-12'],
	])('is not archived with %j: %s', (patch, rule) => {
		expect(rulesOf(archivable().become(patch).issue('archive', company.manager))).toEqual([rule]);
	});

	it('an action counts as a measure once it is started, not while it is a draft (CMP-18)', () => {
		const story = archivable().become({ no_measure_reason: null });
		const action = { id: 'a', complaint: complaintId, status: 'open', number: null, title: 'A second line', started_at: null };
		story.store.put('crm_corrective_actions', action);
		expect(rulesOf(story.issue('archive', company.manager))).toEqual(['corrective-action-missing CMP-18']);
		story.store.put('crm_corrective_actions', { ...action, started_at: story.now });
		expect(rulesOf(story.issue('archive', company.manager))).toEqual([]);
	});

	it('an unfounded complaint needs no measure to be archived', () => {
		const story = archivable().become({ outcome: 'not_founded', no_measure_reason: null });
		expect(rulesOf(story.issue('archive', company.manager))).toEqual([]);
	});

	it('is not archived before somebody was appraised (CMP-13)', () => {
		const story = at('closed');
		story.issue('follow_up', company.manager);
		expect(rulesOf(story.issue('archive', company.manager))).toEqual(['appraisal-missing CMP-13']);
	});

	it('an unsatisfied customer is heard by the supervising body', () => {
		const story = at('closed');
		story.issue('follow_up', company.manager, { satisfaction: 'not_satisfied', how: 'telephone', remaining_need: 'Still no call' });
		expect(story.row).toMatchObject({ status: 'closed', follow_up_satisfied: false, remaining_need: 'Still no call' });
		expect(story.store.messages.at(-1)?.to).toContainEqual({ role: 'auditor' });
		expect(story.store.rows('crm_complaint_communications').at(-1)).toMatchObject({ kind: 'follow_up', content: 'Still no call' });
		const told = story.store.messages.length;
		story.issue('follow_up', company.manager);
		expect(story.store.messages).toHaveLength(told);
	});

	it.each(['follow_up', 'appraise', 'archive', 'reopen'])('“%s” is not for the one complained of', (command) => {
		const who = command === 'reopen' ? company.auditor : company.manager;
		expect(rulesOf(archivable().become({ accused: who.id }).issue(command, who))).toEqual(['complained-of CMP-20']);
	});

	it('the supervising body reopens it: everything the case ended with is done anew', () => {
		const story = archivable();
		story.wait(24);
		expect(rulesOf(story.issue('reopen', company.auditor))).toEqual([]);
		expect(story.row).toMatchObject({
			status: 'investigating',
			reopened_at: story.now,
			investigated_at: null,
			replied_at: null,
			closed_at: null,
			report_filed_at: null,
			tracking_closed_at: null,
			follow_up_at: null,
			follow_up_satisfied: null,
		});
		expect(story.duties.filter(({ status }) => status !== 'open').map(({ duty }) => duty)).toEqual(['register']);
		expect(Date.parse(String(story.row.reply_due_at))).toBeGreaterThan(Date.parse(story.now));
		expect(story.until('archived').row.status).toBe('archived');
	});

	it('a reopened case may be ruled on anew, once, and the earlier ruling counts no more', () => {
		const story = archivable();
		const first = String(story.ruling['id']);
		story.wait(24);
		story.issue('reopen', company.auditor);
		story.wait(1);
		expect(refusal(story, 'rule', { responsibility: 'customer', reason: 'Used wrongly' })).toEqual([]);
		expect(story.store.row('crm_complaint_rulings', first)).toMatchObject({ round: 1, status: 'replaced' });
		expect(story.ruling).toMatchObject({ round: 2, status: 'given' });
		expect(story.row).toMatchObject({ responsibility: 'customer', responsible_department: null });
		expect(refusal(story, 'rule')).toEqual(['ruling-exists CMP-20']);
	});

	it.each<[string, readonly string[]]>([
		['approved', ['compensation-not-granted CMP-19']],
		['granted', []],
		['lapsed', []],
		['rejected', []],
	])('with a compensation that is %s, archiving meets: %j', (status, rules) => {
		const story = archivable();
		story.store.put('crm_complaint_compensations', {
			id: 'c',
			complaint: complaintId,
			status,
			type: 'refund',
			amount: '1',
			currency: 'CNY',
		});
		expect(rulesOf(story.issue('archive', company.manager))).toEqual(rules);
	});

	it('an archived case never changes again', () => {
		const story = archivable();
		story.issue('archive', company.manager);
		expect(story.edit({ internal_note: 'One more thing' })).toBe(false);
		for (const command of ['reopen', 'follow_up', 'appraise', 'record_reaction'])
			for (const who of [company.auditor, company.manager, company.agent]) expect(story.issue(command, who).accepted).toBe(false);
	});
});

describe('compensation (CMP-19)', () => {
	const id = '00000000-0000-4000-8000-0000000000cc';
	const asked = (patch: Row = {}, differing: Partial<ComplaintRow> = {}) => {
		const story = at('investigating', {}, differing);
		story.store.put('crm_complaint_compensations', {
			id,
			status: 'draft',
			revision: 0,
			complaint: complaintId,
			type: 'refund',
			amount: '500.00',
			currency: 'CNY',
			reason: 'Goodwill',
			owner: story.row.owner,
			department: null,
			...patch,
		});
		return story;
	};
	const on = (story: ComplaintStory, command: string, who: Parameters<ComplaintStory['on']>[3]) =>
		rulesOf(story.on('crm_complaint_compensations', id, command, who));
	const decide = (story: ComplaintStory, who: Parameters<ComplaintStory['on']>[3], command = 'approve') => {
		const task = story.store.where('crm_approval_tasks', { status: 'open' })[0];
		return rulesOf(story.on('crm_approval_tasks', String(task?.['id']), command, who, {}));
	};
	const route = (story: ComplaintStory) => story.store.rows('crm_approvals').at(-1)?.['route'];

	it.each(['complaint', 'type', 'amount', 'currency', 'reason'])('is not submitted without “%s”', (field) => {
		expect(on(asked({ [field]: null }), 'submit', company.agent)).toEqual(['compensation-incomplete CMP-19']);
	});

	it.each(['0', '-1', '0.00'])('is more than %s', (amount) => {
		expect(on(asked({ amount }), 'submit', company.agent)).toEqual(['amount-not-positive CMP-19']);
	});

	it.each([
		['2000.00', 'CNY', 'small-compensation'],
		['2000.01', 'CNY', 'large-compensation'],
		['1.00', 'EUR', 'large-compensation'],
	])('of %s %s goes to: %s', (amount, currency, expected) => {
		const story = asked({ amount, currency });
		expect(on(story, 'submit', company.agent)).toEqual([]);
		expect(route(story)).toBe(expected);
	});

	it('is approved by somebody else, then granted', () => {
		const story = asked();
		on(story, 'submit', company.agent);
		expect(decide(story, company.agent)).not.toEqual([]);
		expect(decide(story, company.manager)).toEqual([]);
		expect(story.store.row('crm_complaint_compensations', id)['status']).toBe('approved');
		expect(on(story, 'grant', company.finance)).toEqual([]);
		expect(story.store.row('crm_complaint_compensations', id)).toMatchObject({ status: 'granted', granted_on: '2026-03-20' });
	});

	it('that the customer does not take up is put on record', () => {
		const story = asked({ status: 'approved' });
		expect(on(story, 'lapse', company.seller)).not.toEqual([]);
		expect(on(story, 'lapse', company.finance)).toEqual([]);
		expect(story.store.row('crm_complaint_compensations', id)['status']).toBe('lapsed');
		expect(on(story, 'grant', company.finance)).toEqual(['wrong-state CMP-19']);
	});

	it('is asked for again only while the case is handled', () => {
		expect(on(asked({ status: 'rejected' }).become({ status: 'archived' }), 'revise', company.agent)).toEqual(['case-not-open CMP-19']);
	});

	it('is asked for by who handles the case, while it is handled', () => {
		expect(on(asked(), 'submit', company.seller)).toEqual(['not-handling CMP-01']);
		expect(on(asked().become({ status: 'replied' }), 'submit', company.agent)).toEqual(['case-not-open CMP-19']);
		expect(on(asked().become({ accused: company.agent.id }), 'submit', company.agent)).toEqual(['complained-of CMP-20']);
	});

	it('is revised by them after a refusal, and not granted by the one complained of', () => {
		const story = asked({ status: 'rejected' });
		expect(on(story, 'revise', company.seller)).toEqual(['not-handling CMP-01']);
		expect(on(story, 'revise', company.agent)).toEqual([]);
		const about = asked({ status: 'rejected' }).become({ accused: company.agent.id });
		expect(on(about, 'revise', company.agent)).toEqual(['complained-of CMP-20']);
		const approved = asked({ status: 'approved' }).become({ accused: company.finance.id });
		expect(on(approved, 'grant', company.finance)).toEqual(['complained-of CMP-20']);
	});

	it('is withdrawn by who submitted it', () => {
		const story = asked();
		on(story, 'submit', company.agent);
		expect(on(story, 'withdraw', company.manager)).toEqual(['only-submitter ORG-10']);
		expect(on(story, 'withdraw', company.agent)).toEqual([]);
	});

	it('is never decided by the one complained of, who is not told either', () => {
		const story = asked().become({ accused: company.manager.id });
		expect(on(story, 'submit', company.agent)).toEqual(['no-eligible-reviewer CMP-20']);
		const second = person(['service-manager']);
		story.store.people = [...story.store.people, second];
		expect(on(story, 'submit', company.agent)).toEqual([]);
		expect(story.store.messages.at(-1)).toMatchObject({ except: company.manager.id });
		expect(decide(story, company.manager)).not.toEqual([]);
		expect(decide(story, second)).toEqual([]);
	});

	it('is not submitted when the rulebook has lost its route', () => {
		const story = asked();
		const { 'small-compensation': _, ...routes } = minimalRulebook.approvals.routes;
		const rules = { ...rulebook(), approvals: { ...minimalRulebook.approvals, routes } };
		const lost = new ComplaintStory({ status: 'investigating', owner: company.agent.id }, { rules: rules });
		lost.store.put('crm_complaint_compensations', { ...story.store.row('crm_complaint_compensations', id), id });
		expect(on(lost, 'submit', company.agent)).toEqual(['route-missing CMP-19']);
	});
});
