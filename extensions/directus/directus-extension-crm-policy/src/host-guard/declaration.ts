import { text, type Text } from '@crm-policy/rules/words/text';
import type { DatabaseCheckId, GuardId, ProxyGuardId, QuietGuardId } from './guard-ids.js';

/** A part of the guard that acts, and where it does. */
export type Act =
	| { readonly where: 'setting'; readonly what: string }
	| { readonly where: 'route' | 'filter'; readonly what: GuardId | QuietGuardId }
	| { readonly where: 'permission'; readonly what: DatabaseCheckId }
	| { readonly where: 'proxy'; readonly what: ProxyGuardId };

export type Place = Act['where'];

/** One known weakness of the host, and everything that keeps it closed here. */
export interface GuardEntry {
	/** Advisory or issue numbers; the name of the entry where there is no number. */
	readonly advisories: readonly string[];
	readonly name: string;
	/** What it prevents. */
	readonly prevents: Text;
	readonly acts: readonly Act[];
	/** The test that tries it, by file and the beginning of its title; what is not tried says why. */
	readonly tested: string;
	/** What an operator has to do or know besides. */
	readonly operator?: Text;
}

const setting = (...names: readonly string[]): readonly Act[] => names.map((what): Act => ({ where: 'setting', what }));
const route = (...names: readonly (GuardId | QuietGuardId)[]): readonly Act[] => names.map((what): Act => ({ where: 'route', what }));
const filter = (...names: readonly (GuardId | QuietGuardId)[]): readonly Act[] => names.map((what): Act => ({ where: 'filter', what }));
const permission = (...names: readonly DatabaseCheckId[]): readonly Act[] => names.map((what): Act => ({ where: 'permission', what }));
const proxy = (...names: readonly ProxyGuardId[]): readonly Act[] => names.map((what): Act => ({ where: 'proxy', what }));

const attacks = 'tests/host-guard/attacks.test.ts';
const sockets = 'tests/host-guard/websockets.test.ts';
const configuration = 'tests/host-guard/configuration.test.ts';

/** Everything known to be open in Directus 11.17.4, by the advisory that describes it. */
export const declaration: readonly GuardEntry[] = [
	{
		name: 'built-in-names',
		advisories: ['GHSA-gwvv-rr68-cmv6'],
		prevents: text(
			'A single request without a login ends the whole process, by naming a method every object has in a nested query, a GraphQL alias or the header of a CSV file.',
			'未登录的一次请求即可使整个进程退出：在嵌套查询、GraphQL 别名或 CSV 表头中使用所有对象共有的方法名。',
		),
		acts: [...route('deep-query', 'deep-body', 'graphql-names', 'csv-headers', 'import-sign-in'), ...proxy('deep-query')],
		tested: `${attacks}: built-in-names`,
	},
	{
		name: 'unreadable-nested-query',
		advisories: [],
		prevents: text(
			'A single request without a login ends the whole process, by giving a nested query a filter, a list or an order that cannot be read.',
			'未登录的一次请求即可使整个进程退出：在嵌套查询中给出无法读取的筛选、列表或排序。',
		),
		acts: [...route('deep-query', 'deep-body'), ...filter('query-reading')],
		tested: `${attacks}: unreadable-nested-query`,
	},
	{
		name: 'refused-deletes',
		advisories: ['GHSA-p623-wgx3-wxp8'],
		prevents: text(
			'Deletes that are refused act all the same: the steps of a flow come apart, notifications lose their sender, a cache is emptied.',
			'被拒绝的删除仍会生效：流程步骤被拆散、通知失去发送人、缓存被清空。',
		),
		acts: [...route('refused-deletes'), ...proxy('refused-deletes')],
		tested: `${attacks}: refused-deletes`,
	},
	{
		name: 'settings-owner',
		advisories: ['GHSA-6hpw-rhhq-6xq3'],
		prevents: text(
			'Anybody sends a report about the installation to its maker and changes its state.',
			'任何人都能向厂商发送安装信息报告，并更改项目状态。',
		),
		acts: [...route('settings-owner'), ...proxy('settings-owner')],
		tested: `${attacks}: settings-owner`,
	},
	{
		name: 'costly-hashes',
		advisories: ['GHSA-xw72-c69j-h2rj', 'GHSA-g293-vf99-xv36'],
		prevents: text(
			'Anybody has the server work out costly hashes, or repeats a sign-in many times in one GraphQL request.',
			'任何人都能让服务器计算高成本哈希，或在一次 GraphQL 请求中多次重复登录。',
		),
		acts: [
			...route('hash-utilities', 'graphql-sign-in', 'graphql-repeats'),
			...setting('RATE_LIMITER_ENABLED', 'RATE_LIMITER_GLOBAL_ENABLED'),
			...proxy('hash-utilities', 'graphql-sign-in'),
		],
		tested: `${attacks}: costly-hashes`,
		operator: text(
			'A front end of yours that signs people in over GraphQL uses POST /auth/login instead.',
			'如果您的前端通过 GraphQL 登录，请改用 POST /auth/login。',
		),
	},
	{
		name: 'image-sizes',
		advisories: ['GHSA-7vcx-mhxq-9j96'],
		prevents: text(
			'Whoever may see one image has the server make it as large as they like.',
			'只要能查看一张图片，就能让服务器将其放大到任意尺寸。',
		),
		acts: [...route('asset-size'), ...permission('storage_asset_transform')],
		tested: `${attacks}: image-sizes`,
	},
	{
		name: 'flows-without-sign-in',
		advisories: ['GHSA-fq27-7m2r-q6vm', '#22299'],
		prevents: text(
			'Flows meant for a button in Directus are run by anybody who knows their id.',
			'任何知道编号的人都能运行仅供 Directus 内按钮触发的流程。',
		),
		acts: [...route('flow-trigger'), ...permission('public-rights', 'public-flows')],
		tested: `${attacks}: flows-without-sign-in`,
		operator: text(
			'A webhook that others call by POST without signing in is named in CRM_PUBLIC_FLOWS (ids, with commas). Webhooks called by GET work as before.',
			'供外部未登录调用的 POST Webhook 须在 CRM_PUBLIC_FLOWS 中列出编号（以逗号分隔）。GET 方式的 Webhook 不受影响。',
		),
	},
	{
		name: 'imports-from-inside',
		advisories: ['GHSA-j5h6-vqc3-phqh'],
		prevents: text('An import by URL reaches the machine itself or the network it stands in.', '按网址导入文件会访问到本机或其所在内网。'),
		acts: setting('IMPORT_IP_DENY_LIST'),
		tested: `${attacks}: imports-from-inside`,
		operator: text(
			'Flows and imports reach no private address. Give an internal service a public name rather than shortening the list.',
			'流程和导入不能访问内网地址。请为内部服务提供公开域名，不要缩短该列表。',
		),
	},
	{
		name: 'websockets-without-user',
		advisories: ['GHSA-97xr-jchp-xm3c', 'CVE-2026-126539'],
		prevents: text('A connection whose sign-in failed or ran out reads and writes everything.', '登录失败或已过期的连接可以读写全部数据。'),
		acts: [...setting('WEBSOCKETS_ENABLED'), ...filter('websocket-caller'), ...proxy('no-upgrades')],
		tested: `${sockets}: websockets-without-user`,
	},
	{
		name: 'websockets-from-other-sites',
		advisories: ['GHSA-mww8-4gwh-rjfw'],
		prevents: text('Another site opens a connection with the cookie of whoever visits it.', '其他网站利用访问者的 Cookie 建立连接。'),
		acts: [...setting('WEBSOCKETS_ENABLED'), ...proxy('no-upgrades')],
		tested: `${sockets}: websockets-from-other-sites`,
	},
	{
		name: 'graphql-limits-on-websockets',
		advisories: ['GHSA-ff8w-8crv-9rcf'],
		prevents: text(
			'GraphQL over a connection ignores the limits that hold over HTTP.',
			'通过长连接使用 GraphQL 时，HTTP 上的限制不起作用。',
		),
		acts: [...setting('WEBSOCKETS_ENABLED'), ...proxy('no-upgrades')],
		tested: `${sockets}: graphql-limits-on-websockets`,
	},
	{
		name: 'answers-of-shares',
		advisories: ['GHSA-c6w9-5g5j-jh2p'],
		prevents: text('What the guest of a share was answered is shown to strangers.', '分享访客收到的内容被提供给无关人员。'),
		acts: setting('CACHE_ENABLED'),
		tested: `${attacks}: answers-of-shares`,
	},
	{
		name: 'shares-in-another-name',
		advisories: ['GHSA-7h45-q5jx-7r87', 'CVE-2026-129239'],
		prevents: text(
			'Who owns a share has it speak for an administrator, so that its guest sees hidden fields.',
			'分享的所有者将其改为以管理员身份分享，使访客看到隐藏字段。',
		),
		acts: [...filter('share-fields'), ...permission('named-fields')],
		tested: `${attacks}: shares-in-another-name`,
	},
	{
		name: 'resumable-uploads',
		advisories: ['GHSA-3742-46gx-c8cc', 'GHSA-xjxq-pj7h-g676', '#27784'],
		prevents: text(
			'Resumable uploads choose where a file is stored, overwrite those of others and ignore the types of files that are allowed.',
			'断点续传可指定存储路径、覆盖他人文件，并绕过文件类型限制。',
		),
		acts: setting('TUS_ENABLED'),
		tested: `${attacks}: resumable-uploads`,
	},
	{
		name: 'settings-for-everybody',
		advisories: ['GHSA-r9xq-xp38-j4j3'],
		prevents: text(
			'Everybody who uses the app reads all project settings, among them keys, addresses and prompts of language models.',
			'所有应用用户都能读取全部项目设置，包括语言模型的密钥、地址和提示词。',
		),
		acts: [...filter('settings-secrets'), ...permission('model-keys', 'system-rights')],
		tested: `${attacks}: settings-for-everybody`,
	},
	{
		name: 'assistant-fetches',
		advisories: ['GHSA-4jw7-6mqj-vrhq'],
		prevents: text('The chat assistant fetches addresses on the server’s behalf.', '聊天助手可代服务器访问任意地址。'),
		acts: setting('AI_ENABLED', 'MCP_ENABLED'),
		tested: `${attacks}: assistant-fetches`,
	},
	{
		name: 'registration-mail',
		advisories: ['GHSA-8xp8-xrh2-88vr'],
		prevents: text(
			'The mail that confirms a registration goes to a stranger whose address merely resembles the right one.',
			'注册确认邮件被发送到仅与正确地址相似的他人邮箱。',
		),
		acts: permission('public_registration'),
		tested: `${configuration}: public registration`,
	},
	{
		name: 'markup-in-the-favicon',
		advisories: ['GHSA-788p-cvgf-q973'],
		prevents: text('Markup in the project color becomes part of the page.', '项目颜色中的标记会成为页面的一部分。'),
		acts: [...filter('project-color'), ...permission('system-rights')],
		tested: `${attacks}: markup-in-the-favicon`,
	},
	{
		name: 'geometry-types',
		advisories: ['GHSA-chfm-g7r3-vv42'],
		prevents: text(
			'The type of a new geometry field carries SQL (PostGIS only; the host lets only administrators make fields).',
			'新建几何字段的类型可夹带 SQL（仅 PostGIS；只有管理员能建字段）。',
		),
		acts: permission('system-rights'),
		tested: `${attacks}: geometry-types`,
	},
	{
		name: 'mail-templates',
		advisories: ['GHSA-5h38-6755-g83w'],
		prevents: text('The name of a mail template leads out of the template folder.', '邮件模板名称可指向模板文件夹之外。'),
		acts: [...filter('mail-template'), ...permission('system-rights')],
		tested: `${attacks}: mail-templates`,
	},
	{
		name: 'ip-allow-lists',
		advisories: ['#28190'],
		prevents: text(
			'The list of addresses on a policy with access to app or administration holds for the first caller only.',
			'带有应用或管理权限的访问策略，其 IP 限制仅对首个来访者有效。',
		),
		acts: permission('ip-access'),
		tested: `${configuration}: a policy with a list of addresses`,
		operator: text('Restrict addresses in the proxy.', '请在代理上限制 IP 地址。'),
	},
	{
		name: 'invented-addresses',
		advisories: ['GHSA-9whh-pwxp-c6p8', '#27607'],
		prevents: text(
			'Callers choose the address they are counted under, so that limits per address mean nothing.',
			'调用方可自行伪造来源地址，使按地址的限制失效。',
		),
		acts: [...setting('IP_TRUST_PROXY'), ...proxy('caller-address')],
		tested: `${attacks}: invented-addresses`,
	},
	{
		name: 'comments-in-another-name',
		advisories: [],
		prevents: text('Who edits a comment moves it to another record or another author.', '编辑评论时可将其改到其他记录或其他作者名下。'),
		acts: [...filter('comment-fields'), ...permission('named-fields')],
		tested: `${attacks}: comments-in-another-name`,
	},
	{
		name: 'second-factor',
		advisories: ['#24586', '#28152', '#28176'],
		prevents: text(
			'A second factor that a policy asks for is not asked of callers of the interface, nor of those who have the policy by inheritance.',
			'访问策略要求的双重验证，对接口调用方以及通过继承获得该策略的人不生效。',
		),
		acts: route('second-factor'),
		tested: `${attacks}: second-factor`,
		operator: text(
			'The policy that asks for it must let people update `tfa_secret` of their own account. Accounts of machines have no second factor: leave it out of their policies.',
			'启用双重验证的访问策略须允许用户更新自己账号的 `tfa_secret`。机器账号没有双重验证，请勿在其访问策略中启用。',
		),
	},
	{
		name: 'drafts-by-readers',
		advisories: ['GHSA-7p53-c7p5-8j2j', '#26748', '#28229'],
		prevents: text(
			'Who may only read a content version writes to it; on Directus 12 it can also be pointed at another record.',
			'仅有查看权限的人可以写入内容版本；在 Directus 12 上还可将其改指其他记录。',
		),
		acts: [...route('version-save'), ...permission('versioning')],
		tested: `${attacks}: drafts-by-readers`,
	},
	{
		name: 'flows-past-rights',
		advisories: ['GHSA-3v3f-ffw9-fwwc'],
		prevents: text('Who may write a flow does what a flow may do, whatever their own rights are.', '能编写流程的人可借流程越过自身权限。'),
		acts: permission('system-rights'),
		tested: `${configuration}: a right on flows`,
	},
	{
		name: 'shares-with-a-higher-role',
		advisories: ['GHSA-pmf4-v838-29hg'],
		prevents: text(
			'A share is made with a role above one’s own. The host refuses it since 11.2; kept as a test.',
			'以高于自身的角色创建分享。主机自 11.2 起已拒绝，此处保留测试。',
		),
		acts: permission('named-fields'),
		tested: `${attacks}: shares-with-a-higher-role`,
	},
	{
		name: 'untracked-writes',
		advisories: [],
		prevents: text('Writes that the host does not record pass by the check after the write.', '主机未留痕的写入会绕过写入后的检查。'),
		acts: permission('tracking'),
		tested: `${configuration}: tracking`,
	},
	{
		name: 'empty-steps-in-paths',
		advisories: [],
		prevents: text('A doubled slash in a path leads past whatever stands before a route.', '路径中的双斜杠可绕过路由前的检查。'),
		acts: route('empty-steps'),
		tested: `${attacks}: does not hash at`,
	},
	{
		name: 'exports-without-trace',
		advisories: [],
		prevents: text(
			'Whoever may read customers takes them out as a file by the host’s own export: without a right to it, a reason or a record.',
			'有查看权限者可用主机自带的导出功能取走客户信息，无须导出权限和用途，也不留记录。',
		),
		acts: route('host-export'),
		tested: 'tests/importing/exports.test.ts: is the only way out',
		operator: text(
			'Reading page by page remains possible to those who may read: a right to read cannot be told from a wish to copy.',
			'有查看权限者仍可逐页查看：主机无法区分查看与抄录。',
		),
	},
	{
		name: 'conditions-on-hidden-rows',
		advisories: [],
		prevents: text(
			'A filter, an order or a count over a relation tells about records at its other end that the reader may not see; so does a write that names its records by a query.',
			'沿关联进行筛选、排序或计数，会透露读者无权查看的关联记录；以查询条件指定记录的写入操作也是如此。',
		),
		acts: [...route('write-by-query', 'count-beside-keys'), ...filter('related-rows')],
		tested: 'tests/host-guard/hidden-rows.ts: conditions-on-hidden-rows',
		operator: text(
			'Lists filtered over a relation show what matches among the records the reader sees. Programs change and delete records by their keys.',
			'沿关联筛选的列表只按读者可见的记录匹配。程序须按主键修改和删除记录。',
		),
	},
	{
		name: 'unused-ways',
		advisories: [],
		prevents: text(
			'Ways in and out that the product does not use, extensions that fail to load in silence, and files a browser would run.',
			'产品未使用的出入口、静默加载失败的扩展，以及浏览器会执行的文件。',
		),
		acts: setting(
			'TELEMETRY',
			'METRICS_ENABLED',
			'GRAPHQL_INTROSPECTION',
			'EXTENSIONS_MUST_LOAD',
			'FILES_MIME_TYPE_ALLOW_LIST',
			'CORS_ORIGIN',
			'EXTENSIONS_PATH',
		),
		tested: `${configuration}: a weakened setting`,
	},
];

/** The numbers of what a part of the guard closes. */
export const advisoriesOf = (guard: GuardId): readonly string[] =>
	declaration.filter(({ acts }) => acts.some(({ what }) => what === guard)).flatMap(({ advisories }) => advisories);
