import { fateOf, reviewingOf } from '@crm-policy/rules/customer-merges/fate';
import { mostReferences, type MovedPlace, type Reference } from '@crm-policy/rules/customer-merges/merge';
import { processes, processOf } from '@crm-policy/rules/processes';
import { referencesTo } from '@crm-policy/schema/references';
import type { Knex } from 'knex';
import { decodeRow, hasColumn, type Row } from '../engine/codec.js';
import { rowsOf } from '../engine/rows.js';

/** What people call a record, by its collection. */
export type TitleOf = (collection: string, row: Readonly<Row>) => string;

/** Every column that can name a customer, with the approvals that read it. A merge names its two records for good; it is none of what they hold. */
const columns = referencesTo('crm_customers')
	.filter(({ collection }) => collection !== 'crm_customer_merges')
	.map(({ collection, field }) => ({ collection, field, reviewing: reviewingOf(processes, collection, field) }));

type Column = (typeof columns)[number];

/** Ids named in one statement; databases limit the values it may carry. */
const named = 500;

/** Rows of a column with the state that decides what becomes of them, as `merge_state`: their own, or that of the record they are a part of. */
function rowsWithState(trx: Knex, { collection, reviewing }: Column): Knex.QueryBuilder {
	const query = trx(`${collection} as row`).orderBy('row.id');
	if (reviewing !== null && reviewing.parent !== null) {
		return query
			.leftJoin(`${reviewing.process.collection} as whole`, 'whole.id', `row.${reviewing.parent}`)
			.select('row.*', 'whole.status as merge_state');
	}
	return query.select('row.*', ...(hasColumn(collection, 'status') ? ['row.status as merge_state'] : []));
}

const stateIn = (row: Readonly<Row>): string | null => (typeof row['merge_state'] === 'string' ? row['merge_state'] : null);

/** Everything that names a customer, up to one more than a merge may carry: one query for each column, whatever the number of records. */
export async function referencesOf(trx: Knex, customer: string, titleOf: TitleOf): Promise<readonly Reference[]> {
	const found: Reference[] = [];
	for (const column of columns) {
		const { collection, field, reviewing } = column;
		const left = mostReferences + 1 - found.length;
		if (left <= 0) break;
		const rows = await rowsOf(
			rowsWithState(trx, column)
				.where({ [`row.${field}`]: customer })
				.limit(left),
		);
		for (const row of rows) {
			const fate = fateOf(reviewing, collection, field, stateIn(row));
			const title = fate === 'settle' && processOf(collection) !== undefined ? titleOf(collection, decodeRow(collection, row)) : null;
			found.push({ collection, id: String(row['id']), field, fate, title });
		}
	}
	return found;
}

/** Everything a merge has moved, and what of it can go back: what is still at the survivor and has not been approved as it stands since. */
export async function movedBy(trx: Knex, merge: string, survivor: string): Promise<readonly MovedPlace[]> {
	const items = await rowsOf<{ id: string; subject_collection: string; subject_id: string; field: string }>(
		trx('crm_customer_merge_items')
			.where({ merge, outcome: 'moved' })
			.orderBy('id')
			.select('id', 'subject_collection', 'subject_id', 'field'),
	);
	const moved: MovedPlace[] = [];
	for (const column of columns) {
		const { collection, field, reviewing } = column;
		const own = items.filter((item) => item.subject_collection === collection && item.field === field);
		for (let from = 0; from < own.length; from += named) {
			const piece = own.slice(from, from + named);
			const rows = await rowsOf(
				rowsWithState(trx, column)
					.where({ [`row.${field}`]: survivor })
					.whereIn(
						'row.id',
						piece.map(({ subject_id }) => subject_id),
					),
			);
			const returning = new Set(
				rows.filter((row) => fateOf(reviewing, collection, field, stateIn(row)) === 'moves').map((row) => String(row['id'])),
			);
			for (const { id, subject_id } of piece)
				moved.push({ item: id, collection, id: subject_id, field, returns: returning.has(subject_id) });
		}
	}
	return moved;
}
