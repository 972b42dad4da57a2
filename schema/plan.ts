import { isEmpty, sameProperty } from './plan/compare.js';
import type { DeclaredObject, Properties } from './plan/objects.js';
import { referenceInterface } from './reference-interface.js';

export type { DeclaredObject, Properties } from './plan/objects.js';
export { declaredObjects } from './plan/declared.js';
export { noLongerDeclared, planRetirement, type Dependant, type Place, type Places, type Retirement } from './plan/retire.js';

/** What a live Directus has of the declared objects, by key; a key that is missing is an object that does not exist. */
export type Snapshot = ReadonlyMap<string, Properties>;

/** What we wrote last of each object, by key. */
export type Manifest = ReadonlyMap<string, Properties>;

export type Change =
	| { readonly kind: 'create'; readonly key: string; readonly object: DeclaredObject }
	| { readonly kind: 'unchanged'; readonly key: string; readonly object: DeclaredObject }
	/** The live object is as we wrote it and the declaration has moved on; `properties` are those to write. */
	| { readonly kind: 'update'; readonly key: string; readonly object: DeclaredObject; readonly properties: readonly string[] }
	/** Somebody else wrote the live object; it is reported and left alone. `properties` is empty when they deleted it. */
	| { readonly kind: 'conflict'; readonly key: string; readonly object: DeclaredObject; readonly properties: readonly string[] };

/** Rows whose properties only make sense together: a permission half ours and half the customer's would be neither's. */
const indivisible: readonly DeclaredObject['type'][] = ['system', 'seed', 'index'];

/** Rows that were there and are not any more were deleted by the customer, and that is theirs to decide. */
const deletable: readonly DeclaredObject['type'][] = ['system', 'seed'];

/** Whether a form was given back to the host when the extension was taken out: nobody's choice, so it is ours again. */
const wasHandedBack = (property: string, live: unknown, declared: unknown): boolean =>
	property === 'interface' && live === referenceInterface.hosts && declared === referenceInterface.ours;

function compare(object: DeclaredObject, live: Properties, written: Properties | undefined): readonly Change[] {
	const { key, type } = object;
	const differing = Object.keys(object.properties).filter(
		(property) => !sameProperty(type, property, live[property], object.properties[property]),
	);
	if (differing.length === 0) return [{ kind: 'unchanged', key, object }];
	const ours = differing.filter((property) => {
		// A type is never changed under the data that is in it.
		if (type === 'field' && property === 'type') return false;
		if (written !== undefined && property in written) return sameProperty(type, property, live[property], written[property]);
		if (written === undefined && type === 'field' && wasHandedBack(property, live[property], object.properties[property])) return true;
		// Never written by us: ours to set while nobody has set it.
		const open = written !== undefined || type === 'seed' || (type === 'system' && object.service === 'settings');
		return open && isEmpty(live[property]);
	});
	const theirs = differing.filter((property) => !ours.includes(property));
	if (theirs.length === 0) return [{ kind: 'update', key, object, properties: ours }];
	if (ours.length === 0 || indivisible.includes(type)) return [{ kind: 'conflict', key, object, properties: theirs }];
	return [
		{ kind: 'update', key, object, properties: ours },
		{ kind: 'conflict', key, object, properties: theirs },
	];
}

/**
 * Compares what is declared with what a live Directus has and what we wrote last.
 * Only declared properties count; whatever else lives there is left alone. Pure: reads and writes nothing.
 *
 * An object is one change, or two when a part of it follows the declaration and another part is the customer's.
 */
export function plan(declared: readonly DeclaredObject[], live: Snapshot, manifest: Manifest): readonly Change[] {
	return declared.flatMap((object): readonly Change[] => {
		const present = live.get(object.key);
		const written = manifest.get(object.key);
		if (present !== undefined) return compare(object, present, written);
		if (written !== undefined && deletable.includes(object.type)) return [{ kind: 'conflict', key: object.key, object, properties: [] }];
		return [{ kind: 'create', key: object.key, object }];
	});
}

/** What the manifest says of an object once its changes are performed; a property that is the customer's keeps our earlier value. */
export function writtenAfter(changes: readonly Change[], manifest: Manifest): ReadonlyMap<string, Properties> {
	const after = new Map<string, Properties>();
	for (const change of changes) {
		if (change.kind !== 'conflict') {
			after.set(change.key, change.object.properties);
			continue;
		}
		const before = manifest.get(change.key);
		const base = after.get(change.key) ?? before;
		if (base === undefined || before === undefined) continue;
		const kept = Object.fromEntries(change.properties.flatMap((property) => (property in before ? [[property, before[property]]] : [])));
		const others = Object.fromEntries(Object.entries(base).filter(([property]) => !change.properties.includes(property)));
		after.set(change.key, { ...others, ...kept });
	}
	return after;
}
