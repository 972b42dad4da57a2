import { z } from 'zod';
import { paragraphInput } from '../forms/input.js';
import { defineGuard, defineProcess, type RowBase } from '../process/declaration.js';
import type { ClearanceKind } from './asked.js';
import type { Judgement } from './judgement.js';
import { clearanceWords as words } from './words.js';

export const clearanceStates = ['requested', 'granted', 'committed', 'breach', 'settled'] as const;
export type ClearanceState = (typeof clearanceStates)[number];

/** Why something a shop has done is a breach. */
export const breachReasons = ['not_cleared', 'captured_early', 'contract_changed'] as const;
export type BreachReason = (typeof breachReasons)[number];

export interface ClearanceRow extends RowBase {
	readonly status: ClearanceState;
	readonly kind: ClearanceKind;
	readonly system: string;
	readonly order_reference: string;
	readonly digest: string;
	readonly shop_number: string | null;
	readonly contract: string | null;
}

export interface ClearanceFacts {
	/** Whether the content may be committed to as things stand. */
	readonly judgement: Judgement;
}

interface ClearanceTypes {
	readonly state: ClearanceState;
	readonly row: ClearanceRow;
	readonly facts: ClearanceFacts;
}

const guard = defineGuard<ClearanceTypes>();

const reviewCoversIt = guard({
	rule: 'review-not-passed',
	clause: 'REV-03',
	text: words.notCovered,
	needs: ['judgement'],
	check: ({ facts }) => (facts.judgement.allowed ? [] : [{}]),
});

/** What a shop was allowed, what it then did, and where the two differ (REV-03, ORD-02). Written by the shop's questions and reports. */
export const clearanceProcess = defineProcess<ClearanceTypes>()({
	name: 'clearances',
	collection: 'crm_clearances',
	label: words.clearance,
	initial: 'requested',
	states: {
		requested: { label: words.states.requested, kind: 'waiting' },
		granted: { label: words.states.granted, kind: 'in-force' },
		committed: { label: words.states.committed, kind: 'ended' },
		breach: { label: words.states.breach, kind: 'refused' },
		settled: { label: words.states.settled, kind: 'ended' },
	},
	commands: {
		grant: {
			label: words.grant,
			note: words.grantNote,
			from: ['requested'],
			to: 'granted',
			by: ['system'],
			byClause: 'REV-03',
			guards: [reviewCoversIt],
			effects: ({ facts: { judgement }, now, rulebook }) => [
				{
					kind: 'set',
					patch: {
						granted_at: now,
						contract: judgement.contract,
						approval: judgement.approval,
						standing_approval: judgement.standing,
						rulebook_version: rulebook.version,
					},
				},
			],
		},
		commit: {
			label: words.commit,
			note: words.commitNote,
			from: ['granted'],
			to: 'committed',
			by: ['system'],
			byClause: 'ORD-02',
			input: z.object({ shop_order: z.string().max(128), shop_number: z.string().max(64).nullable() }),
			guards: [],
			effects: ({ input, now }) => [
				{ kind: 'set', patch: { committed_at: now, shop_order: input['shop_order'], shop_number: input['shop_number'] } },
			],
		},
		report_breach: {
			label: words.reportBreach,
			note: words.reportBreachNote,
			from: ['requested', 'granted', 'committed'],
			to: 'breach',
			by: ['system'],
			byClause: 'REV-03',
			input: z.object({
				reason: z.enum(breachReasons),
				detail: z.string().max(2000).nullable(),
				shop_order: z.string().max(128).nullable(),
				shop_number: z.string().max(64).nullable(),
			}),
			guards: [],
			effects: ({ row, input, now }) => [
				{
					kind: 'set',
					patch: {
						breach_reason: input['reason'],
						breach_detail: input['detail'],
						breached_at: now,
						shop_order: input['shop_order'],
						shop_number: input['shop_number'],
					},
				},
				{
					kind: 'notify',
					to: [{ role: 'business-head' }, { role: 'auditor' }],
					subject: words.breachSubject,
					body: words.breachBody,
					values: {
						order: (input['shop_number'] as string | null) ?? row.order_reference,
						reason: words.breachReasons[input['reason'] as BreachReason],
					},
				},
			],
		},
		settle: {
			label: words.settle,
			note: words.settleNote,
			tone: 'primary',
			from: ['breach'],
			to: 'settled',
			by: ['business-head', 'general-manager'],
			byClause: 'REV-03',
			comment: 'optional',
			input: z.object({ settlement: paragraphInput(words.settlement) }),
			guards: [],
			effects: ({ input, now, actor }) => [
				{ kind: 'set', patch: { settlement: input['settlement'], settled_at: now, settled_by: actor.id } },
			],
		},
	},
	governed: [
		'approval',
		'standing_approval',
		'granted_at',
		'committed_at',
		'shop_order',
		'shop_number',
		'breach_reason',
		'breach_detail',
		'breached_at',
		'settlement',
		'settled_at',
		'settled_by',
	],
	setOnce: ['kind', 'system', 'order_reference', 'digest', 'content', 'customer'],
	editable: [],
	editClause: 'REV-03',
	children: [],
	deletable: false,
});
