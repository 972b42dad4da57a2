import { text } from '@crm-policy/rules/words/text';
import type { CollectionName } from '@crm-policy/schema/model';
import { contractsAskedAbout } from '../desk/bookmarks.js';
import { doubting } from './contract-work.js';
import { complaintBystanding } from './complaint-work.js';
import { nameFields, vettingsConcerning } from './customer-records.js';
import type { Department } from './department.js';
import { readableFields } from './fields.js';
import { askedToDecide, everything, partOf, through } from './fragments.js';
import { giftsConcerning } from './gift-work.js';
import { mayCreate, mayDelete, mayRead, mayUpdate, type Permission } from './permission.js';
import { approvalsOf, staff } from './staff.js';

const role = 'warehouse-keeper';
const asked = askedToDecide(role);

/** What a keeper needs to sign an outbound slip: goods, quantities and the day, never what they cost (REV-15, T-2). */
const slipFields = [
	'id',
	'actions',
	'status',
	'number',
	'department',
	'owner',
	'revision',
	'timeline',
	'title',
	'customer',
	'delivery_date',
	'lines',
	'doubts',
	'amendments',
	'notices',
	'approvals',
] as const;

const amendmentSlipFields = [
	'id',
	'actions',
	'status',
	'number',
	'department',
	'owner',
	'revision',
	'timeline',
	'contract',
	'title',
	'delivery_date',
	'replaces_lines',
	'lines',
	'approvals',
] as const;

const unpriced = (collection: CollectionName): readonly string[] => readableFields(collection, ['unit_price']);

const keeper: readonly Permission[] = [
	// No attachments: a file may state prices.
	...staff({}, { withoutPrices: true }),
	...complaintBystanding(role),
	mayRead('crm_contracts', asked, { fields: slipFields }),
	mayRead('crm_contract_lines', partOf('contract', asked), { fields: unpriced('crm_contract_lines') }),
	mayRead('crm_contract_doubts', partOf('contract', asked)),
	...vettingsConcerning('warehouse-keeper'),
	mayRead('crm_gifts', giftsConcerning(role), { fields: readableFields('crm_gifts', ['amount', 'currency', 'decisive_amount', 'limits']) }),
	...doubting,
	mayRead('crm_contract_amendments', asked, { fields: amendmentSlipFields }),
	mayRead('crm_contract_amendment_lines', partOf('amendment', asked), { fields: unpriced('crm_contract_amendment_lines') }),
	mayRead('crm_customers', through('contracts', asked), { fields: nameFields }),
	mayRead('crm_execution_notices', { role: { _eq: role } }, { without: ['terms'] }),
	mayRead('crm_stock'),
	mayCreate('crm_stock'),
	mayUpdate('crm_stock', everything),
	mayDelete('crm_stock', everything),
	...approvalsOf(role, [], { withoutContent: true }),
];

/** The finished-goods warehouse: keeps stock and signs for supply from it (REV-15). */
export const warehouse: Department = {
	key: 'warehouse',
	name: text('Warehouse', '仓库'),
	duties: text('Keeps the finished-goods stock and signs outbound slips.', '管理成品库存，签署出库单。'),
	clauses: ['ORG-10', 'REV-15'],
	roles: [
		{
			role,
			icon: 'warehouse',
			description: text('Stock; contracts to be supplied from it, without prices.', '库存；由现货供应的合同（不含价格）。'),
			permissions: keeper,
			bookmarks: [contractsAskedAbout],
		},
	],
	dashboard: {
		figures: [contractsAskedAbout],
		lists: [contractsAskedAbout],
	},
};
