import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { revokeLinks } from '../complaints/public/links.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host } from '../engine/context.js';
import { assertVisible } from '../engine/records.js';
import { firstOf } from '../engine/rows.js';
import { answering, type Handler } from './http.js';

/** Besides those who handle the case. */
const mayRevoke = ['service-manager', 'information-administrator'] as const;

async function handles({ database }: Host, { actor, accountability }: Caller, complaint: string): Promise<boolean> {
	if (accountability?.admin === true || mayRevoke.some((role) => actor.roles.includes(role))) return true;
	const row = await firstOf<{ owner: string | null; leader: string | null }>(
		database('crm_complaints').where({ id: complaint }).select('owner', 'leader').first(),
	);
	return row?.owner === actor.id || row?.leader === actor.id;
}

/** Ends the complainant's status link, for instance because it got into the wrong hands; for whoever works on the complaint. */
export const statusLinksRoute = (host: Host): readonly ['delete', string, Handler] => [
	'delete',
	'/complaints/:id/status-links',
	answering(host, async ({ params }, caller) => {
		const id = z.uuid().safeParse(params['id']);
		if (!id.success) throw new ForbiddenError();
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_complaints', id.data);
		if (!(await handles(host, caller, id.data))) throw new ForbiddenError();
		return { data: { revoked: await revokeLinks(host.database, id.data, caller.actor.id, work.now) } };
	}),
];
