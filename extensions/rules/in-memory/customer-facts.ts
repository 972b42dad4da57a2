import { contentHash } from '../canonical/content.js';
import { localDay } from '../calendar/local-date.js';
import { consentHolds, type Consent } from '../customers/consent.js';
import type { ContactFacts } from '../customers/contact-process.js';
import type { CustomerFacts } from '../customers/customer.js';
import type { Purchase } from '../customers/value-class.js';
import type { VerificationRunFacts } from '../customers/verification-run-process.js';
import type { VettingFacts } from '../customers/vetting.js';
import { countingStates, type GiftState } from '../gifts/gift.js';
import type { Row } from '../process/effect.js';
import type { Circumstances, FactLoader } from './facts.js';
import type { MemoryStore } from './store.js';

const consentsOf = (store: MemoryStore, customer: unknown): readonly Consent[] =>
	(store.where('crm_consents', { customer }) as unknown as readonly Consent[]).map((consent) => ({
		...consent,
		withdrawn_on: consent.withdrawn_on ?? null,
	}));

/** Consents of a customer that hold now. */
export const consentsInForce = (store: MemoryStore, customer: unknown, { now, rulebook }: Circumstances): readonly Consent[] => {
	const today = localDay(now, rulebook.time_zone);
	return consentsOf(store, customer).filter((consent) => consentHolds(consent, today));
};

/** The customer with the records merged into it. */
const recordsOf = (store: MemoryStore, customer: unknown): readonly unknown[] => [
	customer,
	...store.where('crm_customers', { merged_into: customer }).map(({ id }) => id),
];

function latestVetting(store: MemoryStore, row: Row): CustomerFacts['vetting'] {
	const vetting = store.where('crm_customer_vettings', { customer: row['id'] }).at(-1);
	if (vetting === undefined) return null;
	const present = contentHash(store.contentOf('crm_customer_vettings', vetting.id));
	const covered = store
		.where('crm_approvals', { vetting: vetting.id, status: 'approved' })
		.some((approval) => approval['subject_hash'] === present);
	return { id: vetting.id, status: vetting['status'] as NonNullable<CustomerFacts['vetting']>['status'], covered };
}

/** The highest version of each order from elsewhere that is not void, and contracts that took effect. */
function purchases(store: MemoryStore, row: Row): readonly Purchase[] {
	const records = recordsOf(store, row['id']);
	const entries = store.rows('crm_transactions').filter(({ customer }) => records.includes(customer));
	const latest = entries.filter(
		(order) =>
			order['kind'] === 'order' &&
			!entries.some(
				(other) =>
					other['source_system'] === order['source_system'] &&
					other['external_id'] === order['external_id'] &&
					Number(other['version']) > Number(order['version']),
			),
	);
	const purchase = (day: unknown, { amount, currency }: Row): Purchase => ({
		day: String(day).slice(0, 10),
		amount: (amount as string | number | null | undefined)?.toString() ?? null,
		currency: (currency ?? null) as string | null,
	});
	return [
		...latest.filter(({ status }) => status === 'recorded').map((order) => purchase(order['occurred_on'], order)),
		...store
			.rows('crm_contracts')
			.filter(({ customer }) => records.includes(customer))
			.filter((contract) => ['effective', 'closed'].includes(String(contract['status'])))
			.map((contract) => purchase(contract['effective_at'], contract)),
	];
}

function progress(store: MemoryStore, row: Row): VerificationRunFacts['progress'] {
	const since = String(row['started_on']);
	const customers = store
		.where('crm_customers', { department: row['of_department'] })
		.filter(({ status }) => ['active', 'dormant'].includes(String(status)));
	const verified = customers.filter((customer) => typeof customer['verified_on'] === 'string' && customer['verified_on'] >= since);
	const counted = (outcome: string): number => verified.filter((customer) => customer['verification_outcome'] === outcome).length;
	return {
		confirmed: counted('confirmed'),
		updated: counted('updated'),
		invalid: counted('invalid'),
		remaining: customers.length - verified.length,
	};
}

const customerOf = (store: MemoryStore, row: Row): Row | null => store.where('crm_customers', { id: row['customer'] })[0] ?? null;

/** Where customers, their people, consents, vettings, transactions and rounds of verification find the facts their rules ask for. */
export const customerFacts = (
	subjectFacts: (collection: string) => Readonly<Record<string, FactLoader>>,
): Readonly<Record<string, Readonly<Record<string, FactLoader>>>> => ({
	crm_customers: {
		consents: (store, row, circumstances) => consentsInForce(store, row['id'], circumstances),
		everyConsent: (store, row) => consentsOf(store, row['id']),
		people: (store, row) =>
			store.where('crm_contacts', { customer: row['id'] }).filter(({ status }) => (status ?? 'current') === 'current'),
		openContracts: (store, row) =>
			store
				.rows('crm_contracts')
				.filter(({ customer }) => recordsOf(store, row['id']).includes(customer))
				.filter((contract) => ['in_review', 'approved', 'effective'].includes(String(contract['status']))).length,
		vetting: latestVetting,
		purchases,
		run: (store, row) => store.where('crm_verification_runs', { of_department: row['department'], status: 'open' })[0]?.id ?? null,
	},
	crm_contacts: {
		customer: (store, row): ContactFacts['customer'] => customerOf(store, row) as unknown as ContactFacts['customer'],
		merged: (store, row) => store.where('crm_customers', { merged_into: row['customer'] }),
		merges: (store, row) => store.where('crm_customer_merges', { survivor: row['customer'], status: 'merged' }),
		agreed: (store, row, circumstances): ContactFacts['agreed'] =>
			consentsInForce(store, row['customer'], circumstances)
				.filter(({ contact }) => (contact ?? null) === null || contact === row['id'])
				.map(({ scope }) => scope),
		openGifts: (store, row) =>
			store
				.where('crm_gifts', { recipient: row['id'] })
				.filter(({ status }) => (countingStates as readonly GiftState[]).includes(status as GiftState) && status !== 'handed_over').length,
	},
	crm_consents: {},
	crm_communications: {},
	crm_transactions: {},
	crm_customer_vettings: {
		...subjectFacts('crm_customer_vettings'),
		customer: (store, row): VettingFacts['customer'] => customerOf(store, row) as unknown as VettingFacts['customer'],
		investigations: (store, row) => store.where('crm_customer_investigations', { vetting: row['id'] }),
	},
	crm_verification_runs: { progress, answerable: () => [] },
});
