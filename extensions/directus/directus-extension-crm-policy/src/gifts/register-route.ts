import { createHash } from 'node:crypto';
import { InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { say, text, type Locale } from '@crm-policy/rules/words/text';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import { gifts } from '@crm-policy/schema/collections/gifts';
import { answeringFile, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Host } from '../engine/context.js';
import { csvOf } from '../engine/csv.js';
import { displayName } from '../engine/people.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { insertRows } from '../engine/writer.js';

/** Rows one file holds at the most; a longer register is taken out in parts. */
const most = 10_000;

const tooMany = text(
	'There are more than {most} gifts in this period. Take the register out in shorter periods.',
	'该期间礼品超过 {most} 条，请缩短期间分次导出。',
);

const periodModel = z.object({ from: z.iso.date().optional(), until: z.iso.date().optional() });

/** Columns of the register: a path into the row, and the field whose label and choices say it. */
const columns = [
	['number', 'number'],
	['status', 'status'],
	['kind', 'kind'],
	['occasion', 'occasion'],
	['item', 'item'],
	['quantity', 'quantity'],
	['unit', 'unit'],
	['amount', 'amount'],
	['currency', 'currency'],
	['customer.name', 'customer'],
	['recipient.name', 'recipient'],
	['owner', 'owner'],
	['department.name', 'department'],
	['planned_on', 'planned_on'],
	['counts_on', 'counts_on'],
	['decisive_amount', 'decisive_amount'],
	['exception', 'exception'],
	['approved_at', 'approved_at'],
	['handed_over_on', 'handed_over_on'],
	['received_by', 'received_by'],
	['receipt_note', 'receipt_note'],
	['returned_on', 'returned_on'],
	['return_reason', 'return_reason'],
	['cancel_reason', 'cancel_reason'],
] as const;

const personFields = ['owner.first_name', 'owner.last_name'];

const yes = text('yes', '是');

function valueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
	return path.split('.').reduce<unknown>((inside, key) => (inside as Record<string, unknown> | null | undefined)?.[key], row);
}

function cell(row: Readonly<Record<string, unknown>>, path: string, field: FieldDeclaration, locale: Locale): string {
	const value = valueAt(row, path);
	if (value === null || value === undefined || value === false) return '';
	if (value === true) return say(yes, locale);
	if (path === 'owner') return displayName({ email: null, ...(value as { first_name: string | null; last_name: string | null }) });
	const chosen = field.choices?.find((choice) => choice.value === value);
	if (chosen !== undefined) return say(chosen.label, locale);
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/**
 * The register of gifts as CSV for an audit: everything that counted on a day of the period, as far as the reader may see it, in the
 * reader's language. Cells that a spreadsheet would take for a formula are quoted as text. Each file is on record with its digest.
 */
export const giftRegisterRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/gifts/register',
	answeringFile(host, async ({ query }, caller) => {
		const { from, until } = read(periodModel, query);
		const schema = await host.getSchema();
		return host.database.transaction(async (trx) => {
			const work = await startWork(host, trx, schema);
			const { time_zone } = await rulebookInForce(trx, work.now, caller.locale);
			const year = localDay(work.now, time_zone).slice(0, 4);
			const period = [from ?? `${year}-01-01`, until ?? `${year}-12-31`] as const;
			const rows = await new host.services.ItemsService('crm_gifts', {
				knex: trx,
				schema,
				accountability: caller.accountability,
			}).readByQuery({
				fields: [...columns.map(([path]) => path).filter((path) => path !== 'owner'), ...personFields],
				filter: { counts_on: { _between: period } },
				sort: ['number'],
				limit: most + 1,
			});
			if (rows.length > most) throw new InvalidPayloadError({ reason: say(tooMany, caller.locale, { most }) });

			const fields = gifts.fields as Readonly<Record<string, FieldDeclaration>>;
			const table = rows.map((row) => columns.map(([path, field]) => cell(row, path, fields[field] as FieldDeclaration, caller.locale)));
			const heading = columns.map(([, field]) => say((fields[field] as FieldDeclaration).label, caller.locale));
			const body = csvOf([heading, ...table]);
			await insertRows(
				work,
				'crm_exports',
				[
					{
						id: work.newId(),
						at: work.now,
						user: caller.actor.id,
						register: 'gifts',
						rows: rows.length,
						from: period[0],
						until: period[1],
						digest: createHash('sha256').update(body).digest('hex'),
					},
				],
				caller.actor.id,
			);
			return { name: `gifts-${period.join('-')}.csv`, type: 'text/csv; charset=utf-8', disposition: 'attachment', body };
		});
	}),
];
