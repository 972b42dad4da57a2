import { explainDueTimes } from '@crm-policy/rules/complaints/deadlines';
import type { ComplaintRow } from '@crm-policy/rules/complaints/complaint';
import { sayExplanation } from '@crm-policy/rules/working-time/explain';
import { say } from '@crm-policy/rules/words/text';
import { z } from 'zod';
import { domains } from '../domains.js';
import { answering, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { decodeRow } from '../engine/codec.js';
import { LiveCase } from '../engine/case.js';
import { assertVisible } from '../engine/records.js';
import { onlyRowOf } from '../engine/rows.js';
import type { CaseCalendar } from '@crm-policy/rules/complaints/complaint';

const paramsModel = z.object({ id: z.uuid() });

/**
 * Why each part of a complaint is due when it is, in the reader's language: `{ data: [ { clock, title, due, steps } ] }`. `due` is null
 * while the clock stands still. Only for those who may see the complaint (SLA-01, SLA-04).
 */
export const dueRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/complaints/:id/due',
	answering(host, async ({ params }, caller) => {
		const { id } = read(paramsModel, params);
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_complaints', id);
		const row = decodeRow('crm_complaints', await onlyRowOf(host.database('crm_complaints').where({ id }).first()));
		const domain = domains.of('crm_complaints');
		if (domain === undefined) throw new Error('Complaints have no domain.');
		const live = await LiveCase.of(work, domain, row, caller);
		const calendar = (await live.fact('calendar')) as CaseCalendar | null;
		const explained = calendar === null ? [] : explainDueTimes(row as unknown as ComplaintRow, live.rulebook.complaints, calendar);
		return {
			data: explained.map(({ clock, title, explanation }) => ({
				clock,
				title: say(title, caller.locale),
				due: explanation.deadline.state === 'running' ? explanation.deadline.due : null,
				steps: sayExplanation(explanation, caller.locale),
			})),
		};
	}),
];
