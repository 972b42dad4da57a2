import { text } from '@crm-policy/rules/words/text';

/** Sentences of the set-up and of its self-protection. */
export const provisionWords = {
	converged: text(
		'CRM Policy is set up: {created} objects made, {updated} updated, {removed} removed, {inserted} rows added, {guards} database guards installed.',
		'CRM Policy 已就绪：新建 {created} 个对象，更新 {updated} 个，移除 {removed} 个，写入 {inserted} 行数据，安装 {guards} 个数据库守卫。',
	),
	unchanged: text('CRM Policy is up to date; nothing was changed.', 'CRM Policy 已是最新，未作任何更改。'),
	conflict: text(
		'“{key}” was changed by you ({properties}) and is left as it is; the newer version of it was not applied.',
		'“{key}”已被您修改（{properties}），保持原样；其新版本未应用。',
	),
	conflictDeleted: text('“{key}” was deleted by you and is not made again.', '“{key}”已被您删除，不再重新创建。'),
	retainedChanged: text(
		'“{key}” no longer belongs to CRM Policy, but was changed by you ({properties}) and is left as it is. Delete it if it should not apply any more.',
		'“{key}”已不再属于 CRM Policy，但被您修改过（{properties}），因此保持原样。如不应继续生效，请将其删除。',
	),
	retainedInUse: text(
		'“{key}” no longer belongs to CRM Policy, but is still in use ({users}) and is left as it is. Delete it once nothing depends on it.',
		'“{key}”已不再属于 CRM Policy，但仍在使用（{users}），因此保持原样。待无依赖后请将其删除。',
	),
	demoNeedsFreshDatabase: text(
		'The demo company needs a database of its own: this one is in use, its ledger has {entries} entries. Nothing was changed. Start without CRM_DEMO (or --demo), or use an empty database.',
		'演示公司需要独立的数据库：此数据库已在使用，其台账已有 {entries} 条记录。未作任何更改。请不带 CRM_DEMO（或 --demo）启动，或使用空数据库。',
	),
	checkRemove: text('would be removed: {key}', '将移除：{key}'),
	checkCreate: text('would be made: {key}', '将新建：{key}'),
	checkCreates: text('would be made: {counts}', '将新建：{counts}'),
	checkUpdate: text('would be updated: {key} ({properties})', '将更新：{key}（{properties}）'),
	guardsMissing: text('{count} database guards are not as declared: {names}', '{count} 个数据库守卫与声明不符：{names}'),
	andMore: text('{names} and {count} more', '{names} 等另 {count} 个'),
	notProvisioned: text(
		'CRM Policy is not set up in this database. Run "directus crm-policy apply", or start with CRM_PROVISION=start; to go without it, take the extension out.',
		'此数据库尚未设置 CRM Policy。请运行“directus crm-policy apply”，或以 CRM_PROVISION=start 启动；如不需要，请移除该扩展。',
	),
	outdated: text(
		'This database was set up by another version of CRM Policy. Run "directus crm-policy apply", or start with CRM_PROVISION=start.',
		'此数据库由另一版本的 CRM Policy 设置。请运行“directus crm-policy apply”，或以 CRM_PROVISION=start 启动。',
	),
	rulesIgnored: text(
		'This Directus ignores custom permission rules, because its licence does not include them. CRM Policy is not set up or updated here, its commands are refused, and only administrators reach its data. Enter a licence that includes them and restart, or go back to Directus 11.17.4.',
		'此 Directus 的许可不含自定义权限规则，因而忽略这些规则。CRM Policy 不会在此设置或更新，其操作将被拒绝，仅管理员可访问其数据。请录入包含该权利的许可并重启，或退回 Directus 11.17.4。',
	),
	guardsBroken: text(
		'The database guards of CRM Policy are not as they should be ({names}), so nothing is served. Run "directus crm-policy apply".',
		'CRM Policy 的数据库守卫与应有状态不符（{names}），因此停止服务。请运行“directus crm-policy apply”。',
	),
	failed: text('CRM Policy could not be set up: {reason}', 'CRM Policy 设置失败：{reason}'),
	guardsReinstalled: text('Database guards were put back after a schema edit: {names}', '数据模型修改后已恢复数据库守卫：{names}'),
	removed: text(
		'CRM Policy is removed: {guards} database guards and the tables {tables} are gone. Kept: all collections and their rows, roles, policies, permissions, bookmarks, translations, the outbox and the number sequences. Nothing guards the data any more; take the extension out before the next start.',
		'CRM Policy 已移除：删除了 {guards} 个数据库守卫及数据表 {tables}。保留：全部集合与数据、角色、访问策略、权限、书签、翻译、发件箱与编号序列。数据不再受守卫保护；请在下次启动前移除该扩展。',
	),
	keepExtension: text(
		'CRM Policy enforces rules on this data and cannot be switched off or deleted here. Run "directus crm-policy remove" first.',
		'CRM Policy 正在对这些数据执行制度，不能在此停用或删除。请先运行“directus crm-policy remove”。',
	),
	keepTracking: text(
		'“{collection}” is under the company’s rules: its activity tracking stays on.',
		'“{collection}”受公司制度约束，须保持操作留痕开启。',
	),
	keepUnversioned: text(
		'“{collection}” is under the company’s rules: content versioning would write past them and stays off.',
		'“{collection}”受公司制度约束：内容版本会绕过制度写入，须保持关闭。',
	),
	keepField: text('“{field}” belongs to CRM Policy and cannot be deleted.', '“{field}”属于 CRM Policy，不能删除。'),
	keepCollection: text('“{collection}” belongs to CRM Policy and cannot be deleted.', '“{collection}”属于 CRM Policy，不能删除。'),
} as const;
