import { useApi } from '@directus/extensions-sdk';
import type { z } from 'zod';
import {
	accessAnswer,
	clausesAnswer,
	commandResult,
	commandsAnswer,
	departmentsAnswer,
	dueAnswer,
	giftLimitsAnswer,
	inboxAnswer,
	peopleAnswer,
	timelineAnswer,
	versionsAnswer,
	type AccessExplained,
	type Box,
	type Clause,
	type Colleague,
	type CommandsAnswer,
	type ContractVersion,
	type DepartmentName,
	type GiftLimits,
	type InboxAnswer,
	type TimeLimitShown,
	type Timeline,
} from './contract.js';
import { readFailure } from './failure.js';

export interface CommandOrder {
	collection: string;
	id: string;
	command: string;
	input: Record<string, unknown>;
	comment: string | null;
	/** The revision the person has seen; the server refuses if the record has moved on since. */
	revision: number | null;
}

export interface CrmApi {
	commands(collection: string, id: string): Promise<CommandsAnswer>;
	order(order: CommandOrder): Promise<void>;
	timeline(collection: string, id: string): Promise<Timeline>;
	inbox(box: Box, limit: number, offset: number): Promise<InboxAnswer>;
	people(search: string, limit: number): Promise<Colleague[]>;
	clauses(): Promise<Clause[]>;
	/** Departments in use, by name. */
	departments(): Promise<DepartmentName[]>;
	/** The open time limits of a complaint, with their reasons. */
	due(complaint: string): Promise<TimeLimitShown[]>;
	/** Versions of a contract that were in force, newest first. */
	versions(contract: string): Promise<ContractVersion[]>;
	/** Why somebody sees a record or not. */
	explainAccess(user: string, collection: string, id: string): Promise<AccessExplained>;
	/** How an application for a gift stands to the yearly limits; what is not filled in yet is left out. */
	giftLimits(application: Readonly<Record<string, string>>): Promise<GiftLimits>;
}

const pathOf = (...parts: string[]): string => `/crm/${parts.map(encodeURIComponent).join('/')}`;

/** Requests to our server with the session of the signed-in person. Every promise is refused with a `Failure` and nothing else. */
export function useCrmApi(): CrmApi {
	const http = useApi();

	async function asked<T>(request: Promise<{ data: unknown }>, shape: z.ZodType<T>): Promise<T> {
		try {
			return shape.parse((await request).data);
		} catch (thrown) {
			throw readFailure(thrown);
		}
	}

	return {
		commands: (collection, id) => asked(http.get(pathOf('commands', collection, id)), commandsAnswer),
		async order({ collection, id, command, input, comment, revision }) {
			const body = { input, ...(comment === null ? {} : { comment }), ...(revision === null ? {} : { revision }) };
			await asked(http.post(pathOf('commands', collection, id, command), body), commandResult);
		},
		timeline: async (collection, id) => (await asked(http.get(pathOf('timeline', collection, id)), timelineAnswer)).data,
		inbox: (box, limit, offset) => asked(http.get(pathOf('inbox'), { params: { box, limit, offset } }), inboxAnswer),
		people: async (search, limit) => (await asked(http.get(pathOf('people'), { params: { search, limit } }), peopleAnswer)).data,
		versions: async (contract) => (await asked(http.get(pathOf('versions', contract)), versionsAnswer)).data,
		giftLimits: async (application) => (await asked(http.get(pathOf('gifts', 'limits'), { params: application }), giftLimitsAnswer)).data,
		explainAccess: async (user, collection, id) =>
			(await asked(http.get(pathOf('access', 'explain'), { params: { user, collection, id } }), accessAnswer)).data,
		departments: async () =>
			(
				await asked(
					http.get('/items/crm_departments', { params: { 'filter[active][_eq]': true, fields: 'id,name', sort: 'name', limit: 200 } }),
					departmentsAnswer,
				)
			).data,
		due: async (complaint) => (await asked(http.get(pathOf('complaints', complaint, 'due')), dueAnswer)).data,
		clauses: async () => (await asked(http.get(pathOf('clauses')), clausesAnswer)).data,
	};
}
