import { text, type Text } from '@crm-policy/rules/words/text';
import type { ProductKey } from './products.js';

/** How far a contract has come, or how it ended. */
export type Stage =
	| 'draft'
	/** Sent back by a reviewer, and being revised. */
	| 'returned'
	| 'submitted'
	/** Some of those asked have decided. */
	| 'half-reviewed'
	| 'approved'
	| 'rejected'
	| 'effective'
	/** In force, and the departments have not acknowledged their documents yet. */
	| 'just-signed'
	| 'closed'
	| 'terminated';

export interface DemoContract {
	readonly key: string;
	readonly customer: string;
	readonly by: string;
	readonly title: Text;
	readonly stage: Stage;
	/** When the draft was made: days ago. Of one under review the submission was made today. */
	readonly daysAgo: number;
	readonly lines: readonly (readonly [ProductKey, number])[];
	readonly orderForm?: 'verbal' | 'telephone';
	readonly currency?: string;
	readonly fromStock?: true;
	/** What the customer asks for beyond the usual; makes it a special contract (REV-16). */
	readonly special?: Text;
	/** A doubt a reviewer voiced; `open` ones hold the review up (REV-08). */
	readonly doubt?: 'open' | 'resolved';
	/** Nobody has filled in the review form yet. */
	readonly withoutForm?: true;
	/** An order by word of mouth the customer has not confirmed yet (REV-11). */
	readonly unconfirmed?: true;
	readonly amendment?: 'draft' | 'signed' | 'in_review' | 'applied' | 'rejected';
}

const staffTies = text('Staff neckties', '工装领带采购合同');
const seasonal = text('Spring collection', '春季系列采购合同');
const gifts = text('Anniversary gift boxes', '周年礼盒采购合同');
const uniforms = text('Uniform accessories', '制服配饰合同');
const reorder = text('Reorder from stock', '现货补货合同');
const scarves = text('Silk scarves', '丝巾采购合同');
const exportOrder = text('Export order, menswear', '男装配饰出口合同');

const colourFast = text(
	'Colour fastness grade 5 after fifty washes, with laboratory report.',
	'五十次水洗后色牢度达 5 级，附实验室检测报告。',
);
const exclusive = text('Exclusive pattern for three years; no sale to others.', '花型独家三年，不得销售给他人。');
const splitDelivery = text('Delivery to forty branches on one day.', '同一日配送至四十家门店。');
const flameProof = text('Flame-retardant fabric under the aviation standard.', '面料符合航空阻燃标准。');

/** Forty contracts over every state and every level of review. */
export const demoContracts: readonly DemoContract[] = [
	// Drafts, each at a different point of being filled in.
	{
		key: 'draft-hotel',
		customer: 'yunfeng-hotel',
		by: 'sales',
		title: uniforms,
		stage: 'draft',
		daysAgo: 2,
		lines: [
			['uniform-set', 320],
			['scarf-staff', 320],
		],
	},
	{
		key: 'draft-no-form',
		customer: 'jiahe-mall',
		by: 'sales',
		title: seasonal,
		stage: 'draft',
		daysAgo: 3,
		lines: [['tie-stripe', 180]],
		withoutForm: true,
	},
	{
		key: 'draft-phone',
		customer: 'fuyuan-restaurant',
		by: 'sales',
		title: staffTies,
		stage: 'draft',
		daysAgo: 2,
		lines: [['tie-staff', 450]],
		orderForm: 'telephone',
		unconfirmed: true,
	},
	{
		key: 'draft-stock',
		customer: 'yashi-tailor',
		by: 'sales',
		title: reorder,
		stage: 'draft',
		daysAgo: 2,
		lines: [
			['pocket-square', 200],
			['bow-tie', 120],
		],
		fromStock: true,
	},
	{
		key: 'draft-second',
		customer: 'wanli-logistics',
		by: 'sales.second',
		title: staffTies,
		stage: 'draft',
		daysAgo: 5,
		lines: [['tie-staff', 900]],
	},
	{
		key: 'draft-export',
		customer: 'blackwood',
		by: 'export',
		title: exportOrder,
		stage: 'draft',
		daysAgo: 4,
		lines: [['tie-woven', 600]],
		currency: 'GBP',
	},
	// Sent back by a reviewer.
	{
		key: 'returned-theatre',
		customer: 'yinhai-theatre',
		by: 'sales',
		title: scarves,
		stage: 'returned',
		daysAgo: 11,
		lines: [['scarf-printed', 260]],
	},
	{
		key: 'returned-media',
		customer: 'xingyao-media',
		by: 'sales.second',
		title: gifts,
		stage: 'returned',
		daysAgo: 14,
		lines: [['gift-box', 300]],
	},
	// Under review.
	{
		key: 'review-bank',
		customer: 'jinhe-bank',
		by: 'sales',
		title: staffTies,
		stage: 'submitted',
		daysAgo: 3,
		lines: [
			['tie-staff', 2400],
			['scarf-staff', 1800],
		],
	},
	{
		key: 'review-school',
		customer: 'mingde-school',
		by: 'sales',
		title: text('School neckties', '校服领带合同'),
		stage: 'half-reviewed',
		daysAgo: 4,
		lines: [['tie-woven', 1200]],
	},
	{
		key: 'review-doubt',
		customer: 'hongtu-express',
		by: 'sales',
		title: uniforms,
		stage: 'half-reviewed',
		daysAgo: 4,
		lines: [['uniform-set', 1500]],
		doubt: 'open',
	},
	{
		key: 'review-auto',
		customer: 'chengfeng-auto',
		by: 'sales.second',
		title: uniforms,
		stage: 'submitted',
		daysAgo: 3,
		lines: [['uniform-set', 700]],
		orderForm: 'verbal',
		unconfirmed: true,
	},
	{
		key: 'review-airline',
		customer: 'oriental-air',
		by: 'sales',
		title: text('Cabin crew accessories', '空乘服饰配件合同'),
		stage: 'submitted',
		daysAgo: 5,
		lines: [
			['scarf-printed', 3200],
			['tie-woven', 2600],
		],
		special: flameProof,
	},
	{
		key: 'review-insurance',
		customer: 'huatai-insurance',
		by: 'sales',
		title: text('Agents’ outfit', '代理人形象套装合同'),
		stage: 'half-reviewed',
		daysAgo: 5,
		lines: [['uniform-set', 9000]],
		doubt: 'open',
	},
	{
		key: 'review-export',
		customer: 'maison-verdier',
		by: 'export',
		title: exportOrder,
		stage: 'submitted',
		daysAgo: 4,
		lines: [['scarf-square', 500]],
		currency: 'EUR',
	},
	{
		key: 'review-stock',
		customer: 'baiyi-clothing',
		by: 'sales',
		title: reorder,
		stage: 'submitted',
		daysAgo: 2,
		lines: [
			['tie-classic', 400],
			['tie-slim', 240],
		],
		fromStock: true,
	},
	{
		key: 'review-stock-head',
		customer: 'ruilin-gift',
		by: 'sales.second',
		title: reorder,
		stage: 'half-reviewed',
		daysAgo: 2,
		lines: [['gift-box', 80]],
		fromStock: true,
	},
	// Passed, waiting for the signature.
	{
		key: 'approved-property',
		customer: 'zhonglian-property',
		by: 'sales',
		title: staffTies,
		stage: 'approved',
		daysAgo: 9,
		lines: [['tie-staff', 1600]],
	},
	{
		key: 'approved-phone',
		customer: 'tianlan-travel',
		by: 'sales',
		title: scarves,
		stage: 'approved',
		daysAgo: 8,
		lines: [['scarf-staff', 420]],
		orderForm: 'telephone',
		unconfirmed: true,
	},
	{
		key: 'approved-special',
		customer: 'xinya-uniform',
		by: 'sales.second',
		title: uniforms,
		stage: 'approved',
		daysAgo: 12,
		lines: [['tie-woven', 4800]],
		special: colourFast,
		doubt: 'resolved',
	},
	{
		key: 'approved-stock',
		customer: 'lanting-wedding',
		by: 'sales',
		title: reorder,
		stage: 'approved',
		daysAgo: 6,
		lines: [
			['bow-tie', 150],
			['pocket-square', 150],
		],
		fromStock: true,
	},
	// Refused.
	{
		key: 'rejected-cruise',
		customer: 'haiyue-cruise',
		by: 'sales',
		title: text('Captain’s scarves', '船长丝巾合同'),
		stage: 'rejected',
		daysAgo: 20,
		lines: [['scarf-printed', 5000]],
		special: splitDelivery,
	},
	{
		key: 'rejected-tech',
		customer: 'longteng-tech',
		by: 'sales.second',
		title: text('Conference gift sets', '会议礼品合同'),
		stage: 'rejected',
		daysAgo: 26,
		lines: [['gift-box', 450]],
	},
	// In force.
	{
		key: 'effective-hengda',
		customer: 'hengda-dept',
		by: 'sales',
		title: seasonal,
		stage: 'effective',
		daysAgo: 48,
		lines: [
			['tie-stripe', 900],
			['tie-woven', 600],
		],
		amendment: 'applied',
	},
	{
		key: 'effective-hotel',
		customer: 'yunfeng-hotel',
		by: 'sales',
		title: staffTies,
		stage: 'effective',
		daysAgo: 40,
		lines: [
			['tie-staff', 1100],
			['scarf-staff', 700],
		],
		amendment: 'in_review',
	},
	{
		key: 'effective-hospital',
		customer: 'guangming-hospital',
		by: 'sales',
		title: uniforms,
		stage: 'effective',
		daysAgo: 33,
		lines: [['uniform-set', 640]],
		orderForm: 'verbal',
		doubt: 'resolved',
		amendment: 'draft',
	},
	{
		key: 'effective-securities',
		customer: 'puxin-securities',
		by: 'sales.second',
		title: staffTies,
		stage: 'effective',
		daysAgo: 29,
		lines: [['tie-classic', 520]],
		amendment: 'signed',
	},
	{
		key: 'effective-pharmacy',
		customer: 'kangle-pharmacy',
		by: 'sales.second',
		title: scarves,
		stage: 'just-signed',
		daysAgo: 9,
		lines: [['scarf-staff', 860]],
	},
	{
		key: 'effective-airline',
		customer: 'oriental-air',
		by: 'sales',
		title: text('Ground staff accessories', '地勤服饰配件合同'),
		stage: 'effective',
		daysAgo: 60,
		lines: [
			['tie-woven', 5200],
			['scarf-printed', 2400],
		],
		special: flameProof,
		amendment: 'rejected',
	},
	{
		key: 'effective-nordhavn',
		customer: 'nordhavn',
		by: 'export',
		title: exportOrder,
		stage: 'effective',
		daysAgo: 52,
		lines: [
			['tie-slim', 1400],
			['pocket-square', 1400],
		],
		currency: 'EUR',
		doubt: 'resolved',
		amendment: 'applied',
	},
	{
		key: 'effective-stock-law',
		customer: 'dingsheng-law',
		by: 'sales',
		title: reorder,
		stage: 'effective',
		daysAgo: 21,
		lines: [
			['gift-box', 60],
			['cufflinks', 60],
		],
		fromStock: true,
	},
	{
		key: 'effective-stock-expo',
		customer: 'minghui-exhibition',
		by: 'sales.second',
		title: reorder,
		stage: 'effective',
		daysAgo: 18,
		lines: [['tie-staff', 300]],
		fromStock: true,
	},
	{
		key: 'effective-stock-new',
		customer: 'tang-ruoxi',
		by: 'sales',
		title: reorder,
		stage: 'just-signed',
		daysAgo: 5,
		lines: [['scarf-square', 12]],
		fromStock: true,
	},
	// Fulfilled.
	{
		key: 'closed-bank',
		customer: 'jinhe-bank',
		by: 'sales',
		title: staffTies,
		stage: 'closed',
		daysAgo: 118,
		lines: [['tie-staff', 2000]],
	},
	{
		key: 'closed-mall',
		customer: 'jiahe-mall',
		by: 'sales',
		title: seasonal,
		stage: 'closed',
		daysAgo: 104,
		lines: [
			['tie-stripe', 300],
			['scarf-square', 80],
		],
	},
	{
		key: 'closed-castell',
		customer: 'castell-retail',
		by: 'export',
		title: exportOrder,
		stage: 'closed',
		daysAgo: 125,
		lines: [['scarf-printed', 900]],
		currency: 'EUR',
	},
	{
		key: 'closed-stock',
		customer: 'he-jianming',
		by: 'sales.second',
		title: reorder,
		stage: 'closed',
		daysAgo: 90,
		lines: [['gift-box', 10]],
		fromStock: true,
	},
	{
		key: 'closed-portal',
		customer: 'senmao-timber',
		by: 'sales',
		title: text('Reorder portal and staff ties', '补货平台及工装领带合同'),
		stage: 'closed',
		daysAgo: 97,
		lines: [
			['catalogue-service', 1],
			['tie-staff', 500],
		],
	},
	// Ended early.
	{
		key: 'terminated-school',
		customer: 'mingde-school',
		by: 'sales',
		title: gifts,
		stage: 'terminated',
		daysAgo: 80,
		lines: [['gift-box', 150]],
	},
	{
		key: 'terminated-steiner',
		customer: 'steiner-mode',
		by: 'export',
		title: exportOrder,
		stage: 'terminated',
		daysAgo: 110,
		lines: [['tie-woven', 1000]],
		currency: 'EUR',
		special: exclusive,
	},
];
