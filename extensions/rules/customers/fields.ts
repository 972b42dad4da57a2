import { text, type Text } from '../words/text.js';

/** What the particulars of a customer are called, on forms and in refusals (CUS-01, CUS-02, CUS-16, CUS-17). */
export const customerFieldLabels: Readonly<Record<string, Text>> = {
	name: text('Name', '客户名称'),
	credit_code: text('Unified social credit code', '统一社会信用代码'),
	external_id: text('Id in another system', '外部系统编号'),
	duplicate_reason: text('Not a duplicate because', '非重复理由'),
	contact_person: text('Contact person', '联系人'),
	phone: text('Telephone', '联系电话'),
	email: text('E-mail', '电子邮件'),
	address: text('Address', '地址'),
	region: text('Region', '地区'),
	industry: text('Industry', '行业'),
	needs: text('Needs', '需求'),
	credit: text('Credit standing', '信用'),
	relationship: text('Relationship with our company', '与本公司的关系'),
	particulars: text('Particulars', '内容'),
	website: text('Website', '网站'),
	channel: text('Channel', '渠道类型'),
	source: text('Source of the information', '信息来源'),
};
