import { z } from 'zod';
import { ForbiddenError } from '@directus/errors';
import { roles } from '@crm-policy/rules/organisation/roles';
import { say } from '@crm-policy/rules/words/text';
import type { Host } from '../engine/context.js';
import { displayName, loadPeople } from '../engine/people.js';
import { rowsOf } from '../engine/rows.js';
import { answering, pageModel, read, type Handler } from './http.js';

const searchModel = pageModel.extend({ search: z.string().trim().max(100).default('') });

/** People one may hand a decision to: name, department and roles, nothing more. For staff and administrators only. */
export const peopleRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/people',
	answering(host, async ({ query }, caller) => {
		if (caller.actor.roles.length === 0 && caller.accountability?.admin !== true) throw new ForbiddenError();
		const { search, limit, offset } = read(searchModel, query);
		const people = (await loadPeople(host.database)).filter((person) => person.active);
		const rows = await rowsOf<{
			id: string;
			first_name: string | null;
			last_name: string | null;
			email: string | null;
			department: string | null;
		}>(
			host
				.database('directus_users')
				.leftJoin('crm_departments', 'crm_departments.id', 'directus_users.crm_department')
				.whereIn(
					'directus_users.id',
					people.map((person) => person.id),
				)
				.select('directus_users.id', 'first_name', 'last_name', 'email', 'crm_departments.name as department'),
		);
		const needle = search.toLowerCase();
		const found = rows
			.map((row) => ({
				id: row.id,
				name: displayName(row),
				department: row.department,
				roles: (people.find((person) => person.id === row.id)?.roles ?? []).map((role) => say(roles[role], caller.locale)),
			}))
			.filter(
				(person) =>
					needle === '' || [person.name, person.department ?? '', ...person.roles].some((part) => part.toLowerCase().includes(needle)),
			)
			.sort((a, b) => a.name.localeCompare(b.name));
		return { data: found.slice(offset, offset + limit), meta: { total: found.length } };
	}),
];

/** The clause catalogue, in the reader's language. */
export const clausesRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/clauses',
	answering(host, async (_request, caller) => {
		const rows = await rowsOf<{
			clause: string;
			title: string;
			title_zh: string;
			source: string | null;
		}>(host.database('crm_clauses').select('clause', 'title', 'title_zh', 'source').orderBy('clause').limit(1000));
		return {
			data: rows.map((row) => ({ id: row.clause, title: caller.locale === 'zh-CN' ? row.title_zh : row.title, source: row.source })),
		};
	}),
];
