import { text, type Locale, type Text } from '@crm-policy/rules/words/text';

/** Requirements as sales writes them down before the review, class by class (REV-01). */
export function requirements(index: number, special: Text | undefined, language: Locale) {
	const quality = text(
		'First grade under the industry standard; no weaving faults within sight.',
		'符合行业标准一等品，可视范围内无织疵。',
	);
	const design = text('Pattern and colour as in the sealed sample.', '花型与颜色以封样为准。');
	const delivery = text('Within the delivery date, free to the customer’s warehouse.', '按交货期送达顾客仓库。');
	const price = text('As in the quotation, tax included.', '按报价单，含税。');
	const services = text('Transport and insurance by us.', '由我方负责运输及保险。');
	const implied = text('Colour does not rub off on light shirts; fit for daily wear.', '不沾染浅色衬衫，适合日常穿着。');
	const legal = text(
		'Fibre content label and instructions as the national standard for textiles requires.',
		'按国家纺织品标准标注纤维成分及使用说明。',
	);
	const additional = text('Inspection report with every batch.', '每批附检验报告。');
	return {
		stated_quality: quality[language],
		stated_design: design[language],
		stated_delivery: delivery[language],
		stated_price: price[language],
		stated_services: special === undefined && index % 3 === 0 ? services[language] : (special ?? services)[language],
		stated_none: false,
		implied_requirements: index % 4 === 1 ? null : implied[language],
		implied_none: index % 4 === 1,
		legal_requirements: legal[language],
		legal_none: false,
		additional_requirements: index % 5 === 2 ? null : additional[language],
		additional_none: index % 5 === 2,
	};
}

const risks: readonly Text[] = [
	text(
		'Yarn price may rise by three per cent before delivery; covered by stock on hand.',
		'交货前原料价格可能上涨百分之三，现有库存可覆盖。',
	),
	text('Two looms are under maintenance in the week of delivery; the other six suffice.', '交货周有两台织机检修，其余六台可满足产能。'),
	text('No particular risk.', '无特别风险。'),
];

const interests = text('Price and delivery are fair to both sides.', '价格与交期兼顾供需双方利益。');
const impliedFound = text('Spare pieces for wear and tear: two per cent added.', '考虑损耗，加量百分之二。');

/** What production answers on the review form (REV-09). */
export const productionAnswers = (index: number, language: Locale) => ({
	requirements_reflected: true,
	equipment_capable: true,
	delivery_possible: true,
	material_available: true,
	risks: risks[index % risks.length]?.[language] ?? null,
});

/** What technology answers on the review form (REV-09, REV-10). */
export const technologyAnswers = (index: number, language: Locale) => ({
	technically_possible: true,
	acceptance_matches: true,
	implied_found: index % 2 === 0 ? impliedFound[language] : null,
	implied_none_found: index % 2 !== 0,
});

/** What quality answers on the review form, with the verdict (REV-05, REV-09, REV-12). */
export const qualityAnswers = (language: Locale) => ({
	quality_matches: true,
	guarantee_matches: true,
	differences_none: true,
	capable: true,
	interests: interests[language],
});
