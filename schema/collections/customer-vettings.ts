import { criteria, criterionLabels, investigationLabels } from '@crm-policy/rules/customers/vetting';
import { vettingProcess } from '@crm-policy/rules/customers/vetting-process';
import { text } from '@crm-policy/rules/words/text';
import {
	choice,
	choicesOf,
	day,
	defineCollection,
	instant,
	integer,
	line,
	list,
	paragraph,
	reference,
	section,
	type FieldDeclaration,
} from '../declare.js';
import { approvalTimeline, governedFields, id, stamps } from './common.js';

/** A mark of 100 and what it was given for, for each criterion. */
const assessment = Object.fromEntries<FieldDeclaration>(
	criteria.flatMap((criterion) => [
		[
			criterion,
			integer(criterionLabels[criterion], {
				width: 'half',
				group: 'assessment',
				options: { min: 0, max: 100 },
				note: text('0 to 100', '0至100分'),
			}),
		],
		[
			`${criterion}_finding`,
			line(text(`${criterionLabels[criterion]['en-US']}: finding`, `${criterionLabels[criterion]['zh-CN']}：评定说明`), {
				width: 'half',
				group: 'assessment',
				maxLength: 1000,
			}),
		],
	]),
);

/** How a new customer was investigated and judged before it was selected (NEW-01 to NEW-05). */
export const customerVettings = defineCollection({
	collection: 'crm_customer_vettings',
	label: text('Vetting of new customers', '新客户选择评定'),
	singular: text('Vetting', '新客户选择评定'),
	note: text('Investigations, criteria A, B and C, and the selection.', '客户调查、A/B/C三项标准评定及选定审批。'),
	icon: 'manage_search',
	folder: 'crm_customer_relations',
	sort: 12,
	displayTemplate: '{{customer.name}} · {{status}}',
	fields: {
		id: id(),
		...governedFields(vettingProcess),
		title: line(text('Of', '评定对象'), { readonly: true, hidden: true }),
		customer: reference('crm_customers', text('Customer', '客户'), { required: true, template: '{{name}}', width: 'half' }),
		investigations: list('crm_customer_investigations', 'vetting', text('Investigations', '客户调查'), {
			template: '{{kind}} · {{investigated_on}} · {{investigator.last_name}}',
		}),
		waiver_reason: paragraph(text('Why an investigation is waived', '免予调查的理由'), {
			note: text('Only where the rulebook allows it; those who decide read it.', '仅在制度允许时填写，审批人将看到。'),
		}),
		assessment: section(text('Criteria', '评定标准'), {
			icon: 'checklist',
			note: text('Each must reach the mark the rulebook asks for (NEW-02 to NEW-04).', '各项均须达到制度规定的合格分（NEW-02至NEW-04）。'),
		}),
		...assessment,
		secrecy_agreement: reference('directus_files', text('Confidentiality agreement', '保密承诺或协议'), {
			group: 'assessment',
			onDelete: 'SET NULL',
		}),
		note: paragraph(text('Internal note', '内部备注')),
		...approvalTimeline(),
		decided_at: instant(text('Decided', '决定时间'), { readonly: true, width: 'half' }),
		approvals: list('crm_approvals', 'vetting', text('Approvals', '审批'), { hidden: true, template: '{{status}}' }),
		...stamps(),
	},
	indexes: [{ fields: ['customer', 'date_created'] }, { fields: ['department', 'status'] }, { fields: ['owner', 'status'] }],
});

/** One investigation of a new customer, with what was found (NEW-01). */
export const customerInvestigations = defineCollection({
	collection: 'crm_customer_investigations',
	label: text('Customer investigations', '客户调查'),
	singular: text('Customer investigation', '客户调查'),
	note: text('General, on site, or other.', '一般调查、实地调查或其他。'),
	icon: 'travel_explore',
	folder: 'crm_customer_relations',
	sort: 13,
	hidden: true,
	displayTemplate: '{{kind}} · {{investigated_on}}',
	fields: {
		id: id(),
		vetting: reference('crm_customer_vettings', text('Vetting', '新客户选择评定'), { required: true, hidden: true, onDelete: 'CASCADE' }),
		kind: choice(choicesOf(investigationLabels), text('Kind', '调查方式'), { required: true, default: 'general', width: 'half' }),
		investigated_on: day(text('Day', '调查日期'), { width: 'half' }),
		investigator: reference('directus_users', text('Investigator', '调查人'), { width: 'half' }),
		findings: paragraph(text('Findings', '调查情况')),
		evidence: reference('directus_files', text('Evidence', '凭证'), { onDelete: 'SET NULL' }),
		...stamps(),
	},
});
