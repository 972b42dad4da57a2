import { z } from 'zod';
import { departureWords } from '@crm-policy/rules/departures/words';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { AnsweredFile } from '../endpoints/http.js';
import type { Caller, Host } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { receiptPaper } from './departure-papers.js';
import { itemsFor, NoDocumentError, print } from './printing.js';

/** Records one receipt lists on paper; on the screen there are all of them. */
const most = 2000;

const dayModel = z
	.string()
	.transform((value) => value.slice(0, 10))
	.nullable();
const departureModel = z.object({
	person: z.string().nullable(),
	successor: z.string().nullable(),
	last_day: dayModel,
	handed_over_at: z.string().nullable(),
	handed_over_by: z.string().nullable(),
	agreement_signed_on: dayModel,
	completed_at: z.string().nullable(),
});
const itemModel = z.object({
	subject_collection: z.string(),
	title: z.string().nullable(),
	field: z.string().nullable(),
	state: z.string().nullable(),
	outcome: z.enum(['transfer', 'end']),
});

/** The receipt of a hand-over as PDF, for whoever may see the departure (OFF-01). */
export async function handOverReceipt(host: Host, caller: Caller, id: string, locale: Locale): Promise<AnsweredFile> {
	const departures = await itemsFor(host, caller, 'crm_departures');
	const departure = departureModel.parse(await departures.readOne(id, { fields: Object.keys(departureModel.shape) }));
	const { handed_over_at: handedOverAt } = departure;
	if (handedOverAt === null) throw new NoDocumentError({ message: say(departureWords.receipt.none, caller.locale) });
	const receipts = await itemsFor(host, caller, 'crm_departure_items');
	const rows = await receipts.readByQuery({
		filter: { departure: { _eq: id } },
		fields: Object.keys(itemModel.shape),
		sort: ['subject_collection', 'title', 'id'],
		limit: most + 1,
	});
	const names = await namesOf(host.database, [departure.person, departure.successor, departure.handed_over_by]);
	const nameOf = (person: string | null): string | null => (person === null ? null : (names.get(person) ?? null));
	const now = new Date().toISOString();
	const { time_zone: timeZone } = await rulebookInForce(host.database, now, caller.locale);
	const paper = receiptPaper(
		{
			...departure,
			handed_over_at: handedOverAt,
			leaver: nameOf(departure.person),
			successor: nameOf(departure.successor),
			witness: nameOf(departure.handed_over_by),
			items: rows.slice(0, most).map((row) => itemModel.parse(row)),
			goesOn: rows.length > most,
		},
		now,
		locale,
		timeZone,
	);
	return {
		name: `hand-over-${id.slice(0, 8)}-${locale}.pdf`,
		type: 'application/pdf',
		disposition: 'inline',
		body: await print(paper, caller.locale),
	};
}
