import { canonicalValue, filledIn, type KindOf } from '../canonical/content.js';
import { digest } from '../canonical/digest.js';
import type { ProcessDeclaration } from '../process/declaration.js';

/**
 * The digest of everything in a record that only commands write. A ledger entry keeps it for each record it moved, so that a
 * record whose governed fields were changed by any other hand no longer matches the entry its `ledger` field names.
 * What is empty is left out: a field that a later version of the product adds, empty in every record there is, changes no digest.
 */
export function governedDigest(
	process: Pick<ProcessDeclaration, 'collection' | 'governed'>,
	row: Readonly<Record<string, unknown>>,
	kindOf: KindOf,
): string {
	const fields = ['status', ...process.governed.filter((field) => field !== 'ledger')];
	return digest(
		filledIn(Object.fromEntries(fields.map((field) => [field, canonicalValue(row[field], kindOf(process.collection, field))]))),
	);
}

/** The columns that decide whether a record is as the ledger knows it. */
export const auditedColumns = ({ governed }: Pick<ProcessDeclaration, 'governed'>): readonly string[] => [
	...new Set(['id', 'status', 'ledger', ...governed]),
];

/**
 * A field that only commands write and whose value no command has written, or null. What cannot be told apart by a digest is called
 * `status`. A record that no command has moved yet must still be as it was born.
 * @param recorded the digest that the entry named by the record's `ledger` has for it; null when that entry does not speak of it
 */
export function strayGovernedField(
	process: Pick<ProcessDeclaration, 'collection' | 'governed' | 'initial'>,
	row: Readonly<Record<string, unknown>>,
	recorded: string | null,
	kindOf: KindOf,
): string | null {
	if (row['ledger'] === null || row['ledger'] === undefined) {
		if (row['status'] !== process.initial) return 'status';
		return process.governed.find((field) => row[field] !== null && row[field] !== undefined) ?? null;
	}
	if (recorded === null) return 'ledger';
	return recorded === governedDigest(process, row, kindOf) ? null : 'status';
}
