import { isDirectusError } from '@directus/errors';
import { z } from 'zod';
import { consentScopeLabels, type ConsentScope } from '@crm-policy/rules/customers/consent';
import { say } from '@crm-policy/rules/words/text';
import { collections } from '@crm-policy/schema/model';
import type { FieldDeclaration } from '@crm-policy/schema/declare';
import type { AnsweredFile } from '../endpoints/http.js';
import type { Caller, Host } from '../engine/context.js';
import { namesOf } from '../engine/people.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { registrationFields, registrationPaper, type Registration } from './customer-papers.js';
import { itemsFor, print } from './printing.js';

/** Rows of each kind that fit a form. */
const most = 50;

const dayModel = z.string().transform((value) => value.slice(0, 10));
const contactModel = z.object({ name: z.string(), job_title: z.string().nullable(), phone: z.string().nullable() });
const consentModel = z.object({ scope: z.string(), obtained_on: dayModel, withdrawn_on: dayModel.nullable() });
const partyModel = z.object({ party: z.string(), service_role: z.string().nullable() });
const headModel = z.object({
	number: z.string().nullable().default(null),
	registration_checked_at: z.string().nullable().default(null),
	registration_checked_by: z.string().nullable().default(null),
});

/** A value as the form shows it: the words of a choice, nothing for what is empty. */
function shown(field: string, value: unknown, locale: Caller['locale']): string {
	const declared = (collections.crm_customers.fields as Readonly<Record<string, FieldDeclaration>>)[field];
	const choice = declared?.choices?.find((candidate) => candidate.value === value);
	return choice !== undefined ? say(choice.label, locale) : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The registration form of a customer, for whoever may see the customer and with what they may see of it (CUS-03, CUS-14). */
export async function registrationForm(host: Host, caller: Caller, id: string, locale: Caller['locale']): Promise<AnsweredFile> {
	const customers = await itemsFor(host, caller, 'crm_customers');
	// Every field the reader has; which these are, the permissions say.
	const row = await customers.readOne(id, { fields: ['*'] });
	const head = headModel.parse(row);
	const listed = async <T>(collection: string, model: z.ZodType<T>, fields: readonly string[], sort: string): Promise<readonly T[]> => {
		const items = await itemsFor(host, caller, collection);
		try {
			const rows = await items.readByQuery({ filter: { customer: { _eq: id } }, fields, sort: [sort], limit: most });
			return rows.map((found) => model.parse(found));
		} catch (error) {
			if (isDirectusError(error) && error.code === 'FORBIDDEN') return [];
			throw error;
		}
	};
	const registration: Registration = {
		particulars: new Map(registrationFields.filter((field) => field in row).map((field) => [field, shown(field, row[field], locale)])),
		number: head.number,
		contacts: await listed('crm_contacts', contactModel, ['name', 'job_title', 'phone'], 'name'),
		consents: (await listed('crm_consents', consentModel, ['scope', 'obtained_on', 'withdrawn_on'], 'obtained_on')).map((consent) => ({
			...consent,
			scope: consentScopeLabels[consent.scope as ConsentScope],
		})),
		parties: await listed('crm_stakeholders', partyModel, ['party', 'service_role'], 'party'),
		checked:
			head.registration_checked_at === null
				? null
				: {
						at: head.registration_checked_at,
						by: (await namesOf(host.database, [head.registration_checked_by])).get(head.registration_checked_by ?? '') ?? null,
					},
	};
	const now = new Date().toISOString();
	const { time_zone: timeZone } = await rulebookInForce(host.database, now, caller.locale);
	return {
		name: `registration-${(head.number ?? 'customer').replace(/[^\w-]+/g, '-')}-${locale}.pdf`,
		type: 'application/pdf',
		disposition: 'inline',
		body: await print(registrationPaper(registration, now, locale, timeZone), caller.locale),
	};
}
