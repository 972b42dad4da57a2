import { locales, text } from '@crm-policy/rules/words/text';
import type { SystemObject } from '@crm-policy/schema/model-type';
import { stableId } from '../stable-id.js';

/** The Directus role of the account whose token a shop holds. */
export const shopRoleId = stableId('role', 'shop');

const policyId = stableId('policy', 'shop');

const both = (sentence: ReturnType<typeof text>): string => locales.map((locale) => sentence[locale]).join(' ');

const name = both(text('Shop (service)', '商城（服务账户）'));
const description = both(
	text(
		'For the account of a shop: asks for clearances and reports orders. Reads and writes no collection, opens no app.',
		'供商城服务账户使用：请求放行并上报订单；不能读写任何集合，不能登录管理界面。',
	),
);

/**
 * Role and access policy of a shop's account. The policy permits nothing: whoever holds the token can ask for clearances and report
 * orders, because those routes ask for this role, and nothing else.
 */
export const shopServiceObjects: readonly SystemObject[] = [
	{ key: 'role:shop', service: 'roles', match: { id: shopRoleId }, values: { name, icon: 'storefront', description } },
	{
		key: 'policy:shop',
		service: 'policies',
		match: { id: policyId },
		values: { name, icon: 'storefront', description, admin_access: false, app_access: false, enforce_tfa: false, ip_access: null },
	},
	{
		key: 'access:shop',
		service: 'access',
		match: { id: stableId('access', 'shop') },
		values: { role: shopRoleId, policy: policyId, user: null, sort: 1 },
	},
];
