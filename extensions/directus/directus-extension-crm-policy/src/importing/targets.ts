import type { CellType } from '@crm-policy/rules/importing/cells';
import type { Mappable } from '@crm-policy/rules/importing/mapping';
import { text, type Text } from '@crm-policy/rules/words/text';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import type { CollectionName } from '@crm-policy/schema/model';
import { creatableFields, fieldsOf, setOnceFieldsOf } from '@crm-policy/seeds/departments/fields';

/** What becomes of a row that is there already. */
export const duplicateRules = ['skip', 'update', 'new'] as const;
export type DuplicateRule = (typeof duplicateRules)[number];

export interface ImportField extends Mappable, CellType {
	readonly required: boolean;
	/** Given when a record is made and never changed afterwards. */
	readonly setOnce: boolean;
}

export interface ImportTarget {
	readonly key: string;
	readonly collection: CollectionName;
	readonly label: Text;
	readonly fields: readonly ImportField[];
	readonly rules: readonly DuplicateRule[];
	/** Fields by which a record is found that is there already; customers are found by whom they resemble. The last is what it is called. */
	readonly identity: readonly string[];
}

/** Headings that other systems use, by field. */
const aliases: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	crm_customers: {
		name: ['company name', 'company', 'customer', 'customer name', '客户', '公司名称', '企业名称', '单位名称'],
		external_id: ['customer id', 'id', 'code', 'customer code', '客户编号', '客户编码', '编号'],
		credit_code: ['uscc', '信用代码', '税号'],
		contact_person: ['contact', 'contact name', '姓名'],
		job_title: ['contact title', 'title', '职务'],
		phone: ['tel', 'telephone', 'mobile', '电话', '手机', '手机号'],
		email: ['mail', 'e-mail address', '邮箱', '电子邮箱'],
		website: ['url', 'homepage', '网址'],
		region: ['province', 'state', '省份'],
		address: ['street', '联系地址', '通讯地址'],
	},
	crm_contacts: {
		customer: ['customer id', 'customer code', 'company', 'company name', '客户编号', '客户名称', '公司名称'],
		name: ['contact', 'contact name', 'full name', '联系人', '姓名'],
		job_title: ['contact title', 'title', 'position', '职位'],
		phone: ['tel', 'telephone', 'mobile', '手机', '联系电话'],
		email: ['mail', 'e-mail address', '邮箱'],
	},
	crm_transactions: {
		customer: ['customer id', 'customer code', 'customer name', 'company', 'company name', '客户编号', '客户名称', '公司名称'],
		occurred_on: ['date', 'order date', 'invoice date', 'delivery date', '下单日期', '订单日期', '发票日期', '发货日期'],
		title: ['description', 'product', 'order', '品名', '内容'],
		amount: ['total', 'order total', 'value', '总额', '订单金额'],
		currency: ['currency code', '货币'],
		source_system: ['source', 'system', '来源', '系统'],
		external_id: ['order id', 'order number', 'order no', 'invoice number', '订单号', '订单编号', '发票号'],
	},
};

const kinds: Partial<Record<FieldDeclaration['type'], CellType['kind']>> = {
	string: 'text',
	text: 'text',
	decimal: 'decimal',
	date: 'day',
};

function cellType(field: FieldDeclaration): CellType | null {
	if (field.relation?.kind === 'm2o') return field.relation.to === 'crm_customers' ? { kind: 'customer' } : null;
	const kind = kinds[field.type];
	if (kind === undefined) return null;
	if (field.choices !== undefined) return { kind: 'choice', choices: field.choices };
	return { kind, maxLength: field.maxLength ?? 20_000 };
}

/** Fields an import asks for itself or fills in. */
const ownAffair = ['duplicate_reason'];

/** The fields of a collection that people may fill in when they make a record, as far as a cell can hold them. */
function importable(collection: CollectionName): readonly ImportField[] {
	const declared = fieldsOf(collection);
	const setOnce = setOnceFieldsOf(collection);
	return creatableFields(collection).flatMap((key): ImportField[] => {
		const field = declared[key];
		const type = field === undefined ? null : cellType(field);
		if (field === undefined || type === null || ownAffair.includes(key)) return [];
		return [
			{
				key,
				label: field.label,
				aliases: aliases[collection]?.[key] ?? [],
				required: field.required && field.default === undefined,
				setOnce: setOnce.includes(key),
				...type,
			},
		];
	});
}

/** What can be brought in. */
export const importTargets: readonly ImportTarget[] = [
	{
		key: 'customers',
		collection: 'crm_customers',
		label: text('Customers', '客户'),
		fields: importable('crm_customers'),
		rules: ['skip', 'update', 'new'],
		identity: ['external_id', 'name'],
	},
	{
		key: 'contacts',
		collection: 'crm_contacts',
		label: text('Contacts', '联系人'),
		fields: importable('crm_contacts'),
		rules: ['skip', 'update', 'new'],
		identity: ['customer', 'name'],
	},
	{
		// What happened stays as it is: a correction is a further version, which is no matter of a list (CUS-11).
		key: 'transactions',
		collection: 'crm_transactions',
		label: text('Transaction history', '交易记录'),
		fields: importable('crm_transactions'),
		rules: ['skip'],
		identity: ['source_system', 'external_id'],
	},
];

export const targetOf = (key: string): ImportTarget | undefined => importTargets.find((target) => target.key === key);
