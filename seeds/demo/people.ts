import { z } from 'zod';
import { roleKeys, type RoleKey } from '@crm-policy/rules/organisation/roles';
import { text, type Locale } from '@crm-policy/rules/words/text';
import { stableId } from '../stable-id.js';
import signIns from './sign-ins.json' with { type: 'json' };

const words = z.strictObject({ 'en-US': z.string().min(1), 'zh-CN': z.string().min(1) });
const name = z.strictObject({ first: z.string().min(1), last: z.string().min(1) });

/** A row of the table of sign-ins. The administrator is made by Directus itself and stands in the table only. */
export const signInModel = z.strictObject({
	email: z.email(),
	name: z.strictObject({ 'en-US': name, 'zh-CN': name }),
	roleKey: z.enum(['administrator', ...roleKeys] as ['administrator', ...RoleKey[]]),
	role: words,
	departmentKey: z.string().nullable(),
	department: words.nullable(),
});

export type SignIn = z.infer<typeof signInModel>;

export const signInTable: readonly SignIn[] = z.array(signInModel).parse(signIns);

/** A member of the demo company. `who` is the part of the address before the @ and names the person in the stories. */
export interface DemoPerson {
	readonly who: string;
	readonly id: string;
	readonly email: string;
	readonly name: Readonly<Record<Locale, { readonly first: string; readonly last: string }>>;
	readonly role: RoleKey;
	readonly department: string | null;
}

const person = (who: string, role: RoleKey, department: string | null, personName: DemoPerson['name']): DemoPerson => ({
	who,
	id: stableId('demo', 'person', who),
	email: `${who}@example.com`,
	name: personName,
	role,
	department,
});

const named = (en: readonly [string, string], zh: readonly [string, string]): DemoPerson['name'] => ({
	'en-US': { first: en[0], last: en[1] },
	'zh-CN': { first: zh[0], last: zh[1] },
});

/** Colleagues beside those of the table, so that duties can be separated and somebody can stand in for somebody. */
const colleagues: readonly DemoPerson[] = [
	person('sales.second', 'salesperson', 'sales', named(['Liam', 'Carter'], ['子豪', '韩'])),
	person('export', 'salesperson', 'export', named(['Sofia', 'Moreau'], ['婉清', '苏'])),
	person('export.manager', 'business-head', 'export', named(['Henrik', 'Olsen'], ['永康', '高'])),
	person('production.deputy', 'production-manager', 'production', named(['Paula', 'Reyes'], ['立新', '唐'])),
	person('quality.deputy', 'quality-manager', 'quality', named(['Quentin', 'Marsh'], ['思远', '曹'])),
	person('warehouse.second', 'warehouse-keeper', 'warehouse', named(['Wendy', 'Shaw'], ['长林', '丁'])),
];

/** Everybody of the demo company but the administrator. */
export const people: readonly DemoPerson[] = [
	...signInTable.flatMap((row) =>
		row.roleKey === 'administrator' ? [] : [person(row.email.replace('@example.com', ''), row.roleKey, row.departmentKey, row.name)],
	),
	...colleagues,
];

export const personCalled = (who: string): DemoPerson => {
	const found = people.find((candidate) => candidate.who === who);
	if (found === undefined) throw new Error(`Nobody in the demo company is called "${who}".`);
	return found;
};

/** A second sales team of the demo company, so that what one team sees and the other does not can be shown. */
export const exportDepartment = {
	key: 'export',
	name: text('Export sales', '外贸业务部'),
	duties: text('Sells abroad, as the Sales department does at home.', '负责海外市场业务，职责同业务部。'),
} as const;
