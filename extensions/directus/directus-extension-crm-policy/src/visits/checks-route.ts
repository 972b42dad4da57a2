import { z } from 'zod';
import { pointsToNote, takenUp, type Elsewhere } from '@crm-policy/rules/visits/checks';
import { takingTime, type VisitFacts, type VisitRow } from '@crm-policy/rules/visits/visit';
import { say } from '@crm-policy/rules/words/text';
import { domains } from '../domains.js';
import { answering, read, type Handler } from '../endpoints/http.js';
import { LiveCase } from '../engine/case.js';
import { decodeRow } from '../engine/codec.js';
import { startWork } from '../engine/command-bus.js';
import type { Host, Work } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { assertVisible } from '../engine/records.js';
import { onlyRowOf, rowsOf } from '../engine/rows.js';

const paramsModel = z.object({ id: z.uuid() });

/** Other visits one answer looks at. */
const mostOthers = 200;

/** Other visits of these people at the time of a visit: one query for whoever makes one, one for those who go along. */
async function elsewhereOf({ trx }: Pick<Work, 'trx'>, visit: VisitRow, people: readonly string[]): Promise<readonly Elsewhere[]> {
	const { id, starts_at, ends_at } = visit;
	if (starts_at === null || ends_at === null) return [];
	const atThatTime = () =>
		trx('crm_visits as visit')
			.whereNot('visit.id', id)
			.whereIn('visit.status', [...takingTime])
			.where('visit.starts_at', '<', new Date(ends_at))
			.where('visit.ends_at', '>', new Date(starts_at))
			.limit(mostOthers);
	const made = await rowsOf(
		atThatTime()
			.where((whose) => void whose.whereIn('visit.owner', [...people]).orWhereIn('visit.accompanied_by', [...people]))
			.select('visit.owner', 'visit.accompanied_by', 'visit.starts_at', 'visit.ends_at'),
	);
	const along = await rowsOf(
		atThatTime()
			.join('crm_visit_participants as participant', 'participant.visit', 'visit.id')
			.whereIn('participant.user', [...people])
			.select('participant.user as owner', 'visit.starts_at', 'visit.ends_at'),
	);
	return [...made, ...along].flatMap((raw) => {
		const row = decodeRow('crm_visits', raw) as Partial<VisitRow>;
		return [row.owner, row.accompanied_by]
			.filter((person): person is string => typeof person === 'string' && people.includes(person))
			.map((person) => ({ person, starts_at: row.starts_at ?? null, ends_at: row.ends_at ?? null }));
	});
}

/**
 * What speaks against a visit as it is planned, in the reader's language: `{ data: [ { rule, clause, message } ] }`. Of other visits it says
 * only that somebody is taken up at the time. Nothing is refused because of it. For those who may see the visit.
 */
export const visitChecksRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/visits/:id/checks',
	answering(host, async ({ params }, caller) => {
		const { id } = read(paramsModel, params);
		const work = await startWork(host, host.database, await host.getSchema());
		await assertVisible(work, caller, 'crm_visits', id);
		const row = decodeRow('crm_visits', await onlyRowOf(host.database('crm_visits').where({ id }).first()));
		const domain = domains.of('crm_visits');
		if (domain === undefined) throw new Error('Visits have no domain.');
		const visit = row as unknown as VisitRow;
		// What is over, or off, is nobody's to arrange any more.
		if (!(takingTime as readonly string[]).includes(visit.status)) return { data: [] };
		const live = await LiveCase.of(work, domain, row, caller);
		const facts = {
			participants: (await live.fact('participants')) as VisitFacts['participants'],
			people: (await live.fact('people')) as VisitFacts['people'],
			groundwork: (await live.fact('groundwork')) as VisitFacts['groundwork'],
			calendar: (await live.fact('calendar')) as VisitFacts['calendar'],
		};
		const people = takenUp({ row: visit, facts });
		const names = await namesOf(work.trx, people);
		const points = pointsToNote(
			{ row: visit, facts, rulebook: live.rulebook },
			await elsewhereOf(work, visit, people),
			(person) => names.get(person) ?? '',
		);
		return { data: points.map(({ rule, clause, text, values }) => ({ rule, clause, message: say(text, caller.locale, values) })) };
	}),
];
