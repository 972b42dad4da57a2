export type Language = 'en-US' | 'zh-CN';

export type Sentence = Readonly<Record<Language, string>>;

export const words = {
	unreachable: {
		'en-US':
			"The order cannot be checked against the company's contract review at the moment. Nothing was ordered; please try again later.",
		'zh-CN': '目前无法核对合同评审，订单未提交，请稍后再试。',
	},
	refused: {
		'en-US':
			"This order needs the company's review before it can be accepted. You will hear from us; the same step works once it has passed.",
		'zh-CN': '该订单须经公司评审后方可接受。评审通过后重复此操作即可。',
	},
	runById: {
		'en-US': 'Workflows are not run by their id here: that would pass round the checks of the routes.',
		'zh-CN': '不允许按标识直接运行工作流，以免绕过检查。',
	},
	particularsMissing: {
		'en-US': 'An order made by a program states its customer, its currency and the price of each line, so that it can be reviewed.',
		'zh-CN': '由程序创建的订单须写明客户、币种及每行价格，以便评审。',
	},
	referenceMissing: {
		'en-US': 'An order made by a program carries metadata.clearance_reference, the name its review is asked for under.',
		'zh-CN': '由程序创建的订单须带有 metadata.clearance_reference，即申请评审所用的名称。',
	},
	referenceUsed: {
		'en-US': 'An order has been made under this name already; another one is reviewed by itself.',
		'zh-CN': '已有订单使用该名称，另一笔订单须单独评审。',
	},
	referenceFixed: {
		'en-US': 'The name an order was reviewed under does not change.',
		'zh-CN': '订单评审所用的名称不可更改。',
	},
	gone: {
		'en-US': 'What is to be done refers to an order that does not exist.',
		'zh-CN': '所操作的订单不存在。',
	},
} as const satisfies Record<string, Sentence>;

const isChinese = (locale: string | null | undefined): boolean => locale?.toLowerCase().startsWith('zh') === true;

/** The nearest of our languages; null where nobody has said which, because then both are said. */
export const languageOf = (locale: string | null | undefined): Language | null =>
	locale === null || locale === undefined || locale === '' ? null : isChinese(locale) ? 'zh-CN' : 'en-US';

/** A sentence in a language, or in both. */
export const say = (sentence: Sentence, language: Language | null): string =>
	language === null ? `${sentence['zh-CN']} / ${sentence['en-US']}` : sentence[language];
