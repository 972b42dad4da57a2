import { describeDuties } from '../testing/duty-table.js';

const notYetReviewed = { in: ['draft', 'in_review', 'rejected'], rule: 'review-not-passed', clause: 'REV-03' };

describeDuties('crm_contracts', {
	states: ['draft', 'in_review', 'approved', 'rejected', 'effective', 'closed', 'terminated'],
	commands: {
		submit: { from: ['draft'], to: 'in_review', by: ['owner', 'business-head'], clause: 'ORG-10' },
		withdraw: { from: ['in_review'], to: 'draft', by: ['owner', 'business-head'], clause: 'ORG-10' },
		override: { from: ['in_review'], by: ['business-head', 'general-manager'], clause: 'REV-03', comment: 'required' },
		confirm_by_customer: { from: ['draft', 'in_review', 'approved'], by: ['owner', 'salesperson', 'business-head'], clause: 'REV-11' },
		sign: { from: ['approved'], to: 'effective', by: ['owner', 'business-head', 'system'], clause: 'REV-03', tooEarly: notYetReviewed },
		revise: { from: ['approved', 'rejected'], to: 'draft', by: ['owner', 'business-head'], clause: 'REV-03' },
		close: { from: ['effective'], to: 'closed', by: ['owner', 'business-head'], clause: 'ORD-02' },
		terminate: { from: ['effective'], to: 'terminated', by: ['business-head', 'general-manager'], clause: 'ORG-10', comment: 'required' },
	},
	outcomes: {
		approved: { from: 'in_review', to: 'approved' },
		rejected: { from: 'in_review', to: 'rejected' },
		returned: { from: 'in_review', to: 'draft' },
		withdrawn: { from: 'in_review', to: 'draft' },
	},
});
