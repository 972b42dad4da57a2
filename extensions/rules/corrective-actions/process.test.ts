import { describe, expect, it } from 'vitest';
import { anyone, describeDuties } from '../testing/duty-table.js';
import { company, ComplaintStory, complaintId, productionDepartment } from '../testing/complaint.js';
import { theSystem } from '../testing/people.js';
import { rulesOf } from '../testing/review-story.js';
import type { Row } from '../process/effect.js';

describeDuties('crm_corrective_actions', {
	states: ['open', 'verified'],
	commands: {
		start: { from: ['open'], by: ['owner', 'quality-manager', 'service-manager', 'production-manager'], clause: 'CAP-03' },
		complete: { from: ['open'], by: anyone, clause: 'CAP-01' },
		verify: { from: ['open'], by: anyone, clause: 'CAP-05' },
		remind: { from: ['open'], by: ['system'], clause: 'CAP-05' },
	},
});

const id = '00000000-0000-4000-8000-0000000000ca';

const action = {
	id,
	status: 'open',
	revision: 0,
	number: null,
	title: 'A second telephone line',
	kind: 'corrective',
	trigger: 'complaint',
	complaint: complaintId,
	cause: 'One line only',
	responsibility: 'Customer Service',
	corrective_measure: 'Rent a line',
	preventive_measure: null,
	responsible_department: productionDepartment,
	assignee: company.production.id,
	due_on: '2026-03-20',
	owner: company.quality.id,
	department: null,
	started_at: null,
	executed_at: null,
	executed_by: null,
	executed_hash: null,
	overdue_reminded_at: null,
};

class ActionStory extends ComplaintStory {
	constructor(differing: Row = {}) {
		super();
		this.store.put('crm_corrective_actions', { ...action, ...differing });
	}

	get action(): Row {
		return this.store.row('crm_corrective_actions', id);
	}

	act(command: string, who: Parameters<ComplaintStory['on']>[3], input: Row = forms[command] ?? {}): readonly string[] {
		return rulesOf(this.on('crm_corrective_actions', id, command, who, input));
	}

	change(patch: Row): boolean {
		return this.store.edit({ collection: 'crm_corrective_actions', id, patch });
	}
}

const forms: Readonly<Record<string, Row>> = {
	complete: { result: 'The line is there' },
	verify: { effect: 'effective', evidence: 'No call was lost in March' },
};

const started = (differing: Row = {}): ActionStory => {
	const story = new ActionStory(differing);
	expect(story.act('start', company.quality)).toEqual([]);
	return story;
};

const executed = (differing: Row = {}): ActionStory => {
	const story = started(differing);
	expect(story.act('complete', company.production)).toEqual([]);
	return story;
};

describe('starting an action (CAP-01, CAP-03)', () => {
	it.each([
		['title', 'action-incomplete CAP-01'],
		['trigger', 'action-incomplete CAP-01'],
		['responsible_department', 'action-incomplete CAP-01'],
		['assignee', 'action-incomplete CAP-01'],
		['due_on', 'action-incomplete CAP-01'],
		['corrective_measure', 'action-incomplete CAP-01'],
		['complaint', 'action-incomplete CAP-01'],
		['cause', 'cause-or-responsibility-missing CAP-03'],
		['responsibility', 'cause-or-responsibility-missing CAP-03'],
	])('is refused without “%s”', (field, rule) => {
		expect(new ActionStory({ [field]: null }).act('start', company.quality)).toEqual([rule]);
	});

	it('a preventive measure will do, and what does not come from a complaint names none', () => {
		started({ corrective_measure: null, preventive_measure: 'Two lines everywhere' });
		started({ trigger: 'quality_problem', complaint: null });
	});

	it('gives the number, asks the person responsible, and happens once', () => {
		const story = started();
		expect(story.action).toMatchObject({ number: 'CA2026-0001', started_at: story.now, rulebook_version: 1 });
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.production.id }]);
		expect(story.act('start', company.quality)).toEqual(['already-started CAP-03']);
	});
});

describe('reporting the execution', () => {
	it('comes after the start, from the person responsible or the coordinator, with everything described', () => {
		expect(new ActionStory().act('complete', company.production)).toEqual(['not-started CAP-03']);
		expect(started().act('complete', company.seller)).toEqual(['not-executor CAP-01']);
		expect(started().act('complete', company.quality)).toEqual([]);
		const undone = started();
		undone.change({ corrective_measure: null });
		expect(undone.act('complete', company.production)).toEqual(['action-incomplete CAP-01']);
	});

	it('is done once for what the action says, and again when that has changed', () => {
		const story = executed();
		expect(story.act('complete', company.production)).toEqual(['already-executed CAP-05']);
		expect(story.change({ corrective_measure: 'Rent two lines' })).toBe(true);
		expect(story.act('complete', company.production)).toEqual([]);
	});
});

describe('checking the effect (CAP-05)', () => {
	it('closes the action when it works', () => {
		const story = executed();
		expect(story.act('verify', company.manager)).toEqual([]);
		expect(story.action).toMatchObject({ status: 'verified', verified_by: company.manager.id, effect: 'effective' });
		expect(story.change({ title: 'Another' })).toBe(false);
	});

	it('sends it back when it does not', () => {
		const story = executed();
		expect(story.act('verify', company.manager, { effect: 'not_effective', evidence: 'Calls were lost' })).toEqual([]);
		expect(story.action).toMatchObject({ status: 'open', effect: 'not_effective', executed_at: null, execution_result: null });
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.production.id }, { user: company.quality.id }]);
		expect(story.act('verify', company.manager)).toEqual(['not-executed CAP-05']);
	});

	it.each([
		['before the start', () => new ActionStory(), company.manager, ['not-started CAP-03', 'not-executed CAP-05']],
		['before the execution', () => started(), company.manager, ['not-executed CAP-05']],
		['by somebody not designated', () => executed(), company.seller, ['verifier-not-designated CAP-05']],
		[
			'by who carried it out',
			() => executed({ assignee: company.manager.id, owner: company.production.id }),
			company.manager,
			['verifier-is-executor CAP-05'],
		],
	] as const)('is refused %s', (_, story, who, rules) => {
		expect(story().act('verify', who)).toEqual(rules);
	});

	it('is refused to who reported the execution, and to the one the complaint is about', () => {
		const story = started();
		story.act('complete', company.quality);
		expect(story.act('verify', company.quality)).toEqual(['verifier-is-executor CAP-05']);
		const about = executed();
		about.become({ accused: company.manager.id });
		expect(about.act('verify', company.manager)).toEqual(['verifier-is-executor CAP-05']);
	});

	it('is refused when the action is no longer what was reported', () => {
		const story = executed();
		story.change({ due_on: '2026-04-01' });
		expect(story.act('verify', company.manager)).toEqual(['changed-since-execution CAP-05']);
	});
});

describe('an overdue action', () => {
	it.each([
		['on its last day', '2026-03-20T15:59:59Z', {}, ['not-overdue CAP-05']],
		['the day after', '2026-03-20T16:00:00Z', {}, []],
		['without a due date', '2026-03-20T16:00:00Z', { due_on: null }, ['not-overdue CAP-05']],
		['once it is carried out', '2026-03-20T16:00:00Z', { executed_at: '2026-03-11T00:00:00Z' }, ['not-overdue CAP-05']],
		['a second time', '2026-03-20T16:00:00Z', { overdue_reminded_at: '2026-03-20T16:00:00Z' }, ['not-overdue CAP-05']],
	] as const)('people are reminded %s: %s', (_, now, differing, rules) => {
		const story = new ActionStory(differing);
		story.now = now;
		expect(story.act('remind', theSystem)).toEqual(rules);
	});

	it('is known to the person responsible and the supervisor', () => {
		const story = new ActionStory();
		story.now = '2026-03-21T02:00:00Z';
		story.act('remind', theSystem);
		expect(story.store.messages.at(-1)?.to).toEqual([{ user: company.production.id }, { role: 'service-manager' }]);
		expect(story.action['overdue_reminded_at']).toBe(story.now);
	});
});
