import { createError } from '@directus/errors';
import { paperWords as words } from '@crm-policy/rules/words/paper-words';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { Caller, Host } from '../engine/context.js';
import { documentFont } from './font.js';
import { lengthOf, type Paper } from './paper.js';
import { renderPdf } from './pdf.js';

const DocumentTooLongError = createError<{ message: string }>('CONTENT_TOO_LARGE', ({ message }) => message, 413);

/** The record is there, what is to be printed of it is not yet. */
export const NoDocumentError = createError<{ message: string }>('NO_DOCUMENT', ({ message }) => message, 404);

/** About 200 pages. */
const mostText = 400_000;

/** Documents are laid out one after the other: laying out keeps the process busy. */
let last: Promise<unknown> = Promise.resolve();

/** Lays a document out. `locale` is the reader's, for what they are told when it is too long. */
export async function print(paper: Paper, locale: Locale): Promise<Buffer> {
	if (lengthOf(paper) > mostText) throw new DocumentTooLongError({ message: say(words.tooLong, locale) });
	const font = await documentFont();
	const printed = last.then(() => renderPdf(paper, font));
	last = printed.catch(() => undefined);
	return printed;
}

/** Reads as the person who asks: what they may not see of the record, they do not get on paper. */
export async function itemsFor({ services, database, getSchema }: Host, { accountability }: Caller, collection: string) {
	return new services.ItemsService(collection, { knex: database, schema: await getSchema(), accountability });
}
