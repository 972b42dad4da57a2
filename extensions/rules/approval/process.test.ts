import { anyone, describeDuties } from '../testing/duty-table.js';

describeDuties('crm_approvals', {
	states: ['pending', 'approved', 'rejected', 'returned', 'withdrawn', 'void'],
	commands: {
		withdraw: { from: ['pending'], to: 'withdrawn', by: anyone, clause: 'ORG-10' },
		remind: { from: ['pending'], by: anyone, clause: 'ORG-10' },
	},
});

describeDuties('crm_approval_tasks', {
	states: ['waiting', 'open', 'decided', 'superseded', 'cancelled'],
	commands: {
		approve: { from: ['open'], to: 'decided', by: anyone, clause: 'ORG-10' },
		return: { from: ['open'], to: 'decided', by: anyone, clause: 'ORG-10', comment: 'required' },
		reject: { from: ['open'], to: 'decided', by: anyone, clause: 'ORG-10', comment: 'required' },
		transfer: { from: ['open'], to: 'superseded', by: anyone, clause: 'ORG-10' },
		delegate: { from: ['open'], to: 'superseded', by: anyone, clause: 'ORG-10' },
		add_signer: { from: ['open'], by: anyone, clause: 'ORG-10' },
		escalate: { from: ['open'], to: 'superseded', by: ['system'], clause: 'REV-02' },
		reroute: { from: ['open', 'waiting'], to: 'superseded', by: ['system'], clause: 'REV-02' },
	},
});
