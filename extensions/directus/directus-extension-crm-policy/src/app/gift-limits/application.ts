import { z } from 'zod';

/** A relation is its id, or the row the form has opened. */
const reference = z.union([z.uuid(), z.looseObject({ id: z.uuid() }).transform(({ id }) => id)]);

const amount = z
	.union([z.string(), z.number()])
	.transform(String)
	.pipe(z.string().regex(/^\d{1,15}(\.\d{1,4})?$/));

const parts = {
	customer: reference,
	recipient: reference,
	kind: z.string().min(1),
	occasion: z.string().min(1),
	amount,
	planned_on: z.iso.date(),
} as const;

/** What a form says so far of an application: what is filled in and makes sense; the rest is left out. */
export function applicationOf(values: Readonly<Record<string, unknown>>, saved: string | null): Readonly<Record<string, string>> {
	const filled = Object.entries(parts).flatMap(([name, model]): [string, string][] => {
		const read = model.safeParse(values[name]);
		return read.success ? [[name, read.data]] : [];
	});
	return { ...(saved === null ? {} : { gift: saved }), ...Object.fromEntries(filled) };
}
