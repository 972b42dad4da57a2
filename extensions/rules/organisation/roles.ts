import { text } from '../words/text.js';

/**
 * The roles the policies speak of, each mapped to one Directus role (clause table T-2).
 * A person's roles are the Directus role they have and the roles that one inherits from.
 */
export const roles = {
	salesperson: text('Salesperson', '业务员'),
	'business-head': text('Business Department head', '业务部主管'),
	'service-agent': text('Customer service agent', '客服专员'),
	'service-manager': text('Customer service manager', '客服部经理'),
	'marketing-specialist': text('Marketing specialist', '营销专员'),
	'operations-manager': text('Operations manager', '运营部经理'),
	'production-manager': text('Production manager', '生产经理'),
	'quality-manager': text('Quality Control manager', '品管部经理'),
	'technology-manager': text('Technical manager', '技术经理'),
	'warehouse-keeper': text('Warehouse keeper', '仓库保管员'),
	'finance-officer': text('Finance officer', '财务'),
	'general-manager': text('General manager', '总经理'),
	'information-administrator': text('Information administrator', '信息管理员'),
	auditor: text('Auditor', '审核员'),
} as const;

export type RoleKey = keyof typeof roles;

export const roleKeys = Object.keys(roles) as readonly RoleKey[];

export const isRoleKey = (value: string): value is RoleKey => Object.hasOwn(roles, value);
