import { accessRequestProcess } from '@crm-policy/rules/access-requests/process';
import { accessContents } from '@crm-policy/rules/access-requests/request';
import { accessRequestWords as words } from '@crm-policy/rules/access-requests/words';
import { text } from '@crm-policy/rules/words/text';
import { choice, day, defineCollection, instant, integer, line, list, paragraph, reference } from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

/** Who asked to see a customer they do not see, who agreed, and until when (CUS-05). */
export const accessRequests = defineCollection({
	collection: 'crm_access_requests',
	label: text('Access requests', '客户资料查阅申请'),
	singular: text('Access request', '客户资料查阅申请'),
	note: text(
		'Asks to see a customer of others, for somebody outside the company too. Consent of the business head or the general manager first.',
		'申请查阅本人无权查看的客户资料（含代公司外人员申请），须经业务负责人或总经理事先同意。',
	),
	icon: 'key_visualizer',
	folder: 'crm_customer_relations',
	sort: 18,
	displayTemplate: '{{number}} {{sought}}',
	fields: {
		id: id(),
		...governedFields(accessRequestProcess),
		sought: line(words.particulars.sought, {
			width: 'full',
			note: text(
				'Exactly as it is kept. Nobody tells you whether there is such a customer before access is granted.',
				'须与档案完全一致。准予查阅前，系统不告知是否存在该客户。',
			),
		}),
		contents: choice(
			accessContents.map((value) => ({ value, label: words.contents[value] })),
			words.particulars.contents,
			{ default: 'customer', width: 'half' },
		),
		until: day(words.particulars.until, { width: 'half', note: text('The access ends with this day.', '查阅权限于当日结束时终止。') }),
		on_behalf_of: line(text('For whom outside the company', '代何人申请（公司外人员）'), {
			width: 'full',
			note: text('Name and organisation. Leave it empty if you ask for yourself.', '姓名及单位；为本人申请时留空。'),
		}),
		purpose: paragraph(words.particulars.purpose),
		...approvalTimeline(),
		customer: reference('crm_customers', text('Customer found', '匹配到的客户'), { readonly: true, width: 'half', template: '{{name}}' }),
		matches: integer(text('Customers with this number or name', '匹配的客户数'), { readonly: true, width: 'half' }),
		granted_at: instant(text('Granted', '批准时间'), { readonly: true, width: 'half' }),
		expires_at: instant(text('Access until', '查阅终止时间'), { readonly: true, width: 'half' }),
		approvals: list('crm_approvals', 'access_request', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [
		{ fields: ['customer', 'owner', 'status'] },
		{ fields: ['owner', 'status', 'expires_at'] },
		{ fields: ['status', 'expires_at'] },
	],
});
