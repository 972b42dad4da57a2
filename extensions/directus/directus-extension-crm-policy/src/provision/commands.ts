import { locales } from '@crm-policy/rules/words/text';
import { verifyGuards } from '@crm-policy/schema/guards/install';
import { guardsFor } from '@crm-policy/schema/guards/spec';
import { z } from 'zod';
import { inAllLanguages } from '../engine/refuse-to-start.js';
import { compare, conflictsOf, converge } from './converge.js';
import type { Declaration } from './declaration.js';
import type { Host } from './host.js';
import { remove } from './remove.js';
import { sayConflict, sayCreates, sayReport, someOf } from './say-report.js';
import { mayConverge } from './may-converge.js';
import { provisionSettings } from './settings.js';
import { provisionWords } from './words.js';

/** What we use of Directus' command line (commander). */
export interface Program {
	command(name: string): Program;
	description(text: string): Program;
	option(flags: string, description: string, initial?: string): Program;
	action(work: (options: unknown) => Promise<void>): Program;
}

const applyOptions = z.object({ demo: z.boolean().default(false), language: z.enum(locales).default('en-US') });

/** Runs a command to its end and leaves with a code the shell understands: the database pool would keep the process alive. */
const toTheEnd =
	(host: Host, work: (options: unknown) => Promise<number>) =>
	async (options: unknown): Promise<void> => {
		let code = 1;
		try {
			code = await work(options);
		} catch (error) {
			host.logger.error(error);
			host.logger.error(inAllLanguages(provisionWords.failed, { reason: error instanceof Error ? error.message : String(error) }));
		}
		await host.database.destroy();
		process.exit(code);
	};

const print = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

async function applyCommand(host: Host, declaration: Declaration, options: unknown): Promise<number> {
	const { demo, language } = applyOptions.parse(options);
	if (!(await mayConverge(host))) return 1;
	const { demoPassword } = provisionSettings(host.env);
	const report = await converge(host, declaration, { demo, language, demoPassword });
	for (const conflict of report.conflicts) print(sayConflict(conflict));
	print(sayReport(report));
	return 0;
}

async function checkCommand(host: Host, declaration: Declaration): Promise<number> {
	const compared = await compare(host, declaration);
	const { changes, retirements } = compared;
	const { missing, different, superfluous } = await verifyGuards(host.database, guardsFor(declaration.model));
	const guards = [...missing, ...different, ...superfluous];
	for (const line of sayCreates(changes)) print(line);
	for (const change of changes) {
		if (change.kind === 'update')
			print(inAllLanguages(provisionWords.checkUpdate, { key: change.key, properties: change.properties.join(', ') }));
	}
	for (const { kind, key } of retirements) if (kind === 'retire') print(inAllLanguages(provisionWords.checkRemove, { key }));
	for (const conflict of conflictsOf(compared)) print(sayConflict(conflict));
	if (guards.length > 0) print(inAllLanguages(provisionWords.guardsMissing, { count: guards.length, names: someOf(guards) }));
	const pending =
		changes.some(({ kind }) => kind === 'create' || kind === 'update') ||
		retirements.some(({ kind }) => kind === 'retire') ||
		guards.length > 0;
	if (!pending) print(inAllLanguages(provisionWords.unchanged));
	return pending ? 1 : 0;
}

async function removeCommand(host: Host): Promise<number> {
	const { guards, tables } = await remove(host.database);
	print(inAllLanguages(provisionWords.removed, { guards: guards.length, tables: tables.join(', ') }));
	return 0;
}

/** `directus crm-policy apply | check | remove`. */
export function registerCommands(program: Program, host: Host, declaration: Declaration): void {
	const group = program.command('crm-policy').description('Set up, check or remove CRM Policy / 设置、检查或移除 CRM Policy');
	group
		.command('apply')
		.description('Make schema, permissions, database guards and seeds as declared / 按声明建立数据模型、权限、数据库守卫与初始数据')
		.option('--demo', 'Add the demo company / 加入演示公司')
		.option('--language <locale>', `Language of the demo company (${locales.join(', ')}) / 演示公司的语言`, 'en-US')
		.action(toTheEnd(host, (options) => applyCommand(host, declaration, options)));
	group
		.command('check')
		.description('Say what apply would do; exits with 1 when there is something / 说明 apply 将执行的操作；如有则以 1 退出')
		.action(toTheEnd(host, () => checkCommand(host, declaration)));
	group
		.command('remove')
		.description(
			'Take out database guards and machinery; data, roles and permissions stay / 移除数据库守卫与内部机制；保留数据、角色与权限',
		)
		.action(toTheEnd(host, () => removeCommand(host)));
}
