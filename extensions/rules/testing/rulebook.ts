import { readRulebook, type Route, type RouteStep, type Rulebook, type RulebookContent, type Signer } from '../rulebook/rulebook.js';
import type { RoleKey } from '../organisation/roles.js';
import { giftKinds, type GiftRules } from '../rulebook/gifts.js';
import type { VisitRules } from '../visits/settings.js';
import { text } from '../words/text.js';
import type { WorkingDuration } from '../working-time/duration.js';

const signer = (role: RoleKey): Signer => ({ role, same_department: false });

/** A step that asks each of these roles. */
export const step = (key: string, mode: RouteStep['mode'], signers: readonly RoleKey[], differing: Partial<RouteStep> = {}): RouteStep => ({
	key,
	label: text(`Step ${key}`, `步骤${key}`),
	mode,
	signers: signers.map(signer),
	...(mode === 'meeting' ? { chair: signer('business-head') } : {}),
	qualified: false,
	due_hours: 24,
	escalate_to: 'business-head',
	clauses: ['REV-13'],
	...differing,
});

export const route = (...steps: RouteStep[]): Route => ({ label: text('Route', '流程'), clauses: ['REV-04'], steps, copy_to: [] });

const reviewers: readonly RoleKey[] = ['production-manager', 'technology-manager', 'quality-manager'];

/** Limits for answer, investigation, reply and handling, with a warning an hour before and after each. */
const limits = (response: WorkingDuration, investigation: WorkingDuration, reply: WorkingDuration, handling: WorkingDuration) => {
	const limit = (within: WorkingDuration) => ({ within, warn_before: [{ working_hours: 1 }], warn_after: [{ working_hours: 1 }] });
	return { response: limit(response), investigation: limit(investigation), reply: limit(reply), handling: limit(handling) };
};

const giftKind: GiftRules['kinds']['gift'] = { approval: true, recipient: true, receipt: 'text', clauses: ['GFT-01'] };
const freely = { ...giftKind, approval: false, recipient: false, clauses: ['GFT-02'] };

/** Rules about gifts: approval by the head below 1000, by the management from there; at most 2000 a year for a person. */
export const minimalGiftRules: GiftRules = {
	clauses: ['GFT-01'],
	currency: 'CNY',
	period: { is: 'calendar-year' },
	kinds: { gift: giftKind, souvenir: giftKind, sample: freely, trial: freely, promotional: freely, other: giftKind },
	routes: [
		{ kinds: [...giftKinds], at_least: '0', route: 'gift-head', clauses: ['GFT-01'] },
		{ kinds: [...giftKinds], at_least: '1000', route: 'gift-management', clauses: ['GFT-01'] },
	],
	exception_route: 'gift-exception',
	caps: [
		{ scope: 'recipient', kinds: ['gift', 'souvenir'], amount: '2000', exceeding: 'refuse', clauses: ['GFT-01'] },
		{ scope: 'customer', kinds: ['gift', 'souvenir'], amount: '5000', exceeding: 'escalate', clauses: ['GFT-01'] },
	],
	split: [{ same: 'recipient', within_days: 30, clauses: ['GFT-01'] }],
};

/** Rules about visits: a report within two working days, a warning four hours before and after; two overdue ones stop further planning. */
export const minimalVisitRules: VisitRules = {
	clauses: ['VIS-01'],
	purpose: 'every-visit',
	evidence: 'warn',
	report: {
		limit: { within: { working_days: 2 }, warn_before: [{ working_hours: 4 }], warn_after: [{ working_hours: 4 }] },
		escalate_to: 'business-head',
		block_at: 2,
		clauses: ['VIS-03'],
	},
	accompanied: { managers: ['general-manager', 'business-head'], share: 10, clauses: ['VIS-04'] },
	contact: [
		{ customers: 'key', contact: 'visit', every_days: 30, clauses: ['VIS-07'] },
		{ customers: 'key', contact: 'executive', every_days: 91, clauses: ['COM-01'] },
		{ customers: 'high_value', contact: 'visit', every_days: 60, clauses: ['VIS-08'] },
		{ customers: 'general', contact: 'any', every_days: 90, clauses: ['COM-04'] },
	],
	contact_reminders: {
		executive_days_before: 14,
		after_days: 0,
		escalate_after_days: 14,
		escalate_to: 'business-head',
		clauses: ['COM-01', 'COM-04'],
	},
	executives: ['general-manager'],
	plans: { route: 'visit-plan', clauses: ['VIS-01', 'VIS-09'] },
};

/** The least a rulebook can say and still run every process. */
export const minimalRulebook = {
	time_zone: 'Asia/Shanghai',
	numbering: {
		contract: { pattern: 'HT{yyyy}-{seq:4}', clauses: [] },
		amendment: { pattern: 'XG{yyyy}-{seq:4}', clauses: [] },
		customer: { pattern: 'KH{seq:5}', clauses: [] },
		execution_notice: { pattern: 'ZX{yyyy}-{seq:4}', clauses: [] },
		complaint: { pattern: '{yy}{mm}{dd}-{vehicle}-{product}-{seq:3}', cycle: 'month', clauses: ['CMP-04'] },
		corrective_action: { pattern: 'CA{yyyy}-{seq:4}', clauses: ['CAP-01'] },
		gift: { pattern: 'LP{yyyy}-{seq:4}', clauses: [] },
		visit_plan: { pattern: 'JH{yyyy}-{seq:4}', clauses: [] },
		visit: { pattern: 'BF{yyyy}-{seq:4}', clauses: [] },
		access_request: { pattern: 'CY{yyyy}-{seq:4}', clauses: ['CUS-05'] },
	},
	approvals: {
		remind_every_hours: 4,
		last_resort: 'general-manager',
		routes: {
			countersign: route(step('countersignature', 'all', reviewers, { qualified: true })),
			meeting: route(step('meeting', 'meeting', reviewers, { qualified: true })),
			'outbound-slip': route(step('keeper', 'all', ['warehouse-keeper']), step('head', 'all', ['business-head'])),
			override: route(step('second-person', 'any', ['general-manager', 'business-head'])),
			'small-compensation': route(step('manager', 'all', ['service-manager'])),
			'large-compensation': route(step('finance', 'all', ['finance-officer']), step('director', 'all', ['general-manager'])),
			access: route(step('consent', 'any', ['business-head', 'general-manager'])),
			'gift-head': route(step('head', 'any', ['business-head', 'general-manager'])),
			'gift-management': route(step('management', 'all', ['general-manager'])),
			'gift-exception': route(step('finance', 'any', ['quality-manager']), step('management', 'all', ['general-manager'])),
			'visit-plan': route(step('head', 'any', ['business-head', 'general-manager'])),
			selection: route(step('selection', 'any', ['business-head', 'general-manager'])),
			revision: route(step('check', 'any', ['quality-manager', 'business-head']), step('adoption', 'all', ['general-manager'])),
		},
	},
	contract_review: {
		clauses: ['REV-04'],
		special_when: [
			{ when: 'special-requirement', clauses: ['REV-16'] },
			{ when: 'amount-at-least', currency: 'CNY', amount: '500000.00', clauses: ['REV-14'] },
			{ when: 'foreign-currency', domestic: 'CNY', clauses: ['REV-04'] },
		],
		in_stock: { enabled: true, clauses: ['REV-15'] },
		routes: { routine: 'countersign', special: 'meeting', in_stock: 'outbound-slip' },
		override: { route: 'override', clauses: ['REV-03'] },
	},
	amendments: { clauses: ['AMD-03'] },
	execution: {
		clauses: ['ORD-01'],
		acknowledge_within_hours: 24,
		notices: [
			{ kind: 'production_task_order', to: 'production-manager', clauses: ['ORD-01'] },
			{ kind: 'process_sheet', to: 'technology-manager', clauses: ['ORD-01'] },
		],
	},
	complaints: {
		clauses: ['CMP-01'],
		registrars: ['information-administrator', 'service-manager'],
		axes: { cause: true, target: true },
		limits: {
			immediate: limits({ working_hours: 1 }, { working_hours: 4 }, { working_hours: 8 }, { working_days: 2 }),
			urgent: limits({ working_hours: 4 }, { working_days: 1 }, { working_days: 2 }, { working_days: 5 }),
			ordinary: limits({ working_days: 1 }, { working_days: 3 }, { working_days: 5 }, { working_days: 10 }),
		},
		routing: [
			{
				when: { target: 'staff_member' },
				handler: 'service-manager',
				deputy: 'information-administrator',
				leader: 'general-manager',
				clauses: ['CMP-20'],
			},
			{
				when: { cause: 'quality' },
				handler: 'quality-manager',
				deputy: 'service-manager',
				leader: 'production-manager',
				clauses: ['CMP-05'],
			},
			{ when: {}, handler: 'service-agent', deputy: 'service-manager', leader: 'service-manager', clauses: ['CMP-05'] },
		],
		manager: 'general-manager',
		departments: { management: 'service-manager', business: 'business-head', production: 'production-manager' },
		written_reply: false,
		registration: { remind_every_hours: 4, clauses: ['CMP-02'] },
		progress: { within: { working_days: 2 }, warn_before: [{ working_hours: 1 }], warn_after: [{ working_hours: 1 }], clauses: ['RCP-06'] },
		follow_up: { within: { working_days: 5 }, warn_before: [{ working_days: 1 }], warn_after: [{ working_days: 1 }], clauses: ['CMP-16'] },
		second_ruling: 'general-manager',
		compensation: {
			clauses: ['CMP-19'],
			currency: 'CNY',
			bands: [
				{ up_to: '2000.00', route: 'small-compensation' },
				{ up_to: null, route: 'large-compensation' },
			],
		},
		reply_letter: text(
			'Dear {complainant}, about {number} “{title}” of {received}: {findings} {opinion} {measures}',
			'尊敬的{complainant}：关于您于{received}提出的{number}“{title}”：{findings}{opinion}{measures}特此函复。',
		),
	},
	corrective_actions: { clauses: ['CAP-05'], verifiers: ['quality-manager', 'service-manager'], supervisor: 'service-manager' },
	hotlines: { clauses: ['HOT-01'], valid_days: 366, remind_days_before: 30 },
	customers: {
		duplicates: { clauses: ['CUS-10'], certain: 'refuse', probable: 'reason' },
		profiles: {
			enterprise: {
				label: text('Company', '企业客户'),
				clauses: ['CUS-01'],
				required: ['name', 'phone', 'needs'],
				consent_required: true,
				personal: {
					birthday: { purpose: text('greetings', '问候'), consent: 'care', clauses: ['CON-02'] },
					preferences: { purpose: text('service', '服务'), consent: 'business', clauses: ['CUS-12'] },
				},
			},
			individual: {
				label: text('Private person', '个人客户'),
				clauses: ['CUS-01'],
				required: ['name', 'phone'],
				consent_required: true,
				personal: {},
			},
		},
		vetting: {
			clauses: ['NEW-01'],
			route: 'selection',
			investigations: ['general', 'on_site'],
			waivable: false,
			pass_marks: {
				management_level: 60,
				financial_capability: 60,
				reputation: 70,
				performance_ability: 60,
				cooperative_attitude: 60,
				secrecy: 70,
			},
		},
		verification: { clauses: ['CUS-08'], every_days: 180, run_days: 30 },
		changes: [{ fields: ['phone'], roles: ['information-administrator'], owner: true, clauses: ['CUS-07'] }],
		consent: { clauses: ['CON-01'], uses: { business: ['business', 'care', 'marketing'], care: ['care'], marketing: ['marketing'] } },
		value_classes: {
			clauses: ['SEG-01'],
			currency: 'CNY',
			window_days: 365,
			rules: [
				{ class: 'high_value', amount_at_least: '300000.00', orders_at_least: 2, clauses: ['SEG-01'] },
				{ class: 'potential', amount_at_least: '100000.00', bought_within_days: 180, clauses: ['SEG-01'] },
				{ class: 'potential', means_to_buy: true, clauses: ['SEG-05'] },
			],
			otherwise: 'general',
		},
		anonymisation: { clauses: ['CON-06'], second_person: true },
	},
	exports: { clauses: ['CON-03'], by: ['information-administrator', 'business-head', 'general-manager', 'auditor'] },
	access_requests: { clauses: ['CUS-05'], route: 'access', most_days: 90 },
	gifts: minimalGiftRules,
	visits: minimalVisitRules,
	clearances: {
		clauses: ['REV-03'],
		responsible: 'salesperson',
		unit: 'pcs',
		standing_route: 'countersign',
		standing: [
			{
				key: 'small-orders',
				currency: 'CNY',
				at_most: '2000.00',
				per_customer: { at_most: '5000.00', within_days: 30 },
				clauses: ['REV-03'],
			},
		],
	},
	rulebooks: { clauses: ['POL-05'], route: 'revision', notice_days: 7 },
} satisfies RulebookContent;

/** A rulebook in force, of version 1 unless said otherwise, read through its own model so that a test cannot use one that is not valid. */
export function rulebook(differing: Partial<RulebookContent> = {}, version = 1): Rulebook {
	const read = readRulebook({ ...minimalRulebook, ...differing });
	if (!read.ok) throw new Error(`The test's rulebook is not valid: ${JSON.stringify(read.problems)}`);
	return { ...read.rulebook, version };
}

/** The rulebook with other rules about review levels. */
export const rulebookWithReview = (differing: Partial<RulebookContent['contract_review']>): Rulebook =>
	rulebook({ contract_review: { ...minimalRulebook.contract_review, ...differing } });

/** The rulebook whose routine contracts take this route. */
export const rulebookWithRoute = (routine: Route): Rulebook =>
	rulebook({ approvals: { ...minimalRulebook.approvals, routes: { ...minimalRulebook.approvals.routes, countersign: routine } } });

/** The rulebook with other rules about gifts. */
export const rulebookWithGifts = (differing: Partial<GiftRules>): Rulebook => rulebook({ gifts: { ...minimalGiftRules, ...differing } });

/** The rulebook with other rules about visits. */
export const rulebookWithVisits = (differing: Partial<VisitRules>): Rulebook =>
	rulebook({ visits: { ...minimalVisitRules, ...differing } });
/** The rulebook with other rules about customers. */
export const rulebookWithCustomers = (differing: Partial<RulebookContent['customers']>): Rulebook =>
	rulebook({ customers: { ...minimalRulebook.customers, ...differing } });
