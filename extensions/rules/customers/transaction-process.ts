import { defineProcess, type RowBase } from '../process/declaration.js';
import { recordWords as words } from './record-words.js';

export const transactionKinds = Object.keys(words.transactionKinds) as readonly (keyof typeof words.transactionKinds)[];

export interface TransactionRow extends RowBase {
	readonly status: keyof typeof words.transactionStates;
	readonly customer: string | null;
}

interface TransactionTypes {
	readonly state: TransactionRow['status'];
	readonly row: TransactionRow;
	readonly facts: object;
}

/** What other systems and earlier years know of a customer's purchases: added, never changed, void at most (CUS-11, REC-03). */
export const transactionProcess = defineProcess<TransactionTypes>()({
	name: 'customers',
	collection: 'crm_transactions',
	label: words.transaction,
	initial: 'recorded',
	states: {
		recorded: { label: words.transactionStates.recorded, kind: 'in-force' },
		voided: { label: words.transactionStates.voided, kind: 'refused' },
	},
	commands: {
		void: {
			label: words.voidTransaction,
			note: words.voidTransactionNote,
			tone: 'danger',
			from: ['recorded'],
			to: 'voided',
			by: ['information-administrator', 'business-head'],
			byClause: 'CUS-11',
			comment: 'required',
			guards: [],
			effects: ({ now, actor }) => [{ kind: 'set', patch: { voided_at: now, voided_by: actor.id } }],
		},
	},
	governed: ['voided_at', 'voided_by'],
	setOnce: [
		...['customer', 'source_system', 'external_id', 'version', 'kind', 'occurred_on', 'title', 'amount', 'currency'],
		...['order_number', 'lines'],
	],
	editable: [],
	editClause: 'CUS-11',
	children: [],
	deletable: false,
});
