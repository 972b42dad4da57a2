import { resolve, sep } from 'node:path';
import { text, type Text } from '@crm-policy/rules/words/text';

/** The host's environment as it hands it to extensions: defaults filled in, numbers, booleans and lists already read. */
export type Environment = Readonly<Record<string, unknown>>;

export interface SettingRule {
	readonly name: string;
	/** Whether the value is as safe as ours. */
	readonly holds: (env: Environment) => boolean;
	/** What to set; shown with the name. */
	readonly expected: Text;
}

const isOn = (value: unknown): boolean => value === true || value === 'true' || value === 1 || value === '1';
const list = (value: unknown): readonly string[] =>
	(Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []).map((entry) => String(entry).trim());

const same = (value: string): Text => text(value, value);
const off = (name: string): SettingRule => ({ name, holds: (env) => !isOn(env[name]), expected: same('false') });
const on = (name: string): SettingRule => ({ name, holds: (env) => isOn(env[name]), expected: same('true') });

/** Addresses of this machine and of private networks, which imports and Flows must not reach. */
export const deniedAddresses: readonly string[] = [
	...['0.0.0.0', '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
	...['::', '::1', 'fc00::/7', 'fe80::/10'],
];

/** Types a browser runs when it opens them, and patterns that take them in. */
const activeTypes = [
	'text/html',
	'image/svg+xml',
	'application/xhtml+xml',
	'text/xml',
	'application/xml',
	'text/javascript',
	'application/javascript',
];
const takesIn = (pattern: string, type: string): boolean =>
	pattern === '*' || pattern === '*/*' || pattern === type || pattern === `${type.slice(0, type.indexOf('/'))}/*`;

const isWithin = (folder: string, inner: string): boolean => `${resolve(inner)}${sep}`.startsWith(`${resolve(folder)}${sep}`);

/** Folders from which the host serves what people upload. */
const storageRoots = (env: Environment): readonly string[] =>
	list(env['STORAGE_LOCATIONS']).flatMap((location) => {
		const root = env[`STORAGE_${location.toUpperCase()}_ROOT`];
		return env[`STORAGE_${location.toUpperCase()}_DRIVER`] === 'local' && typeof root === 'string' ? [root] : [];
	});

/** Settings of the host that must be at least this strict; `npm start` and docker-compose.yml set them, and the guard reads them back. */
export const settingRules: readonly SettingRule[] = [
	off('WEBSOCKETS_ENABLED'),
	off('TUS_ENABLED'),
	off('CACHE_ENABLED'),
	off('AI_ENABLED'),
	off('MCP_ENABLED'),
	off('TELEMETRY'),
	off('METRICS_ENABLED'),
	off('GRAPHQL_INTROSPECTION'),
	on('RATE_LIMITER_ENABLED'),
	on('RATE_LIMITER_GLOBAL_ENABLED'),
	on('EXTENSIONS_MUST_LOAD'),
	{
		name: 'IP_TRUST_PROXY',
		holds: (env) => !['true', true, undefined].includes(env['IP_TRUST_PROXY'] as string | boolean | undefined),
		expected: text('the number of proxies in front, or false without one', '前置代理的数量；没有代理时为 false'),
	},
	{
		name: 'IMPORT_IP_DENY_LIST',
		holds: (env) => {
			const denied = new Set(list(env['IMPORT_IP_DENY_LIST']));
			return deniedAddresses.every((address) => denied.has(address));
		},
		expected: text(`at least ${deniedAddresses.join(',')}`, `至少包含 ${deniedAddresses.join(',')}`),
	},
	{
		name: 'FILES_MIME_TYPE_ALLOW_LIST',
		holds: (env) => {
			const allowed = list(env['FILES_MIME_TYPE_ALLOW_LIST'] ?? '*/*');
			return !allowed.some((pattern) => activeTypes.some((type) => takesIn(pattern.toLowerCase(), type)));
		},
		expected: text(
			'types of files one by one, without HTML, SVG, XML, scripts or “*”',
			'逐一列出的文件类型，不含 HTML、SVG、XML、脚本或“*”',
		),
	},
	{
		name: 'CORS_ORIGIN',
		holds: (env) => !isOn(env['CORS_ENABLED']) || !list(isOn(env['CORS_ORIGIN']) ? '*' : env['CORS_ORIGIN']).includes('*'),
		expected: text('the list of sites that may call, or CORS_ENABLED=false', '允许调用的网站列表，或设置 CORS_ENABLED=false'),
	},
	{
		name: 'EXTENSIONS_PATH',
		holds: (env) => {
			const path = env['EXTENSIONS_PATH'];
			return typeof path !== 'string' || !storageRoots(env).some((root) => isWithin(root, path) || isWithin(path, root));
		},
		expected: text('a folder outside every folder of uploads, and no folder of uploads in it', '与所有上传文件夹互不包含的文件夹'),
	},
];
