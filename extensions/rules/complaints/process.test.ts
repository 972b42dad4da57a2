import { anyone, describeDuties } from '../testing/duty-table.js';

const states = ['received', 'registered', 'investigating', 'resolving', 'replied', 'closed', 'archived'];
const underWay = ['registered', 'investigating', 'resolving'];
const tooEarly = { in: ['received'], rule: 'not-registered', clause: 'CMP-02' };

describeDuties('crm_complaints', {
	states,
	commands: {
		register: { from: ['received'], to: 'registered', by: anyone, clause: 'CMP-02' },
		reclassify: { from: underWay, by: anyone, clause: 'CMP-03', comment: 'required', tooEarly },
		reassign: {
			from: [...underWay, 'replied', 'closed'],
			by: ['service-manager', 'general-manager'],
			clause: 'CMP-01',
			comment: 'required',
			tooEarly,
		},
		hand_over: { from: [...underWay, 'replied', 'closed'], by: ['system'], clause: 'CMP-01' },
		inform_customer: { from: [...underWay, 'replied'], by: anyone, clause: 'SLA-01', tooEarly },
		wait_for_customer: { from: underWay, by: anyone, clause: 'SLA-04', tooEarly },
		customer_answered: { from: underWay, by: anyone, clause: 'SLA-04', tooEarly },
		recompute: { from: [...underWay, 'replied', 'closed'], by: ['system'], clause: 'SLA-01' },
		remind: { from: [...underWay, 'replied', 'closed'], by: ['system'], clause: 'SLA-01' },
		remind_to_register: { from: ['received'], by: ['system'], clause: 'CMP-02' },
		take_over_delivery: { from: ['registered', 'investigating'], by: anyone, clause: 'CMP-07', tooEarly },
		investigate: { from: ['registered'], to: 'investigating', by: anyone, clause: 'CMP-17', tooEarly },
		rule: { from: ['investigating'], by: anyone, clause: 'CMP-17', tooEarly },
		resolve: { from: ['investigating'], to: 'resolving', by: anyone, clause: 'SLA-04', tooEarly },
		investigate_further: { from: ['resolving'], to: 'investigating', by: anyone, clause: 'CMP-17', comment: 'required' },
		reply: { from: ['resolving'], to: 'replied', by: anyone, clause: 'CMP-11', tooEarly },
		record_reaction: { from: ['replied', 'closed'], by: anyone, clause: 'CMP-10', tooEarly },
		file_report: { from: ['replied'], by: anyone, clause: 'CMP-15', tooEarly },
		close_tracking: { from: ['replied'], by: anyone, clause: 'CMP-17', tooEarly },
		close: {
			from: ['replied'],
			to: 'closed',
			by: anyone,
			clause: 'CMP-11',
			tooEarly: { in: ['received', ...underWay], rule: 'reply-missing', clause: 'CMP-11' },
		},
		follow_up: { from: ['closed'], by: ['service-agent', 'service-manager'], clause: 'CMP-16' },
		appraise: { from: ['closed'], by: ['service-manager', 'general-manager'], clause: 'CMP-13' },
		archive: {
			from: ['closed'],
			to: 'archived',
			by: ['service-manager', 'information-administrator'],
			clause: 'CMP-15',
			tooEarly: { in: ['received', ...underWay, 'replied'], rule: 'not-closed', clause: 'CMP-16' },
		},
		reopen: { from: ['closed'], to: 'investigating', by: ['auditor'], clause: 'CMP-20', comment: 'required' },
	},
});

describeDuties('crm_complaint_tasks', {
	states: ['open', 'done', 'not_applicable'],
	commands: {
		complete: { from: ['open'], to: 'done', by: anyone, clause: 'CMP-06' },
		mark_not_applicable: { from: ['open'], to: 'not_applicable', by: anyone, clause: 'CMP-06', comment: 'required' },
		redo: { from: ['done', 'not_applicable'], to: 'open', by: anyone, clause: 'CMP-06', comment: 'required' },
	},
});

describeDuties('crm_complaint_rulings', {
	states: ['given', 'objected', 'replaced', 'final'],
	commands: {
		object: { from: ['given'], to: 'objected', by: anyone, clause: 'CMP-20' },
		rule_again: { from: ['objected'], to: 'replaced', by: anyone, clause: 'CMP-20' },
	},
});

describeDuties('crm_complaint_compensations', {
	states: ['draft', 'in_approval', 'approved', 'rejected', 'granted', 'lapsed'],
	commands: {
		submit: { from: ['draft'], to: 'in_approval', by: anyone, clause: 'CMP-19' },
		withdraw: { from: ['in_approval'], to: 'draft', by: anyone, clause: 'CMP-19' },
		revise: { from: ['rejected'], to: 'draft', by: anyone, clause: 'CMP-19' },
		grant: { from: ['approved'], to: 'granted', by: ['owner', 'finance-officer', 'service-manager'], clause: 'CMP-19' },
		lapse: {
			from: ['approved'],
			to: 'lapsed',
			by: ['owner', 'finance-officer', 'service-manager'],
			clause: 'CMP-19',
			comment: 'required',
		},
	},
	outcomes: {
		approved: { from: 'in_approval', to: 'approved' },
		rejected: { from: 'in_approval', to: 'rejected' },
		returned: { from: 'in_approval', to: 'draft' },
		withdrawn: { from: 'in_approval', to: 'draft' },
	},
});
