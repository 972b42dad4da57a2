import { describeDuties } from '../testing/duty-table.js';

describeDuties('crm_contract_amendments', {
	states: ['draft', 'signed', 'in_review', 'applied', 'rejected'],
	commands: {
		sign: { from: ['draft'], to: 'signed', by: ['owner', 'business-head'], clause: 'AMD-02' },
		submit: {
			from: ['signed'],
			to: 'in_review',
			by: ['owner', 'business-head'],
			clause: 'AMD-03',
			tooEarly: { in: ['draft'], rule: 'signature-missing', clause: 'AMD-02' },
		},
		withdraw: { from: ['signed', 'in_review'], to: 'draft', by: ['owner', 'business-head'], clause: 'AMD-01' },
	},
	outcomes: {
		approved: { from: 'in_review', to: 'applied' },
		rejected: { from: 'in_review', to: 'rejected' },
		returned: { from: 'in_review', to: 'draft' },
		withdrawn: { from: 'in_review', to: 'draft' },
	},
});
