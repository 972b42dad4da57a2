import { appendFileSync } from 'node:fs';
import { departments } from '@crm-policy/seeds/departments/departments';
import type { Filter } from '@crm-policy/seeds/departments/fragments';
import { policyIds } from '@crm-policy/seeds/departments/role-ids';
import { beforeAll, expect, inject, it } from 'vitest';
import { probed } from '../departments/probe/expectation.js';
import { openProbe, type OpenedProbe } from '../departments/probe/opened.js';
import { wholeLists } from '../departments/probe/read-paths.js';
import { withoutEachPart } from '../departments/probe/row-rules.js';
import { useDirectus } from '../harness/directus.js';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Where verdicts are written, one JSON object a line; only rules of this role, or null for those of all; and until when (milliseconds since 1970). */
		permissionMutants: { readonly report: string; readonly role: string | null; readonly until: number };
	}
}

/** A rule of a preset, changed in one place. */
interface Mutant {
	readonly what: string;
	/** Null takes the right away altogether. */
	readonly change: { readonly permissions: Filter; readonly fields: readonly string[] } | null;
}

const directus = useDirectus();
let probe: OpenedProbe;
beforeAll(async () => {
	probe = await openProbe(directus);
});

function mutantsOf(rows: Filter, fields: readonly string[], kept: readonly string[]): readonly Mutant[] {
	const [secret] = kept;
	const last = fields.findLast((field) => field !== 'id');
	return [
		{ what: 'taken away', change: null },
		...(Object.keys(rows).length === 0 ? [] : [{ what: 'opened for all rows', change: { permissions: {}, fields } }]),
		...withoutEachPart(rows).map(({ what, rule }) => ({ what, change: { permissions: rule, fields } })),
		...(secret === undefined ? [] : [{ what: `with ${secret}`, change: { permissions: rows, fields: [...fields, secret] } }]),
		...(last === undefined
			? []
			: [{ what: `without ${last}`, change: { permissions: rows, fields: fields.filter((field) => field !== last) } }]),
	];
}

it('every rule of every preset is missed when it is changed', { timeout: 0 }, async () => {
	const { report, role: only, until } = inject('permissionMutants');
	const admin = await directus.login('admin@example.com');
	const told = (verdict: Readonly<Record<string, string>>): void => appendFileSync(report, `${JSON.stringify(verdict)}\n`);
	const cleared = async (): Promise<void> => {
		expect((await admin.request('POST', '/utils/cache/clear?system')).status).toBe(204);
	};
	for (const { role, permissions } of departments.flatMap(({ roles }) => roles)) {
		if (only !== null && only !== role) continue;
		const who = probe.personas.find((persona) => persona.role === role)?.who ?? '';
		for (const { collection, action, rows, fields } of permissions) {
			const name = probed.find((ours) => ours === collection);
			// What a dashboard shows is asked of the lists it counts.
			if (action !== 'read' || name === undefined) continue;
			const place = { policy: policyIds[role], collection, action };
			const before = await directus.database('directus_permissions').where(place).first<Readonly<Record<string, unknown>>>();
			for (const { what, change } of mutantsOf(rows, fields, probe.expected.columns(probe.of(who).persona, name).kept)) {
				const rule = `${role} ${action} ${collection} ${what}`;
				if (Date.now() > until) {
					told({ name: rule, result: 'not tried', by: '' });
					continue;
				}
				if (change === null) await directus.database('directus_permissions').where(place).delete();
				else
					await directus
						.database('directus_permissions')
						.where(place)
						.update({ permissions: JSON.stringify(change.permissions), fields: change.fields.join(',') });
				await cleared();
				const [difference] = await wholeLists(probe.of(who), [name]);
				if (change === null) await directus.database('directus_permissions').insert(before);
				else
					await directus
						.database('directus_permissions')
						.where(place)
						.update({ permissions: before['permissions'], fields: before['fields'] });
				told({ name: rule, result: difference === undefined ? 'survived' : 'killed', by: difference ?? '' });
			}
			await cleared();
			expect(await wholeLists(probe.of(who), [name]), `${role} ${collection}, put back`).toEqual([]);
		}
	}
});
