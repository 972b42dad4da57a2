import { text } from '@crm-policy/rules/words/text';
import { defineCollection, list } from '../declare.js';

/** What refers to a file, so that a permission can say: whoever may see the record may see its files. */
export const files = defineCollection({
	collection: 'directus_files',
	label: text('Files', '文件'),
	singular: text('File', '文件'),
	note: text('', ''),
	icon: 'folder',
	sort: 0,
	fields: {
		crm_contract_files: list('crm_contract_files', 'file', text('Attached to contracts', '所属合同'), { hidden: true, readonly: true }),
		crm_amendments: list('crm_contract_amendments', 'evidence', text('Evidence of amendments', '合同修改凭证'), {
			hidden: true,
			readonly: true,
		}),
		crm_complaint_files: list('crm_complaint_files', 'file', text('Attached to complaints', '所属投诉'), { hidden: true, readonly: true }),
		crm_visit_files: list('crm_visit_files', 'file', text('Attached to visits', '所属拜访'), { hidden: true, readonly: true }),
		crm_gifts: list('crm_gifts', 'receipt_file', text('Receipts of gifts', '礼品签收单'), { hidden: true, readonly: true }),
		crm_customer_investigations: list('crm_customer_investigations', 'evidence', text('Evidence of investigations', '客户调查凭证'), {
			hidden: true,
			readonly: true,
		}),
		crm_customer_vettings: list('crm_customer_vettings', 'secrecy_agreement', text('Confidentiality agreements', '保密协议'), {
			hidden: true,
			readonly: true,
		}),
		crm_departures: list('crm_departures', 'agreement_file', text('Confidentiality agreements', '保密协议'), {
			hidden: true,
			readonly: true,
		}),
		crm_consents: list('crm_consents', 'evidence', text('Evidence of consents', '知情同意凭证'), { hidden: true, readonly: true }),
	},
});
