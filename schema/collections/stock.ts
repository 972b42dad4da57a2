import { text } from '@crm-policy/rules/words/text';
import { decimal, defineCollection, line } from '../declare.js';
import { id, stamps } from './common.js';

/** What the finished-goods warehouse holds (REV-15). */
export const stock = defineCollection({
	collection: 'crm_stock',
	label: text('Finished-goods stock', '成品库存'),
	singular: text('Stock item', '库存品'),
	note: text(
		'Kept by the warehouse keeper; what contracts already take is deducted when a contract is reviewed.',
		'由仓库保管员维护；评审时自动扣除其他合同已占用的数量。',
	),
	icon: 'warehouse',
	folder: 'crm_contracting',
	sort: 80,
	displayTemplate: '{{product}} {{specification}}',
	fields: {
		id: id(),
		product: line(text('Product', '产品'), { required: true, width: 'half' }),
		specification: line(text('Specification', '规格'), { width: 'half' }),
		unit: line(text('Unit', '单位'), { required: true, maxLength: 32, width: 'half' }),
		on_hand: decimal(text('On hand', '库存数量'), { required: true, scale: 4, width: 'half' }),
		...stamps(),
	},
	indexes: [{ fields: ['product', 'specification', 'unit'], unique: true }],
});
