import { text, type Text, type TextValues } from '@crm-policy/rules/words/text';

/** Something about the installation that makes governed commands unsafe, with what to do about it. */
export interface Problem {
	/** Tells kinds apart in the health answer and in the log. */
	readonly kind: string;
	readonly sentence: Text;
	readonly values?: TextValues;
}

export const problemWords = {
	guardMissing: text(
		'The host guard is not loaded. Restart the server, and look for what keeps the extension from loading.',
		'主机防护未加载。请重启服务，并查明扩展未能加载的原因。',
	),
	cannotStand: text(
		'The host guard of CRM Policy could not take its place before the routes of Directus, so nothing is served: {reason}',
		'CRM Policy 的主机防护未能置于 Directus 路由之前，因此停止服务：{reason}',
	),
	unchecked: text(
		'The configuration could not be checked. Look into the log of the server and restart it.',
		'无法检查配置。请查看服务器日志并重启服务。',
	),
	hostVersion: text(
		'Directus {version} was not tested with this version of CRM Policy. Run Directus {tested}, or install a CRM Policy made for it.',
		'此版 CRM Policy 未在 Directus {version} 上测试。请使用 Directus {tested}，或安装适配的 CRM Policy 版本。',
	),
	setting: text(
		'The setting {name} is weaker than CRM Policy needs. Set it to {expected} and restart the server.',
		'设置项 {name} 达不到 CRM Policy 的安全要求。请设为：{expected}，然后重启服务。',
	),
	registration: text(
		'People may register themselves. Switch public registration off in the project settings.',
		'当前允许公开注册。请在项目设置中关闭公开注册。',
	),
	imageTransformations: text(
		'Images are made in any size somebody asks for. Set asset transformations to “presets only” or “none” in the project settings.',
		'图片可按任意尺寸生成。请在项目设置中将资源变换设为“仅预设”或“无”。',
	),
	modelKeys: text(
		'A key of a language model is stored in the project settings, where it can be guessed from filters. Remove it: {fields}.',
		'项目设置中存有语言模型密钥，可通过筛选条件被猜出。请删除：{fields}。',
	),
	addressList: text(
		'The access policy “{policy}” gives access to app or administration and has a list of addresses, which this Directus applies to the first caller only. Empty the list and restrict addresses in the proxy.',
		'访问策略“{policy}”授予应用或管理权限并设有 IP 列表，而此版 Directus 仅对首个来访者生效。请清空该列表，并在代理上限制 IP。',
	),
	publicRight: text(
		'People who are not signed in have the right “{action}” on {collection}. Remove it from the public policy.',
		'未登录者拥有对 {collection} 的“{action}”权限。请从公共策略中移除。',
	),
	publicFlow: text(
		'CRM_PUBLIC_FLOWS names {flow}, which is no webhook. Take it out, or make it one.',
		'CRM_PUBLIC_FLOWS 中的 {flow} 不是 Webhook 流程。请移除，或将其改为 Webhook。',
	),
	systemRight: text(
		'The access policy “{policy}” gives the right “{action}” on {collection}, which is for administrators only. Remove it.',
		'访问策略“{policy}”授予了对 {collection} 的“{action}”权限，该权限仅限管理员。请移除。',
	),
	allFields: text(
		'The access policy “{policy}” gives the right “{action}” on all fields of {collection}. Name the fields one by one.',
		'访问策略“{policy}”授予了对 {collection} 全部字段的“{action}”权限。请逐一指定字段。',
	),
	tracking: text(
		'Activity tracking of {collection} is not complete, so that writes past the rules would not be noticed. Set it to “activity & revisions”.',
		'{collection} 的操作留痕不完整，绕过规则的写入将无法发现。请设为“活动和修订”。',
	),
	versioning: text(
		'Content versioning of {collection} is on and writes past the rules. Switch it off.',
		'{collection} 启用了内容版本，会绕过规则写入。请关闭。',
	),
	outboxStuck: text(
		'{count} messages should have been sent more than {minutes} minutes ago. Look into the log for why, and check the mail settings.',
		'有 {count} 条消息逾期 {minutes} 分钟以上仍未发出。请查看日志了解原因，并检查邮件设置。',
	),
	stepsWithoutPerson: text(
		'{count} open steps have nobody who could decide them. Give somebody the role, the qualification, or an active account.',
		'有 {count} 个待办步骤无人可处理。请为相应人员分配角色、资格或启用账号。',
	),
} as const;
