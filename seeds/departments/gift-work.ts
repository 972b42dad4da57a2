import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import { askedToDecide, copiedTo, either, ownRecords, type Filter } from './fragments.js';
import { belongsToMaker, mayCreate, mayDelete, mayUpdate, type Permission } from './permission.js';

/** Gifts somebody meets because they are asked or informed. */
export const giftsConcerning = (role: RoleKey): Filter => either(askedToDecide(role), copiedTo(role));

/** Asks for gifts and hands them over; the application belongs to whoever means to give (GFT-01). */
export const giving: readonly Permission[] = [
	mayCreate('crm_gifts', belongsToMaker),
	mayUpdate('crm_gifts', ownRecords),
	mayDelete('crm_gifts', ownRecords),
];
