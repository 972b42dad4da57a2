import { ForbiddenError } from '@directus/errors';
import { follow, genesis, type ChainState } from '@crm-policy/rules/ledger/chain';
import { hasRole } from '@crm-policy/rules/organisation/people';
import type { Caller, Host } from '../engine/context.js';
import { readEntry } from '../engine/ledger.js';
import { rowsOf } from '../engine/rows.js';
import { answering, type Handler } from './http.js';

/** Entries read at a time, so that a long ledger does not fill the memory. */
const run = 1000;

const mayVerify = ({ actor, accountability }: Caller): boolean =>
	accountability?.admin === true || hasRole(actor, ['auditor', 'general-manager', 'quality-manager']);

/** Follows the whole chain. `first_bad` is the number of the first entry that is missing, out of order or altered. */
export async function verifyLedger(host: Host): Promise<{ ok: boolean; entries: number; head: string; first_bad: number | null }> {
	let state: ChainState = { seq: 0, head: genesis };
	for (;;) {
		const rows = await rowsOf(host.database('crm_ledger').where('seq', '>', state.seq).orderBy('seq').limit(run));
		if (rows.length === 0) return { ok: true, entries: state.seq, head: state.head, first_bad: null };
		const followed = follow(state, rows.map(readEntry));
		if (!followed.ok) return { ok: false, entries: state.seq, head: state.head, first_bad: followed.firstBad };
		state = followed.state;
	}
}

export const ledgerRoutes = (host: Host): readonly (readonly ['get', string, Handler])[] => [
	[
		'get',
		'/ledger/verify',
		answering(host, async (_request, caller) => {
			if (!mayVerify(caller)) throw new ForbiddenError();
			return { data: await verifyLedger(host) };
		}),
	],
];
