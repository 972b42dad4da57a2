import { text, type Locale, type Text } from '@crm-policy/rules/words/text';
import { stableId } from '../../stable-id.js';
import { personCalled } from '../people.js';
import type { World } from '../simulation/world.js';
import type { Calendar, Event } from './timeline.js';

interface Product {
	readonly name: Text;
	readonly specification: Text;
	readonly unit: Text;
	/** Price for one, in hundredths of the currency; the same figure abroad. */
	readonly price: number;
	/** Quantity in the finished-goods warehouse; none when it is made to order. */
	readonly stock: number | null;
}

const piece = text('pcs', '条');
const box = text('boxes', '盒');

/** What the demo company sells. */
export const products = {
	'tie-classic': {
		name: text('Silk necktie “Classic”', '真丝领带“经典”'),
		specification: text('8 cm, navy twill', '8 厘米，藏青斜纹'),
		unit: piece,
		price: 6800,
		stock: 4200,
	},
	'tie-stripe': {
		name: text('Silk necktie “Club stripe”', '真丝领带“学院条纹”'),
		specification: text('8 cm, burgundy and navy', '8 厘米，酒红藏青条纹'),
		unit: piece,
		price: 7200,
		stock: 3600,
	},
	'tie-slim': {
		name: text('Silk necktie “Slim”', '真丝窄领带'),
		specification: text('6 cm, charcoal', '6 厘米，炭灰'),
		unit: piece,
		price: 6500,
		stock: 1800,
	},
	'tie-staff': {
		name: text('Staff necktie', '工装领带'),
		specification: text('microfibre, house colour', '超细纤维，企业标准色'),
		unit: piece,
		price: 2600,
		stock: 9000,
	},
	'bow-tie': {
		name: text('Bow tie', '领结'),
		specification: text('pre-tied, black satin', '成品，黑色缎面'),
		unit: piece,
		price: 3900,
		stock: 2400,
	},
	'scarf-square': {
		name: text('Silk square scarf', '真丝方巾'),
		specification: text('90 × 90 cm, hand-rolled', '90×90 厘米，手工卷边'),
		unit: piece,
		price: 16800,
		stock: 1500,
	},
	'scarf-staff': {
		name: text('Staff scarf', '工装丝巾'),
		specification: text('60 × 60 cm, house colour', '60×60 厘米，企业标准色'),
		unit: piece,
		price: 4200,
		stock: 5200,
	},
	'pocket-square': {
		name: text('Pocket square', '口袋巾'),
		specification: text('30 × 30 cm, white silk', '30×30 厘米，白色真丝'),
		unit: piece,
		price: 2900,
		stock: 3000,
	},
	'gift-box': {
		name: text('Gift box “Heritage”', '“传承”礼盒'),
		specification: text('tie, pocket square, tie clip', '领带、口袋巾、领带夹'),
		unit: box,
		price: 19800,
		stock: 640,
	},
	cufflinks: {
		name: text('Cufflinks', '袖扣'),
		specification: text('steel, matt', '不锈钢，哑光'),
		unit: text('pairs', '对'),
		price: 8800,
		stock: 900,
	},
	'tie-woven': {
		name: text('Woven necktie, own pattern', '定制提花领带'),
		specification: text('jacquard, woven label', '提花，织标'),
		unit: piece,
		price: 8600,
		stock: null,
	},
	'scarf-printed': {
		name: text('Printed silk scarf, own design', '定制印花丝巾'),
		specification: text('70 × 70 cm, digital print', '70×70 厘米，数码印花'),
		unit: piece,
		price: 12600,
		stock: null,
	},
	'uniform-set': {
		name: text('Uniform accessory set', '制服配饰套装'),
		specification: text('tie or scarf, name badge', '领带或丝巾、胸牌'),
		unit: text('sets', '套'),
		price: 5800,
		stock: null,
	},
	'catalogue-service': {
		name: text('Reorder portal', '补货平台服务'),
		specification: text('software service, one year', '软件服务，一年'),
		unit: text('years', '年'),
		price: 1800000,
		stock: null,
	},
} as const satisfies Record<string, Product>;

export type ProductKey = keyof typeof products;

export const productOf = (key: ProductKey): Product => products[key];

/** The opening stock, counted by the keeper. */
export const stockStories = (calendar: Calendar, language: Locale): readonly Event[] =>
	(Object.keys(products) as ProductKey[]).flatMap((key) => {
		const { name, specification, unit, stock } = productOf(key);
		if (stock === null) return [];
		const at = calendar.day(240, '16:30');
		return [
			{
				at,
				happen: (world: World) =>
					void world.create(
						'crm_stock',
						{
							id: stableId('demo', 'stock', key),
							product: name[language],
							specification: specification[language],
							unit: unit[language],
							on_hand: String(stock),
						},
						{ by: personCalled('warehouse').id, at },
					),
			},
		];
	});
