import type { CauseClass, Nature } from '@crm-policy/rules/complaints/complaint';
import { text, type Text } from '@crm-policy/rules/words/text';
import type { ProductKey } from './products.js';

/** What customers of the demo company complain about, and what comes of it. */
export interface ComplaintTopic {
	readonly nature: Nature;
	readonly cause: CauseClass;
	readonly title: Text;
	readonly content: Text;
	readonly demand: Text;
	readonly findings: Text;
	readonly reason: Text;
	readonly opinion: Text;
	/** What is done so that it does not happen again; nothing where the case says why no measure is needed. */
	readonly measure: { readonly corrective: Text; readonly preventive: Text } | null;
	readonly product: ProductKey | null;
}

const about = (
	[nature, cause, product]: readonly [Nature, CauseClass, ProductKey | null],
	[title, content, demand]: readonly [Text, Text, Text],
	[findings, reason, opinion]: readonly [Text, Text, Text],
	measure: ComplaintTopic['measure'] = null,
): ComplaintTopic => ({ nature, cause, title, content, demand, findings, reason, opinion, measure, product });

export const complaintTopics = {
	colour: about(
		['product', 'quality', 'tie-staff'],
		[
			text('Colour differs from the sealed sample', '领带颜色与封样不符'),
			text(
				'Two cartons are clearly lighter than the rest; staff in one hall stand out from the others.',
				'有两箱颜色明显偏浅，同一大厅的员工着装不一致。',
			),
			text('Replacement of the two cartons before the end of the month.', '要求月底前更换这两箱。'),
		],
		[
			text(
				'Retained pieces of both dye lots were compared under D65: ΔE 2.8 against a limit of 1.5.',
				'留样在 D65 光源下比对，色差 ΔE 2.8，超出 1.5 的限值。',
			),
			text('A second dye lot was released without comparison with the sealed sample.', '第二染缸未与封样比对即放行。'),
			text('The two cartons are replaced at our cost; the customer keeps the others.', '免费更换两箱，其余照常使用。'),
		],
		{
			corrective: text('Sort the stock of the lot and withdraw what is off-shade.', '清理该批库存，隔离色差品。'),
			preventive: text('Release of every dye lot requires a signed comparison with the sealed sample.', '每缸放行前须与封样比对并签字。'),
		},
	),
	stitching: about(
		['product', 'quality', 'tie-classic'],
		[
			text('Seam opens after a few wears', '佩戴数次后背缝开线'),
			text('Eleven of eighty neckties opened at the back seam within a week.', '80 条中有 11 条一周内背缝开线。'),
			text('Repair or replacement, and an explanation.', '要求返修或更换，并说明原因。'),
		],
		[
			text('The slip stitch of the returned pieces was cut too short at the bar tack.', '退回样品的手工暗线在打结处剪线过短。'),
			text('A new sewer had not yet been instructed on the bar tack.', '新员工上岗前未接受套结工序培训。'),
			text('Returned pieces are replaced, the rest is inspected at the customer’s premises.', '更换退回品，并上门抽检其余产品。'),
		],
		{
			corrective: text(
				'Instruct the sewing group on the bar tack; inspect the work of the last two weeks.',
				'对缝制组进行套结培训，复检近两周产品。',
			),
			preventive: text('Nobody sews slip stitches before a passed trial piece.', '试制件合格后方可独立操作暗线工序。'),
		},
	),
	late: about(
		['delivery', 'non_quality', null],
		[
			text('Delivery three days late', '交货延迟三天'),
			text(
				'The goods for our opening came three days after the agreed date, and nobody told us.',
				'开业所需货品比约定日期晚到三天，且无人告知。',
			),
			text('An apology to the management and a discount on the delivery.', '要求致歉并给予折让。'),
		],
		[
			text('The order left production on time and waited for the carrier over the weekend.', '生产按期完成，周末在仓库等待承运。'),
			text('The carrier was booked only after packing; the date was not watched.', '装箱后才预订承运商，未跟踪交期。'),
			text(
				'A discount is granted for the delay; the customer is told of dates by name from now on.',
				'就延误给予折让，今后由专人告知交期。',
			),
		],
		{
			corrective: text('Book the carrier when the production order is released.', '下达生产任务单时即预订承运商。'),
			preventive: text(
				'Operations sees every delivery due within five days and reports what is at risk.',
				'运营部每日跟踪五日内交付并预警。',
			),
		},
	),
	short: about(
		['delivery', 'non_quality', 'scarf-square'],
		[
			text('Twelve pieces short in one carton', '一箱短少 12 件'),
			text('The packing list says sixty, the carton held forty-eight.', '装箱单注明 60 件，实收 48 件。'),
			text('The missing pieces by express.', '要求快递补发。'),
		],
		[
			text('The weight on the waybill agrees with forty-eight pieces.', '运单重量与 48 件相符。'),
			text('Two orders were packed on one table; one layer went to the other carton.', '两单同台装箱，其中一层错装。'),
			text('The missing pieces were sent by express at our cost.', '免费快递补发。'),
		],
		{
			corrective: text('Recount what was packed that day.', '复核当日装箱数量。'),
			preventive: text('Cartons are weighed against the packing list before they are closed.', '封箱前按装箱单称重核对。'),
		},
	),
	label: about(
		['product', 'quality', 'tie-slim'],
		[
			text('Care label names the wrong fibre', '洗唛成分标注错误'),
			text(
				'The label says polyester, the goods are silk; our shop had to take them off the shelf.',
				'洗唛标为涤纶，实为真丝，门店被迫下架。',
			),
			text('Correct labels, sewn on by you.', '要求更换正确洗唛。'),
		],
		[
			text('Labels of two articles lay in one box at the sewing place.', '缝制工位两款洗唛混放。'),
			text('Mixed labels; the first piece was not checked against the order.', '洗唛混料，首件未核对。'),
			text('Labels are changed at our cost within five days.', '五日内免费更换洗唛。'),
		],
		{
			corrective: text('Change the labels of all goods of the order.', '更换该订单全部洗唛。'),
			preventive: text('Labels are counted out per order; the first piece is signed.', '洗唛按单领用，首件签字确认。'),
		},
	),
	invoice: about(
		['price', 'non_quality', null],
		[
			text('Invoice does not agree with the contract', '发票金额与合同不一致'),
			text('The invoice has a freight charge, although delivery was agreed free to our warehouse.', '合同约定送货上门，发票却加收运费。'),
			text('A corrected invoice.', '要求更正发票。'),
		],
		[
			text('The contract says free to the customer’s warehouse; the charge was a slip.', '合同约定含运费，加收有误。'),
			text('The standard invoice form was used without reading the delivery term.', '套用标准开票模板，未核对交货条款。'),
			text('The invoice is corrected; nothing was paid yet.', '更正发票，客户尚未付款。'),
		],
	),
	phone: about(
		['service', 'non_quality', null],
		[
			text('Nobody called back', '多次来电无人回复'),
			text('I asked three times for a delivery date and was promised a call each time.', '三次询问交期，均答应回电，但没有回音。'),
			text('One person who answers for us.', '要求指定专人对接。'),
		],
		[
			text('Calls are in the log of the office phone; none was passed on.', '来电均有记录，但未转达。'),
			text('The duty list of the week had a gap over lunch.', '当周午间值班安排有空档。'),
			text('The customer has one named contact and a deputy; both introduced themselves.', '已指定对接人及代理人，并主动联系客户。'),
		],
	),
	manners: about(
		['service', 'non_quality', null],
		[
			text('Rude on the telephone', '电话沟通态度生硬'),
			text('Your colleague cut me short and hung up.', '贵司人员打断我的话并挂断电话。'),
			text('An apology.', '要求道歉。'),
		],
		[
			text('Both sides were heard; the line broke while the customer was being transferred.', '已听取双方说明，转接时线路中断。'),
			text('The transfer was not announced, and nobody called back.', '转接前未说明，中断后未回拨。'),
			text('The colleague apologised in person; the customer accepted.', '当事人当面致歉，客户表示接受。'),
		],
	),
	wash: about(
		['product', 'non_quality', 'scarf-square'],
		[
			text('Scarf lost its shape in the wash', '方巾洗后变形'),
			text('After one wash the scarf is a third smaller.', '洗涤一次后缩小三分之一。'),
			text('A new scarf.', '要求更换新品。'),
		],
		[
			text('The piece was machine-washed at 60 °C; the label asks for dry cleaning.', '送检样品经 60℃ 机洗，洗唛注明须干洗。'),
			text('Washed against the care label.', '未按洗唛要求洗涤。'),
			text(
				'Not a defect. Advice on care was given, and a discount on a new piece offered.',
				'非质量问题。已说明护理方法，并提供优惠换购。',
			),
		],
	),
	carrier: about(
		['delivery', 'non_quality', null],
		[
			text('Cartons arrived crushed', '外箱压损'),
			text('Four cartons were crushed on arrival; the goods inside seem fine.', '到货时四个外箱压损，箱内货品似乎完好。'),
			text('Confirmation that we may return damaged pieces.', '要求确认如有破损可退换。'),
		],
		[
			text(
				'The cartons left whole; the driver signed for four damaged ones at the transfer depot.',
				'出库完好，中转站签收单注明四箱破损。',
			),
			text('Stacked too high at the carrier’s depot.', '承运商中转站码放过高。'),
			text(
				'The carrier’s responsibility; the customer may return what is damaged, we settle it with the carrier.',
				'属承运商责任，客户可退换破损品，由我方向承运商索赔。',
			),
		],
	),
	wishes: about(
		['other', 'non_quality', null],
		[
			text('Please offer gift boxes made of paper', '建议提供纸质礼盒'),
			text('Our guests like less plastic. A paper box would be welcome.', '客人希望减少塑料，建议提供纸质包装。'),
			text('An answer whether this is possible.', '希望答复是否可行。'),
		],
		[
			text('Technology has a paper box with the same protection from another article.', '技术部已有同等防护的纸盒方案。'),
			text('Nobody had asked for it before.', '此前未有客户提出。'),
			text('Offered from the next order on, at the same price.', '自下一订单起提供，价格不变。'),
		],
	),
	needle: about(
		['product', 'quality', 'bow-tie'],
		[
			text('Broken needle found in a bow tie', '领结中发现断针'),
			text('A waiter was pricked by a piece of a needle in the neck band.', '服务员被领结颈带中的断针刺伤。'),
			text('Immediate action, and a written report.', '要求立即处理并提交书面报告。'),
		],
		[
			text('The piece passed the detector the day its sensitivity was set wrongly.', '该件通过检针当日检针机灵敏度设置有误。'),
			text('The needle detector was not checked with the test piece after maintenance.', '检针机保养后未用标准件校验。'),
			text(
				'All bow ties of that week are recalled and checked again; medical costs are borne by us.',
				'召回当周全部领结复检，并承担医疗费用。',
			),
		],
		{
			corrective: text('Recall and re-detect all pieces of the week.', '召回并复检当周产品。'),
			preventive: text('Test piece every two hours, with signature; no release without it.', '每两小时用标准件校验并签字，否则不得放行。'),
		},
	),
} as const satisfies Readonly<Record<string, ComplaintTopic>>;

export type TopicKey = keyof typeof complaintTopics;

/** The written result of each duty on a complaint, as the department concerned puts it. */
export const dutyResults: Readonly<Record<string, Text>> = {
	register: text('Entered in the complaint register.', '已登记立案。'),
	investigate: text('Content reviewed with the people concerned.', '已会同有关人员审查调查。'),
	draft_handling: text('Handling drafted, see the handling opinion.', '已拟订，见处理意见。'),
	determine_responsibility: text('Ruled, see the ruling.', '已判定，见责任判定。'),
	propose_improvement: text('Proposed to the department concerned.', '已向有关部门提出。'),
	urge_execution: text('Execution confirmed by the department.', '已确认执行到位。'),
	check_effect: text('Checked on the next delivery; nothing found.', '已在下一批次检查，未再发生。'),
	feed_back: text('The customer was told.', '已反馈客户。'),
	check_product_facts: text('Checked against contract and delivery note.', '已与合同、送货单核对。'),
	find_out_demand: text('Asked on the telephone and written down.', '已电话了解并记录。'),
	confirm_reason: text('Confirmed with the customer.', '已与客户确认。'),
	help_customer: text('Care instructions and contact handed over.', '已提供使用说明和联系方式。'),
	convey_result: text('Told by the salesperson as well.', '业务员已同步转达。'),
	propose_responsible: text('Proposed to the leader in charge.', '已提报主管领导。'),
	establish_cause: text('Established, see the cause.', '已查明，见原因。'),
	carry_out_handling: text('Replacement made and shipped.', '已补制并发出。'),
	corrective_measures: text('Set, see the corrective action.', '已制定，见纠正措施。'),
	preventive_measures: text('Set, see the corrective action.', '已制定，见预防措施。'),
	inspect_quality: text('Inspected; the finding is in the material.', '已检验，结果见调查材料。'),
};
