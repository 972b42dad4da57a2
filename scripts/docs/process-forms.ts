import { z } from 'zod';
import type { Case, CommandDeclaration, ProcessTypes } from '@crm-policy/rules/process/declaration';
import { formOf } from '@crm-policy/rules/process/decide';
import type { RoleKey } from '@crm-policy/rules/organisation/roles';
import type { AnyProcess } from '@crm-policy/rules/processes';
import { defaultRulebook } from '@crm-policy/seeds/rulebook/index';
import { text, type Text } from '@crm-policy/rules/words/text';

type Command = CommandDeclaration<ProcessTypes>;

/** One entry of a command's form. */
export interface FormField {
	readonly name: string;
	readonly title: Text | null;
	readonly required: boolean;
	/** What may be entered, in words. */
	readonly kind: string;
	readonly choices: readonly string[];
}

/** A form, and for whom it looks like this; `null` when it is the same for everybody. */
export interface Form {
	readonly when: Text | null;
	readonly fields: readonly FormField[];
}

/** What a form or a next state is asked about. */
interface Imagined {
	readonly row?: Readonly<Record<string, unknown>>;
	readonly input?: Readonly<Record<string, unknown>>;
	readonly facts?: object;
	readonly roles?: readonly RoleKey[];
}

/** Commands whose form depends on the record, with a record of each kind there is. */
const dependentForms: Readonly<Record<string, readonly ({ readonly when: Text } & Imagined)[]>> = {
	'crm_approval_tasks.approve': [
		{ when: text('the chair of a review meeting', '会议评审的主持人'), row: { mode: 'meeting', part: 'chair' } },
		{ when: text('everybody else', '其他人员'), row: { mode: 'all', part: 'signer' } },
	],
	'crm_visits.report': [
		{
			when: text('every visit', '所有拜访'),
			row: { purpose: null, further_purposes: null, started_at: null, starts_at: null, finished_at: null },
		},
	],
	'crm_visits.reschedule': [
		{ when: text('an all-day visit', '全天拜访'), row: { all_day: true } },
		{ when: text('any other visit', '其他拜访'), row: { all_day: false } },
	],
	'crm_customers.record_contact': [
		{ when: text('the top management', '高层管理人员'), roles: ['general-manager'], facts: { people: [{ id: '', name: '' }] } },
		{ when: text('everybody else', '其他人员'), facts: { people: [{ id: '', name: '' }] } },
	],
	'crm_complaints.take_over_delivery': [
		{
			when: text('whoever handles the case, when something was sent', '本案受理人，且客户有交运记录'),
			facts: { sentGoods: [{ id: '', sent_on: '', order_number: null, product: '', quantity: null, batch: null }] },
		},
	],
	'crm_gifts.hand_over': [
		{ when: text('what the rulebook wants a receipt in words of', '制度要求文字签收说明的物品'), row: { kind: 'gift' } },
		{ when: text('what it wants a signed receipt of', '制度要求签收单的物品'), row: { kind: 'trial' } },
	],
};

/** Commands whose next state depends on the record, with a record of each kind there is. */
const dependentTargets: Readonly<
	Record<string, readonly { readonly when: string; readonly row: Readonly<Record<string, unknown>>; readonly facts: object }[]>
> = {
	'crm_gifts.submit': [
		{ when: 'what somebody approves', row: { kind: 'gift' }, facts: { customer: null, recipient: null, counted: [] } },
		{ when: 'what needs nobody’s approval', row: { kind: 'sample' }, facts: { customer: null, recipient: null, counted: [] } },
	],
};

const propertyModel = z.looseObject({
	title: z.strictObject({ 'en-US': z.string(), 'zh-CN': z.string() }).optional(),
	type: z.string().optional(),
	format: z.string().optional(),
	enum: z.array(z.string()).optional(),
	maxLength: z.number().optional(),
	'x-collection': z.string().optional(),
	items: z.looseObject({ type: z.string().optional() }).optional(),
});
const schemaModel = z.looseObject({
	properties: z.record(z.string(), propertyModel).default({}),
	required: z.array(z.string()).default([]),
});

const targets: Readonly<Record<string, string>> = {
	directus_users: 'a person',
	directus_files: 'an uploaded file',
	crm_contacts: 'a contact',
	crm_transactions: 'goods of a delivery',
};

function kindOf(property: z.infer<typeof propertyModel>): string {
	const target = property['x-collection'];
	if (target !== undefined) return property.type === 'array' ? 'people' : (targets[target] ?? target);
	if (property.enum !== undefined) return 'one of the choices';
	if (property.format === 'date') return 'a day, `YYYY-MM-DD`';
	if (property.format === 'date-time') return 'an instant with its zone (ISO 8601)';
	if (property.type === 'string') return property.maxLength === undefined ? 'text' : `text, at most ${property.maxLength} characters`;
	return property.type ?? 'a value';
}

function fieldsOf(form: z.ZodObject): readonly FormField[] {
	const schema = schemaModel.parse(z.toJSONSchema(form));
	return Object.entries(schema.properties).map(([name, property]) => ({
		name,
		title: property.title ?? null,
		required: schema.required.includes(name),
		kind: kindOf(property),
		// Records to choose from are different ones every time.
		choices: property['x-collection'] === undefined ? (property.enum ?? []) : [],
	}));
}

/** A case with nothing in it but what a form or a next state is asked about. */
const imagined = (given: Imagined): Case<ProcessTypes> =>
	({
		row: { owner: null, department: null, occasion: null, ...given.row },
		input: given.input ?? {},
		facts: given.facts ?? {},
		actor: { roles: given.roles ?? [] },
		rulebook: defaultRulebook,
		now: '2026-01-01T00:00:00.000Z',
	}) as unknown as Case<ProcessTypes>;

/** Every form a command has. Throws for one that depends on the record and is not listed above. */
export function formsOf(process: AnyProcess, name: string, command: Command): readonly Form[] {
	if (typeof command.input !== 'function') return [{ when: null, fields: fieldsOf(formOf(command, imagined({}))) }];
	const key = `${process.collection}.${name}`;
	const kinds = dependentForms[key];
	if (kinds === undefined) throw new Error(`The form of ${key} depends on the record: say in process-forms.ts on which kinds of it.`);
	return kinds.map(({ when, ...given }) => ({ when, fields: fieldsOf(formOf(command, imagined(given))) }));
}

/** The states a command may lead to; none when it leaves the state as it is. */
export function targetsOf(
	process: AnyProcess,
	name: string,
	command: Command,
): readonly { readonly state: string; readonly input: string | null; readonly when: string | null }[] {
	const { to } = command;
	if (to === undefined) return [];
	if (typeof to === 'string') return [{ state: to, input: null, when: null }];
	const kinds = dependentTargets[`${process.collection}.${name}`];
	if (kinds !== undefined) return kinds.map(({ when, row, facts }) => ({ state: to(imagined({ row, facts })), input: null, when }));
	return formsOf(process, name, command).flatMap(({ fields }) =>
		fields.flatMap((field) =>
			field.choices.map((choice) => ({
				state: to(imagined({ input: { [field.name]: choice } })),
				input: `${field.name} = ${choice}`,
				when: null,
			})),
		),
	);
}
