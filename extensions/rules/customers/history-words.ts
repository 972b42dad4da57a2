import { text } from '../words/text.js';

/** What the timeline, the messages about changes and the printed form of a customer say. */
export const historyWords = {
	kinds: {
		contract: text('Contract', '合同'),
		transaction: text('Transaction', '交易'),
		communication: text('Contact', '沟通'),
		visit: text('Visit', '拜访'),
		complaint: text('Complaint', '投诉'),
		gift: text('Gift', '礼品'),
		consent: text('Consent', '知情同意'),
		vetting: text('Vetting', '选择评定'),
		verification: text('Verification', '核实'),
		class: text('Class of value', '价值等级'),
		change: text('Change of particulars', '资料变更'),
	},
	changedSubject: text('Particulars of {customer} changed', '{customer}的资料已变更'),
	changedBody: text('{who} changed: {fields}.', '{who}变更了：{fields}。'),
	somebody: text('Somebody', '有人'),
	contacts: text('Contacts', '联系人'),
	registrationForm: text('Customer archive registration form', '客户档案登记表'),
	basic: text('Basic information', '基本信息'),
	archive: text('Archive', '档案'),
	people: text('Contacts', '联系人'),
	consents: text('Informed consent', '知情同意'),
	parties: text('Parties concerned', '相关方'),
	check: text('Self-check', '自检'),
	checkedBy: text('Checked by', '自检人'),
	checkedOn: text('Checked on', '自检日期'),
	notChecked: text('Not checked yet', '尚未自检'),
	until: text('withdrawn on {day}', '{day}撤回'),
} as const;
