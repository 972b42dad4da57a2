import { text, type Text } from '../words/text.js';

/** What the particulars of a customer are called, on forms and in refusals (CUS-01, CUS-02, CUS-16, CUS-17). */
export const customerFieldLabels: Readonly<Record<string, Text>> = {
	name: text('Name', '客户名称'),
	credit_code: text('Unified social credit code', '统一社会信用代码'),
	external_id: text('Id in another system', '外部系统编号'),
	duplicate_reason: text('Not a duplicate because', '非重复理由'),
	company_name: text('Company name', '公司名称'),
	job_title: text('Job title of the contact person', '联系人职务'),
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
	source_channel: text('Source of the information', '信息来源'),
	source: text('Source in detail', '信息来源说明'),
	first_contact_on: text('First contact', '首次接触日期'),
	buying_intention: text('Intention to buy', '购买意向'),
	buying_ability: text('Ability to buy', '购买能力'),
	credit_grade: text('Credit grade', '信用等级'),
	relationship_kind: text('Relationship in brief', '合作关系'),
	brief: text('In brief', '简况'),
};

/** Kinds of customers the policies name (CUS-16). */
export const channelLabels = {
	dealer: text('Dealer', '经销商'),
	retailer: text('Retailer', '零售商'),
	commissioned_agency: text('Commissioned agency', '委托代理商'),
	other: text('Other', '其他'),
} as const;

/** Through which channel the information was obtained (CUS-17). */
export const sourceChannelLabels = {
	market_research: text('Market research', '市场调研'),
	sales_activity: text('Sales activity', '销售活动'),
	online: text('Online', '线上'),
	offline: text('Offline', '线下'),
	customer_feedback: text('Customer feedback', '客户反馈'),
	industry_trend_analysis: text('Industry-trend analysis', '行业趋势分析'),
} as const;

/** How much a prospect means to buy, or is able to (NEW-06). */
export const prospectLevelLabels = {
	high: text('High', '高'),
	medium: text('Medium', '中'),
	low: text('Low', '低'),
} as const;

/** Credit standing as the status list shows it (CUS-03). */
export const creditGradeLabels = {
	a: text('A', 'A级'),
	b: text('B', 'B级'),
	c: text('C', 'C级'),
	d: text('D', 'D级'),
} as const;

/** The relationship with our company as the status list shows it (CUS-03). */
export const relationshipKindLabels = {
	new: text('New', '新客户'),
	regular: text('Regular', '老客户'),
	strategic: text('Strategic partner', '战略合作伙伴'),
	occasional: text('Occasional', '零散客户'),
} as const;
