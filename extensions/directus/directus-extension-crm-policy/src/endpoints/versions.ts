import { ForbiddenError } from '@directus/errors';
import { z } from 'zod';
import { differences, type Content } from '@crm-policy/rules/canonical/content';
import { contractProcess } from '@crm-policy/rules/contract-review/process';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { assertVisible } from '../engine/records.js';
import { rowsOf } from '../engine/rows.js';
import { describeContent, describeDifference } from './content-words.js';
import { disclosedContent, disclosedDifferences, disclosureFor } from './disclosure.js';
import { answering, type Handler } from './http.js';

interface Version {
	readonly version: number;
	readonly effective_from: string;
	readonly amendment: string | null;
	readonly content: Content;
}

/** Versions of one contract that are described at the most; the rows themselves stay readable. */
const most = 100;

/** Every version of a contract, newest first, in words: what it said, and what it changed from the one before (AMD-03). */
export const versionsRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/versions/:contract',
	answering(host, async ({ params }, caller) => {
		const contract = z.uuid().safeParse(params['contract']);
		if (!contract.success) throw new ForbiddenError();
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_contracts', contract.data);
		const rows = await rowsOf(
			host.database('crm_contract_versions').where({ contract: contract.data }).orderBy('version', 'desc').limit(most),
		);
		const versions = rows.map((row) => decodeRow('crm_contract_versions', row) as unknown as Version);
		const amendments = await rowsOf<{
			id: string;
			number: string | null;
		}>(host.database('crm_contract_amendments').where({ contract: contract.data }).select('id', 'number'));
		const disclosure = await disclosureFor(work, caller, 'crm_contracts', contract.data, contractProcess.reviewed);
		const data = [];
		for (const [index, { version, effective_from, amendment, content }] of versions.entries()) {
			const before = versions[index + 1];
			data.push({
				version,
				effective_from,
				in_force: index === 0,
				amendment: amendments.find(({ id }) => id === amendment) ?? null,
				content: await describeContent(work, 'crm_contracts', disclosedContent(disclosure, 'crm_contracts', content), caller.locale),
				changes:
					before === undefined
						? []
						: await describeDifference(
								work,
								'crm_contracts',
								disclosedDifferences(disclosure, 'crm_contracts', differences(before.content, content)),
								caller.locale,
							),
			});
		}
		return { data };
	}),
];
