import { useApi } from '@directus/extensions-sdk';
import { z } from 'zod';
import {
	clausesAnswer,
	commandResult,
	commandsAnswer,
	departmentsAnswer,
	dueAnswer,
	duplicatesAnswer,
	exportsAnswer,
	giftLimitsAnswer,
	importAnswer,
	importRowsAnswer,
	importsAnswer,
	importSummaryAnswer,
	inboxAnswer,
	peopleAnswer,
	timelineAnswer,
	versionsAnswer,
	type Box,
	type Clause,
	type Colleague,
	type CommandsAnswer,
	type ContractVersion,
	type DepartmentName,
	type Duplicates,
	type GiftLimits,
	type ImportDetails,
	type ImportOutcome,
	type ImportPlan,
	type ImportRows,
	type ImportsAnswer,
	type ImportSummary,
	type Registers,
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
	/** Records that are probably of the customer in a form. */
	duplicates(identity: Readonly<Record<string, string>>): Promise<Duplicates>;
	/** Registers one may take out. */
	registers(): Promise<Registers>;
	/** Takes a register out, with the reason that is kept. */
	takeOut(register: string, order: { reason: string; from?: string; until?: string }): Promise<Blob>;
	/** One's own imports, newest first, and what one may bring in. */
	imports(): Promise<ImportsAnswer>;
	import(id: string): Promise<ImportDetails>;
	uploadImport(target: string, file: File): Promise<ImportDetails>;
	/** `check` tries every row, `start` brings them in, both by a plan; `resume` and `cancel` need none. */
	importStep(id: string, step: 'check' | 'start' | 'resume' | 'cancel', plan: ImportPlan | null): Promise<ImportSummary>;
	importRows(id: string, outcome: ImportOutcome | null, limit: number, offset: number): Promise<ImportRows>;
	/** The rows that did not come in, as a file. */
	importReport(id: string): Promise<Blob>;
	forgetImport(id: string): Promise<void>;
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
		duplicates: async (identity) => (await asked(http.get(pathOf('customers', 'duplicates'), { params: identity }), duplicatesAnswer)).data,
		registers: async () => (await asked(http.get(pathOf('exports')), exportsAnswer)).data,
		takeOut: (register, order) => asked(http.post(pathOf('exports', register), order, { responseType: 'blob' }), z.instanceof(Blob)),
		imports: () => asked(http.get(pathOf('imports')), importsAnswer),
		import: async (id) => (await asked(http.get(pathOf('imports', id)), importAnswer)).data,
		uploadImport: async (target, file) =>
			(
				await asked(
					http.post(pathOf('imports'), file, {
						params: { target, name: file.name },
						headers: { 'Content-Type': 'application/octet-stream' },
					}),
					importAnswer,
				)
			).data,
		importStep: async (id, step, plan) => (await asked(http.post(pathOf('imports', id, step), plan ?? {}), importSummaryAnswer)).data,
		importRows: (id, outcome, limit, offset) =>
			asked(
				http.get(pathOf('imports', id, 'rows'), { params: { limit, offset, ...(outcome === null ? {} : { outcome }) } }),
				importRowsAnswer,
			),
		importReport: (id) => asked(http.get(pathOf('imports', id, 'report'), { responseType: 'blob' }), z.instanceof(Blob)),
		async forgetImport(id) {
			await asked(http.delete(pathOf('imports', id)), z.unknown());
		},
		giftLimits: async (application) => (await asked(http.get(pathOf('gifts', 'limits'), { params: application }), giftLimitsAnswer)).data,
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
