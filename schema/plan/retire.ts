import { systemServices, type SystemService } from '../model-type.js';
import type { Manifest, Snapshot } from '../plan.js';
import { sameProperty } from './compare.js';
import type { DeclaredObject, Properties, SystemRowObject } from './objects.js';

/** Where a row we made is found again once nothing declares it any more. */
export interface Place {
	readonly service: SystemService;
	readonly match: Properties;
}

/** Places of the rows we made, by key. */
export type Places = ReadonlyMap<string, Place>;

/** A row of the host that points at one of ours, and would be lost or loosened with it. */
export interface Dependant {
	readonly table: string;
	readonly id: string;
}

/** What becomes of a row we made once and declare no more. */
export type Retirement =
	/** It is as we wrote it and nothing of the customer's hangs on it: it goes. */
	| { readonly kind: 'retire'; readonly key: string; readonly object: SystemRowObject }
	/** The customer has deleted it: there is nothing left to remember. */
	| { readonly kind: 'gone'; readonly key: string; readonly object: SystemRowObject }
	/** The customer changed it (`properties`), or something of theirs hangs on it (`usedBy`, tables): it stays and is reported. */
	| {
			readonly kind: 'retained';
			readonly key: string;
			readonly object: SystemRowObject;
			readonly properties: readonly string[];
			readonly usedBy: readonly string[];
	  };

/**
 * System rows that we wrote and that nothing declares any more, with what we wrote of them. What hangs on something else comes before
 * it: a permission before its policy, a policy before its role.
 */
export function noLongerDeclared(declared: readonly DeclaredObject[], manifest: Manifest, places: Places): readonly SystemRowObject[] {
	const keys = new Set(declared.map(({ key }) => key));
	const dropped = [...places].flatMap(([key, { service, match }]): SystemRowObject[] => {
		const properties = manifest.get(key);
		// The settings are one row for everything; what we no longer declare of them is simply theirs.
		return keys.has(key) || properties === undefined || service === 'settings' ? [] : [{ type: 'system', key, service, match, properties }];
	});
	return dropped.sort((a, b) => systemServices.indexOf(b.service) - systemServices.indexOf(a.service));
}

/**
 * Decides about rows that are declared no more, in the order given. Pure: reads and writes nothing.
 * @param dependants by key: what of the host points at a row
 */
export function planRetirement(
	dropped: readonly SystemRowObject[],
	live: Snapshot,
	dependants: ReadonlyMap<string, readonly Dependant[]>,
): readonly Retirement[] {
	const going = new Set<string>();
	return dropped.map((object): Retirement => {
		const { key, service } = object;
		const present = live.get(key);
		if (present === undefined) return { kind: 'gone', key, object };
		const properties = Object.keys(object.properties).filter(
			(property) => !sameProperty('system', property, present[property], object.properties[property]),
		);
		const usedBy = (dependants.get(key) ?? []).filter(({ table, id }) => !going.has(`${table} ${id}`)).map(({ table }) => table);
		if (properties.length > 0 || usedBy.length > 0) return { kind: 'retained', key, object, properties, usedBy: [...new Set(usedBy)] };
		going.add(`directus_${service} ${String(present['id'])}`);
		return { kind: 'retire', key, object };
	});
}
