import { text } from '../words/text.js';

/** Everything contract review says. */
export const contractReviewWords = {
	terms: {
		delivery_terms: text('Delivery terms', '交货条款'),
		payment_terms: text('Payment terms', '付款条款'),
		acceptance_method: text('Acceptance method', '验收方法'),
		guarantee_terms: text('Guarantee clauses', '保证条款'),
		special_requirements: text('Special requirements of the customer', '顾客的特殊要求'),
		valid_from: text('Valid from', '有效期自'),
		valid_until: text('Valid until', '有效期至'),
	},
	contract: text('Contract', '合同'),
	states: {
		draft: text('Draft', '草稿'),
		in_review: text('In review', '评审中'),
		approved: text('Review passed', '评审通过'),
		rejected: text('Review failed', '评审未通过'),
		effective: text('Effective', '已生效'),
		closed: text('Closed', '已结束'),
		terminated: text('Terminated', '已终止'),
	},
	orderForms: {
		written: text('Written', '书面'),
		verbal: text('Verbal', '口头'),
		telephone: text('Telephone', '电话'),
	},
	levels: {
		routine: text('Routine: countersignature', '常规合同：会签'),
		special: text('Special: review meeting', '特殊合同：会议评审'),
		in_stock: text('Supply from stock', '现货供应'),
	},
	submit: text('Submit for review', '提交评审'),
	submitNote: text(
		'Freezes the contract and sends the review form to the departments concerned.',
		'冻结合同内容，并将合同评审表送交有关部门评审。',
	),
	withdraw: text('Withdraw from review', '撤回评审'),
	withdrawNote: text('Takes the contract back to draft; signatures already given lapse.', '合同回到草稿，已签署的意见失效。'),
	revise: text('Revise', '修改'),
	reviseNote: text('Takes the contract back to draft. Its earlier review no longer counts.', '合同回到草稿，原评审结果不再有效。'),
	confirmByCustomer: text('Record customer’s confirmation', '登记顾客确认'),
	confirmByCustomerNote: text(
		'Records that the customer has confirmed what was ordered by word of mouth or telephone.',
		'登记顾客对口头或电话订单内容的确认。',
	),
	sign: text('Sign', '签订'),
	signNote: text(
		'Commits the company: the contract takes effect and the departments get their orders.',
		'公司作出承诺：合同生效，并向有关部门下达任务。',
	),
	close: text('Close', '结束'),
	closeNote: text('Everything owed has been delivered.', '合同义务已全部履行。'),
	terminate: text('Terminate', '终止'),
	terminateNote: text('Ends the contract before it is fulfilled; say why.', '合同在履行完毕前终止，须说明理由。'),

	level: text('Review level', '评审级别'),
	confirmedBy: text('Confirmed by (at the customer)', '确认人（顾客方）'),
	confirmedOn: text('Confirmed on', '确认日期'),
	confirmedHow: text('How it was confirmed', '确认方式'),
	confirmationWays: {
		letter: text('Letter or fax', '信函或传真'),
		email: text('E-mail', '电子邮件'),
		message: text('Message', '即时消息'),
		signature: text('Signed order record', '签字的订单记录'),
		read_back: text('Read back and agreed', '复述并获同意'),
	},
	signedOn: text('Signed on', '签订日期'),
	signedForCustomer: text('Signed for the customer by', '顾客方签字人'),
	deliveredOn: text('Delivered on', '交付日期'),

	reviewMissing: text(
		'The contract has no review form yet. Add one in the section “Contract review” and fill in the four classes of requirements.',
		'尚无合同评审表，请在“合同评审”部分新建并填写四类要求。',
	),
	requirementClassEmpty: text('{class}: fill this in, or mark it as “none”.', '{class}：请填写，或注明“无”。'),
	classes: {
		stated: text('(a) Requirements the customer stated', '（a）顾客明示的要求'),
		implied: text('(b) Implied requirements', '（b）隐含的要求'),
		legal: text('(c) Legal and regulatory requirements', '（c）法律法规要求'),
		additional: text('(d) Additional requirements of our own', '（d）公司附加的要求'),
	},
	linesMissing: text('A contract lists what is supplied: add at least one line.', '合同须列明标的，请至少添加一行明细。'),
	basicsMissing: text('{what} is missing.', '缺少{what}。'),
	basics: {
		customer: text('The customer', '顾客'),
		amount: text('The amount', '金额'),
		currency: text('The currency', '币种'),
		delivery_date: text('The delivery date', '交货期'),
		department: text('The department that answers for it', '责任部门'),
	},
	customerNotActive: text(
		'“{customer}” is not an active customer yet. Complete its archive and select it first.',
		'“{customer}”尚不是有效客户，请先完善档案并完成选择。',
	),
	levelNotEligible: text('This contract is decided as “{level}”: {reason}', '该合同应为“{level}”：{reason}'),

	becauseSpecialRequirement: text('The customer has special requirements.', '顾客有特殊要求。'),
	becauseAmount: text('The amount reaches {amount} {currency}.', '金额达到 {amount} {currency}。'),
	becauseOrderForm: text('The order was placed as: {form}.', '订单形式为：{form}。'),
	becauseNewCustomer: text('It is the first contract with this customer.', '与该顾客首次签订合同。'),
	becauseForeignCurrency: text('It is in a foreign currency ({currency}).', '合同以外币（{currency}）计价。'),
	becauseInStock: text('Every line is supplied from stock.', '各行均由库存现货供应。'),
	becauseAskedFor: text('A stricter review was asked for on submission.', '提交时要求从严评审。'),
	becauseRoutine: text('No rule makes it special, and not every line comes from stock.', '无特殊情形，且并非全部由现货供应。'),

	inStockLinesOnly: text(
		'Supply from stock is only for contracts whose every line comes from stock.',
		'现货供应仅适用于全部明细均由库存供应的合同。',
	),
	inStockNotCovered: text(
		'The warehouse does not have enough: {product}, {quantity} {unit}.',
		'库存不足：{product}，需 {quantity} {unit}。',
	),
	inStockSpecialRequirement: text(
		'The customer has special requirements, so supply from stock without full review is not possible.',
		'顾客有特殊要求，不得走现货简易评审。',
	),
	inStockOpenDoubt: text('A doubt about a clause is still open.', '尚有未解决的条款疑问。'),

	inStockSalespersonSigns: text(
		'Supply from stock takes the salesperson’s signature: a salesperson submits it, or choose the routine review.',
		'现货供应须业务员签字：请由业务员提交，或选择常规评审。',
	),

	itemUnanswered: text('Review item not answered: {item}.', '评审项目未答复：{item}。'),
	itemNegative: text(
		'Review item answered with “no”: {item}. Return the contract, so that it is settled first.',
		'评审项目答复为“否”：{item}。请退回合同，先行解决。',
	),
	capabilityMissing: text('Say whether the company is able to meet the requirements.', '请答复公司是否有能力满足要求。'),
	capabilityNegative: text(
		'The company is not able to meet the requirements, so the review cannot pass.',
		'公司不具备满足要求的能力，评审不得通过。',
	),
	doubtOpen: text('A doubt about a clause is not resolved yet ({count} open).', '尚有 {count} 项条款疑问未解决。'),
	differencesOpen: text(
		'Differences from earlier statements: describe them and how they were settled, or mark “none”.',
		'与以前表述不一致之处：请说明差异及协商结果，或注明“无”。',
	),
	items: {
		requirements_reflected: text('(a) all requirements appear in the contract', '（a）产品要求均已在合同中体现'),
		quality_matches: text('(a) quality requirements agree', '（a）质量要求一致'),
		acceptance_matches: text('(a) acceptance method agrees', '（a）验收方法一致'),
		guarantee_matches: text('(a) guarantee clauses agree', '（a）保证条款一致'),
		equipment_capable: text('(a) production equipment is capable', '（a）生产设备能力具备'),
		technically_possible: text('(a) technical conditions are met', '（a）技术条件具备'),
		delivery_possible: text('(a) delivery time can be kept', '（a）交货期可以保证'),
		material_available: text('(a) raw materials can be supplied', '（a）原材料供应有保障'),
		risks: text('(a) risks borne', '（a）承担的风险'),
		implied_found: text('(b) implied requirements found', '（b）识别出的潜在要求'),
		differences: text('(d) differences from earlier statements', '（d）与以前表述不一致之处'),
	},

	reviewNotPassed: text(
		'A contract is reviewed before anybody commits to it. There is no passed review of the contract as it stands now.',
		'合同签订前须先评审。当前内容尚无有效的评审通过结论。',
	),
	confirmationMissing: text(
		'The customer placed this order by word of mouth or telephone. Record the customer’s confirmation of its present content first.',
		'该订单为口头或电话订单，请先登记顾客对当前内容的确认。',
	),
	confirmationNotNeeded: text('Only verbal and telephone orders are confirmed this way.', '仅口头或电话订单需要此项确认。'),
	noticesOpen: text(
		'The departments have not acknowledged every execution document yet ({count} open).',
		'尚有 {count} 份执行文件未经部门签收。',
	),
	specialNotReviewed: text('The customer’s special requirements have not been reviewed in a meeting.', '顾客的特殊要求尚未经会议评审。'),

	override: text('Override the review', '评审特批'),
	overrideNote: text(
		'The review cannot be completed because signatures are missing: asks a second person who may override. Say why.',
		'因签署人缺位而无法完成评审时，请求另一名有特批权的人员确认；须说明理由。',
	),
	overrideReason: text('Reason for overriding the review', '评审特批理由'),
	overriddenAt: text('Review overridden', '评审特批时间'),
	overrideNotForeseen: text('The rulebook of this contract foresees no override of a review.', '该合同适用的制度未规定评审特批。'),
	overrideNotAuthorised: text(
		'Overriding a review takes the access policy “Override of reviews”, for the person who asks and for the person who confirms.',
		'评审特批的申请人和确认人均须具有“评审特批”访问策略。',
	),
	overrideAskedAlready: text('An override has been asked for already; a second person has to confirm it.', '已申请特批，待另一人确认。'),
	reviewNotStuck: text(
		'A review is overridden only when a reviewer has not signed in time. So far nobody’s time has run out.',
		'仅当评审人逾期未签署时方可特批，目前尚无逾期。',
	),
	overrideAgainstObjection: text(
		'A reviewer has objected. An override replaces signatures that are missing, never an opinion that was given.',
		'已有评审人提出异议。特批只能代替缺失的签署，不能推翻已给出的意见。',
	),
	overrideSecondPersonMissing: text(
		'Nobody else is there who may override and has not submitted or owns this contract.',
		'没有其他有特批权且与该合同提交、负责无关的人员。',
	),
	overrideAskedSubject: text('Override of a review asked for: {title}', '评审特批申请：{title}'),
	overrideAskedBody: text('The review of {title} is to be overridden. Reason: {reason}', '申请对{title}的评审予以特批。理由：{reason}'),
	overriddenSubject: text('Review overridden: {title}', '评审已特批：{title}'),
	overriddenBody: text(
		'The review of {title} was overridden and confirmed by a second person. Both are in the timeline of the contract.',
		'{title}的评审已特批，并经另一人确认，双方记录见合同的审批记录。',
	),

	doubt: text('Doubt about a clause', '条款疑问'),
	doubtStates: { open: text('Open', '未解决'), resolved: text('Resolved', '已解决') },
	resolve: text('Resolve', '解决'),
	resolveNote: text('Records how the doubt was settled.', '登记疑问的解决结果。'),
	resolution: text('How it was settled', '解决结果'),
	resolverNotReviewer: text(
		'A doubt is resolved by the reviewer who raised it, or by another reviewer of the same contract; not by whoever submitted the contract.',
		'疑问由提出人或同一合同的其他评审人解决，提交人不得自行解决。',
	),
} as const;
