import { say, text, type Locale, type Text } from '@crm-policy/rules/words/text';
import {
	declaration,
	type GuardEntry,
	type Place,
} from '../../extensions/directus/directus-extension-crm-policy/src/host-guard/declaration.js';
import { settingRules } from '../../extensions/directus/directus-extension-crm-policy/src/host-guard/setting-rules.js';
import { fullyTested } from '../../extensions/directus/directus-extension-crm-policy/src/host/tested-hosts.js';
import { code, codes, noticeIn, page, table } from './markdown.js';

const source = 'extensions/directus/directus-extension-crm-policy/src/host-guard';

const places: Readonly<Record<Place, Text>> = {
	setting: text('setting', '设置'),
	route: text('before the route', '路由之前'),
	filter: text('before the write', '写入之前'),
	permission: text('check of rights and settings', '权限与设置检查'),
	proxy: text('proxy', '代理'),
};

const words = {
	title: text('# The host guard', '# 主机防护'),
	other: text('[简体中文](host-guard.zh-CN.md)', '[English](host-guard.md)'),
	why: text(
		'CRM Policy runs on Directus {hosts}. That line is no longer supported by its makers: what is found in it is repaired in later major versions only. The host guard is the part of the extension that closes what is known, without changing Directus. It refuses requests before Directus reads them, refuses writes that no request should lead to, and reads back the settings and rights that everything else rests on. What can be made to happen is tried in the tests, against a Directus with the guard (no harm, everything still runs) and against one without it (the attempt succeeds, so that it is worth refusing); the rest is a check of the configuration, with a test of its own.',
		'CRM Policy 运行于 Directus {hosts}。该版本系列已不再获得官方支持，新发现的问题只在后续大版本中修复。主机防护是扩展的一部分，在不修改 Directus 的前提下关闭已知问题：在 Directus 读取请求之前拒绝危险请求，拒绝不应发生的写入，并回读其余一切所依赖的设置与权限。凡能重现的问题都有测试：在有防护的 Directus 上尝试（无损害，服务照常），并在无防护的 Directus 上尝试（攻击得逞，可见防护确有必要）；其余为配置检查，也各有测试。',
	),
	limit: text(
		'What is left: a weakness nobody has published yet, or one published tomorrow. Look at the list of advisories of Directus once a month, keep Directus away from the open internet where you can, and put a proxy in front.',
		'剩余风险：尚未公布或今后才公布的漏洞。请每月查看 Directus 安全公告，尽可能不要将 Directus 直接暴露在互联网上，并在前面设置代理。',
	),
	entries: text('## What it closes', '## 防护内容'),
	entryHeading: text('Entry|Prevents|Where it acts|Tried in', '条目|防止的问题|作用位置|测试位置'),
	todo: text('For the operator: {sentence}', '运维须知：{sentence}'),
	settings: text('## Settings it reads back', '## 回读的设置'),
	settingsText: text(
		'`npm start` and `docker-compose.yml` set all of them. With one that is weaker, governed commands answer 503 `UNSAFE_CONFIGURATION` with what to do, reading goes on, and `GET /crm/health` is red. They are read when the server starts.',
		'`npm start` 与 `docker-compose.yml` 已全部设好。任何一项达不到要求时，受控操作返回 503 `UNSAFE_CONFIGURATION` 并说明处理方法，读取不受影响，`GET /crm/health` 显示异常。这些设置在服务启动时读取。',
	),
	settingHeading: text('Setting|Must be', '设置项|要求'),
	rights: text('## Rights and project settings it looks at', '## 检查的权限与项目设置'),
	rightsText: text(
		'It looks at them when the server starts, whenever one is changed in Directus, and once a minute for changes past Directus; never per request. The effect is that of a weakened setting.',
		'在服务启动时、在 Directus 中更改时检查，并每分钟检查一次以发现绕过 Directus 的更改；从不按请求检查。不符合要求时，效果与设置被削弱相同。',
	),
	rightsList: text(
		[
			'- no policy with access to app or administration has a list of addresses',
			'- the public policy has no right on `directus_*`, nor on collections with a manual flow',
			'- nobody but administrators has a right on flows, operations, settings, policies, permissions or their assignment',
			'- rights on shares and comments name their fields, never `*`',
			'- governed collections are tracked (“activity & revisions”) and have no content versions',
			'- public registration is off, asset transformations are “presets only” or “none”, no key of a language model is stored',
			'- `CRM_PUBLIC_FLOWS` names webhooks only',
		].join('\n'),
		[
			'- 授予应用或管理权限的访问策略不设 IP 列表',
			'- 公共策略对 `directus_*` 及带手动流程的集合没有任何权限',
			'- 除管理员外，任何人对流程、操作、设置、策略、权限及其分配均无权限',
			'- 对分享与评论的权限逐一指定字段，不用 `*`',
			'- 受控集合保持完整留痕（“活动和修订”），且不启用内容版本',
			'- 关闭公开注册，资源变换设为“仅预设”或“无”，不存储语言模型密钥',
			'- `CRM_PUBLIC_FLOWS` 只列出 Webhook 流程',
		].join('\n'),
	),
	proxy: text('## The proxy and the canary', '## 代理与探针'),
	proxyText: text(
		[
			'While Directus loads, and when somebody takes the extension away, the guard is not there. Two things stand outside of it:',
			'- **The proxy.** `docker/nginx.conf.template` refuses by itself what can be told from address and headers, passes no upgrade on, and replaces `X-Forwarded-For`. Take its `map` blocks into a proxy of your own. Set `IP_TRUST_PROXY` to the number of proxies, and restrict addresses there rather than in Directus.',
			'- **The canary.** `POST /utils/hash/generate` with the body `{"string":""}` must answer 403 with `"guard":"hash-utilities"` in `errors[0].extensions`. Any other answer means that the guard is not there: take the instance out of service. `docker/canary.mjs` does this and is the health check of the container; elsewhere run `node canary.mjs http://127.0.0.1:8055` from your supervisor, or use the request as the readiness probe. Ask Directus itself, not the proxy, which answers for it.',
			'',
			'Run Directus under something that starts it again (compose, systemd, Kubernetes).',
		].join('\n'),
		[
			'Directus 加载期间，以及有人移除扩展时，防护并不存在。为此在其外部另设两道措施：',
			'- **代理。** `docker/nginx.conf.template` 自行拒绝可从地址和请求头判断的危险请求，不转发协议升级，并替换 `X-Forwarded-For`。使用自己的代理时，请将其中的 `map` 块移植过去。将 `IP_TRUST_PROXY` 设为代理数量，并在代理上（而非 Directus 中）限制 IP。',
			'- **探针。** 以 `{"string":""}` 为内容请求 `POST /utils/hash/generate`，必须返回 403，且 `errors[0].extensions` 含 `"guard":"hash-utilities"`。其他任何回答都说明防护不存在：请将该实例移出服务。`docker/canary.mjs` 即执行此检查，并作为容器的健康检查；其他部署方式可由进程管理器运行 `node canary.mjs http://127.0.0.1:8055`，或将该请求用作就绪探针。请直接探测 Directus，而不是会代为回答的代理。',
			'',
			'请使用能自动重启 Directus 的方式运行（compose、systemd、Kubernetes）。',
		].join('\n'),
	),
	live: text('## Live updates', '## 实时更新'),
	liveText: text(
		'WebSockets stay off, and nobody misses them: the CRM desk and the forms ask for news every 30 seconds, and people are told of tasks by notification and mail.',
		'WebSocket 保持关闭，使用上没有影响：CRM 工作台和表单每 30 秒自动更新，任务通过通知和邮件告知。',
	),
	none: text('no number', '无编号'),
} as const;

function entryRow(locale: Locale, { name, advisories, prevents, acts, tested, operator }: GuardEntry): readonly string[] {
	const where = (Object.keys(places) as Place[]).flatMap((place) => {
		const parts = acts.filter((act) => act.where === place).map(({ what }) => what);
		return parts.length === 0 ? [] : [`${say(places[place], locale)}: ${codes(parts)}`];
	});
	const [file = '', title = ''] = tested.split(': ');
	return [
		`${code(name)}<br>${advisories.length === 0 ? say(words.none, locale) : advisories.join('<br>')}`,
		[say(prevents, locale), ...(operator === undefined ? [] : [say(words.todo, locale, { sentence: operator })])].join('<br><br>'),
		where.join('<br>'),
		`[${file.split('/').at(-1) ?? file}](../${file})<br>${title}`,
	];
}

/** The operator's page about the host guard, in one language. */
export function hostGuardPage(locale: Locale): string {
	const heading = (words: Text): readonly string[] => say(words, locale).split('|');
	return page([
		say(words.title, locale),
		say(words.other, locale),
		noticeIn(locale, source),
		say(words.why, locale, { hosts: fullyTested.join(', ') }),
		say(words.limit, locale),
		say(words.entries, locale),
		table(
			heading(words.entryHeading),
			declaration.map((entry) => entryRow(locale, entry)),
			'',
		),
		say(words.settings, locale),
		say(words.settingsText, locale),
		table(
			heading(words.settingHeading),
			settingRules.map(({ name, expected }) => [code(name), say(expected, locale).replaceAll('*', '\\*')]),
			'',
		),
		say(words.rights, locale),
		say(words.rightsText, locale),
		say(words.rightsList, locale),
		say(words.proxy, locale),
		say(words.proxyText, locale),
		say(words.live, locale),
		say(words.liveText, locale),
	]);
}
