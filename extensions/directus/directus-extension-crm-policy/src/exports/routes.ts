import { createHash } from 'node:crypto';
import { ForbiddenError, InvalidPayloadError } from '@directus/errors';
import { z } from 'zod';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import { exportWords as words } from '@crm-policy/rules/exports/words';
import { hasRole } from '@crm-policy/rules/organisation/people';
import { roles } from '@crm-policy/rules/organisation/roles';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { say, text, type Locale } from '@crm-policy/rules/words/text';
import { answering, answeringFile, read, type Handler } from '../endpoints/http.js';
import { startWork } from '../engine/command-bus.js';
import type { Caller, Host, Work } from '../engine/context.js';
import { csvOf } from '../engine/csv.js';
import { displayName, namesOf } from '../engine/people.js';
import { policyViolation } from '../engine/refusals.js';
import { grantedFields, isGranted } from '../engine/rights.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { insertRows } from '../engine/writer.js';
import { registers, type Column, type Register } from './registers.js';

/** Rows one file holds at the most; a longer register is taken out in parts. */
const most = 20_000;

const orderModel = z.strictObject({
	reason: z.string().trim().max(255).default(''),
	from: z.iso.date().optional(),
	until: z.iso.date().optional(),
});

type Row = Readonly<Record<string, unknown>>;

const valueAt = (row: Row, path: string): unknown =>
	path.split('.').reduce<unknown>((inside, key) => (inside as Row | null | undefined)?.[key], row);

function cell(row: Row, { path, field }: Column, locale: Locale): string {
	const value = valueAt(row, path);
	if (value === null || value === undefined || value === false) return '';
	if (value === true) return say(words.yes, locale);
	if (field.relation?.kind === 'm2o' && field.relation.to === 'directus_users')
		return displayName({ email: null, ...(value as { first_name: string | null; last_name: string | null }) });
	const chosen = field.choices?.find((choice) => choice.value === value);
	if (chosen !== undefined) return say(chosen.label, locale);
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The columns of a register that its reader may see. */
async function columnsFor(work: Work, { accountability }: Caller, { collection, columns }: Register): Promise<readonly Column[]> {
	const granted = await grantedFields(work.trx, accountability, collection, 'read');
	return granted === null ? columns : columns.filter(({ path }) => granted.has(path.split('.')[0] ?? path));
}

/** What the host is asked for: of a person the name alone. */
const asked = ({ path, field }: Column): readonly string[] =>
	field.relation?.kind === 'm2o' && field.relation.to === 'directus_users' ? [`${path}.first_name`, `${path}.last_name`] : [path];

/** Whether the rulebook gives somebody the right to take data out. It is a duty of the company, so being an administrator gives none. */
export const mayExport = ({ actor }: Caller, { exports }: Pick<Rulebook, 'exports'>): boolean => hasRole(actor, exports.by);

function periodOf(
	register: Register,
	from: string | undefined,
	until: string | undefined,
	today: string,
): readonly [string, string] | null {
	if (register.day === null) return null;
	const year = today.slice(0, 4);
	return [from ?? `${year}-01-01`, until ?? `${year}-12-31`];
}

/** Taking registers out as files: a right of its own, with a reason, on record, and marked with who did it (CON-03). */
export const exportRoutes = (host: Host): readonly (readonly ['get' | 'post', string, Handler])[] => [
	[
		'get',
		'/exports',
		answering(host, async (_request, caller) => {
			const work = await startWork(host, host.database, await host.getSchema());
			if (!mayExport(caller, await rulebookInForce(work.trx, work.now, caller.locale))) throw new ForbiddenError();
			const data = [];
			for (const { key, label, collection, day } of registers)
				if (await isGranted(work.trx, caller.accountability, collection, 'read'))
					data.push({ key, label: say(label, caller.locale), period: day !== null });
			return { data };
		}),
	],
	[
		'post',
		'/exports/:register',
		answeringFile(host, async ({ params, body }, caller) => {
			const register = registers.find(({ key }) => key === params['register']);
			if (register === undefined) throw new ForbiddenError();
			const { reason, from, until } = read(orderModel, body ?? {});
			const schema = await host.getSchema();
			return host.database.transaction(async (trx) => {
				const work = await startWork(host, trx, schema);
				const rulebook = await rulebookInForce(trx, work.now, caller.locale);
				const target = { collection: register.collection, id: null, command: 'export' };
				if (!mayExport(caller, rulebook)) {
					const who = text(
						rulebook.exports.by.map((key) => say(roles[key], 'en-US')).join(', '),
						rulebook.exports.by.map((key) => say(roles[key], 'zh-CN')).join('、'),
					);
					throw policyViolation(
						target,
						[{ rule: 'export-not-allowed', clause: 'CON-03', text: words.notAllowed, values: { who } }],
						caller.locale,
					);
				}
				if (reason === '')
					throw policyViolation(
						target,
						[{ rule: 'export-without-reason', clause: 'CON-03', field: 'reason', text: words.reasonMissing }],
						caller.locale,
					);
				const today = localDay(work.now, rulebook.time_zone);
				const period = periodOf(register, from, until, today);
				const columns = await columnsFor(work, caller, register);
				const rows = await new host.services.ItemsService(register.collection, {
					knex: trx,
					schema,
					accountability: caller.accountability,
				}).readByQuery({
					fields: columns.flatMap(asked),
					...(period === null || register.day === null ? {} : { filter: { [register.day]: { _between: period } } }),
					sort: register.sort,
					limit: most + 1,
				});
				if (rows.length > most) throw new InvalidPayloadError({ reason: say(words.tooMany, caller.locale, { most }) });

				const id = work.newId();
				const names = await namesOf(trx, [caller.actor.id]);
				const watermark = say(words.marked, caller.locale, {
					mark: id.slice(0, 8).toUpperCase(),
					name: names.get(caller.actor.id ?? '') ?? '',
					day: today,
				});
				const heading = [...columns.map(({ field }) => say(field.label, caller.locale)), say(words.watermark, caller.locale)];
				// The mark is on every row: a part of the file tells as much as the whole.
				const file = csvOf([heading, ...rows.map((row) => [...columns.map((column) => cell(row, column, caller.locale)), watermark])]);
				await insertRows(
					work,
					'crm_exports',
					[
						{
							id,
							at: work.now,
							user: caller.actor.id,
							register: register.key,
							rows: rows.length,
							from: period?.[0] ?? null,
							until: period?.[1] ?? null,
							reason,
							watermark,
							digest: createHash('sha256').update(file).digest('hex'),
						},
					],
					caller.actor.id,
				);
				const name = `${register.key}-${period === null ? today : period.join('-')}.csv`;
				return { name, type: 'text/csv; charset=utf-8', disposition: 'attachment', body: file };
			});
		}),
	],
];
