import { consentHolds, type Consent } from '@crm-policy/rules/customers/consent';
import { decodeRow } from '../engine/codec.js';
import type { Work } from '../engine/context.js';
import { rowsOf } from '../engine/rows.js';

/** Every consent of a customer and its people there ever was, withdrawn ones among them. */
export async function everyConsent({ trx }: Pick<Work, 'trx'>, customer: string): Promise<readonly Consent[]> {
	const rows = await rowsOf(
		trx('crm_consents').where({ customer }).select('id', 'status', 'scope', 'contact', 'obtained_on', 'withdrawn_on'),
	);
	return rows.map((raw) => decodeRow('crm_consents', raw) as unknown as Consent);
}

/** Consents of a customer that hold today, those of its people among them (CON-01); none where no customer is named yet. */
export async function consentsInForce({ trx }: Pick<Work, 'trx'>, customer: string | null, today: string): Promise<readonly Consent[]> {
	if (customer === null) return [];
	const rows = await rowsOf(
		trx('crm_consents').where({ customer, status: 'given' }).select('id', 'status', 'scope', 'contact', 'obtained_on', 'withdrawn_on'),
	);
	return rows.map((raw) => decodeRow('crm_consents', raw) as unknown as Consent).filter((consent) => consentHolds(consent, today));
}
