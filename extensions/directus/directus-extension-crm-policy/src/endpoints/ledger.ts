import { ForbiddenError } from '@directus/errors';
import { hasRole } from '@crm-policy/rules/organisation/people';
import type { Caller, Host } from '../engine/context.js';
import { verifyLedger } from '../engine/verify-ledger.js';
import { answering, type Handler } from './http.js';

const mayVerify = ({ actor, accountability }: Caller): boolean =>
	accountability?.admin === true || hasRole(actor, ['auditor', 'general-manager', 'quality-manager']);

export const ledgerRoutes = (host: Host): readonly (readonly ['get', string, Handler])[] => [
	[
		'get',
		'/ledger/verify',
		answering(host, async (_request, caller) => {
			if (!mayVerify(caller)) throw new ForbiddenError();
			return { data: await verifyLedger(host.database) };
		}),
	],
];
