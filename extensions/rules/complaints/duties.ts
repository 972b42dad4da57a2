import type { ClauseId } from '../process/violation.js';
import { text, type Text } from '../words/text.js';

export const dutyDepartments = ['management', 'business', 'production'] as const;
export type DutyDepartment = (typeof dutyDepartments)[number];

export const dutyDepartmentLabels: Readonly<Record<DutyDepartment, Text>> = {
	management: text('Management department', '管理部门'),
	business: text('Business department', '业务部门'),
	production: text('Production department', '生产部门'),
};

/** The clause that gives each department its duties. */
export const dutyClauses: Readonly<Record<DutyDepartment, ClauseId>> = { management: 'CMP-06', business: 'CMP-07', production: 'CMP-08' };

/** What each department does on every complaint: eight, five and six duties (CMP-06, CMP-07, CMP-08). */
export const duties = {
	management: {
		register: text('Register the case', '立案登记'),
		investigate: text('Review and investigate the content', '审查、调查投诉内容'),
		draft_handling: text('Draft the handling method', '拟订处理办法'),
		determine_responsibility: text('Determine where responsibility lies', '判定责任归属'),
		propose_improvement: text('Propose improvements', '提出改善建议'),
		urge_execution: text('Urge execution', '督促执行'),
		check_effect: text('Check the effect', '检查效果'),
		feed_back: text('Give feedback', '反馈结果'),
	},
	business: {
		check_product_facts: text('Check order number, product model, quantity and shipment date', '查明订单编号、产品型号、数量、交运日期'),
		find_out_demand: text('Find out what the customer demands', '了解客户要求'),
		confirm_reason: text('Confirm the reason', '确认投诉理由'),
		help_customer: text('Help the customer or supply reference material', '协助客户或提供参考资料'),
		convey_result: text('Convey the result', '转达处理结果'),
	},
	production: {
		propose_responsible: text('Propose the persons responsible', '提报责任人员'),
		establish_cause: text('Establish the cause', '查明原因'),
		carry_out_handling: text('Decide on and carry out the handling', '拟定并执行处理方案'),
		corrective_measures: text('Set corrective measures', '制定纠正措施'),
		preventive_measures: text('Set preventive measures', '制定预防措施'),
		inspect_quality: text('Inspect and confirm the quality complained of', '检验并确认被投诉的质量'),
	},
} as const satisfies Readonly<Record<DutyDepartment, Readonly<Record<string, Text>>>>;

export interface Duty {
	readonly department: DutyDepartment;
	readonly duty: string;
	readonly label: Text;
}

/** Every duty, in the order the policy names them. */
export const everyDuty: readonly Duty[] = dutyDepartments.flatMap((department) =>
	Object.entries(duties[department]).map(([duty, label]) => ({ department, duty, label })),
);

/** What a duty is called; one the policy does not name is called by its key. */
export const dutyLabel = (duty: string): Text | string => everyDuty.find((known) => known.duty === duty)?.label ?? duty;
