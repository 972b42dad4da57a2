import { canonicalValue, type KindOf } from '../canonical/content.js';
import { digest } from '../canonical/digest.js';
import type { ProcessDeclaration } from '../process/declaration.js';

/**
 * The digest of everything in a record that only commands write. A ledger entry keeps it for each record it moved, so that a
 * record whose governed fields were changed by any other hand no longer matches the entry its `ledger` field names.
 */
export function governedDigest(
	process: Pick<ProcessDeclaration, 'collection' | 'governed'>,
	row: Readonly<Record<string, unknown>>,
	kindOf: KindOf,
): string {
	const fields = ['status', ...process.governed.filter((field) => field !== 'ledger')];
	return digest(Object.fromEntries(fields.map((field) => [field, canonicalValue(row[field], kindOf(process.collection, field))])));
}
