/**
 * Everything the launcher and the test script say, in both languages. `{blanks}` are filled by `say`.
 * @satisfies {Record<string, Record<'en-US' | 'zh-CN', string>>}
 */
export const sentences = {
	// The runtime
	'runtime.installing': {
		'en-US': 'Fetching Node {version} for Directus (once) …',
		'zh-CN': '正在获取供 Directus 使用的 Node {version}（仅一次）…',
	},
	'runtime.unsupported': {
		'en-US':
			'There is no ready-made Node {version} for {platform}. Run this with Node 22 (you have {current}), or on Linux with glibc, macOS or Windows.',
		'zh-CN':
			'没有适用于 {platform} 的 Node {version}。请改用 Node 22 运行（当前为 {current}），或换到使用 glibc 的 Linux、macOS 或 Windows。',
	},
	'runtime.failed': {
		'en-US': 'Node {version} could not be fetched from the package registry. Is the network up? Run the same command again once it is.',
		'zh-CN': '无法从软件包仓库获取 Node {version}。请检查网络，恢复后重新运行同一命令。',
	},
	'runtime.noNpm': {
		'en-US': 'npm was not found. It comes with Node; install it and run the same command again.',
		'zh-CN': '找不到 npm。它随 Node 一同提供，请安装后重新运行同一命令。',
	},

	// Dependencies
	'install.running': {
		'en-US': 'Installing the dependencies (once, three to six minutes) …',
		'zh-CN': '正在安装依赖（仅一次，约三到六分钟）…',
	},
	'install.repeating': {
		'en-US': 'The installed dependencies are incomplete or belong to another version; installing them again (three to six minutes) …',
		'zh-CN': '已安装的依赖不完整或属于其他版本，正在重新安装（约三到六分钟）…',
	},
	'install.forbidden': {
		'en-US':
			'The installed dependencies do not match package-lock.json, and CRM_INSTALL=false forbids installing them here. Nothing was changed.',
		'zh-CN': '已安装的依赖与 package-lock.json 不一致，而 CRM_INSTALL=false 禁止在此安装。未作任何更改。',
	},
	'install.still': { 'en-US': '… still installing, {seconds} s', 'zh-CN': '… 仍在安装，已 {seconds} 秒' },
	'install.done': { 'en-US': 'Dependencies installed in {seconds} s.', 'zh-CN': '依赖安装完成，用时 {seconds} 秒。' },
	'install.compilers': {
		'en-US':
			'sqlite3 had to be compiled here, and this machine has no {missing}. Install {missing} (on Debian: apt-get install python3 make g++) and run the same command again.',
		'zh-CN':
			'此处需要编译 sqlite3，但本机缺少 {missing}。请安装 {missing}（Debian 上为 apt-get install python3 make g++），然后重新运行同一命令。',
	},
	'install.network': {
		'en-US':
			'The dependencies could not be installed because the package registry cannot be reached. Nothing is damaged; run the same command again.',
		'zh-CN': '无法连接软件包仓库，依赖未能安装。没有任何损坏，请重新运行同一命令。',
	},
	'install.failed': {
		'en-US': 'npm could not install the dependencies (its last lines are above). Nothing is damaged; the same command starts over.',
		'zh-CN': 'npm 未能安装依赖（其最后的输出见上）。没有任何损坏，重新运行同一命令即可重来。',
	},

	// The build
	'build.running': { 'en-US': 'Building the extension (about half a minute) …', 'zh-CN': '正在构建扩展（约半分钟）…' },
	'build.done': { 'en-US': 'Extension built in {seconds} s.', 'zh-CN': '扩展构建完成，用时 {seconds} 秒。' },
	'build.failed': { 'en-US': 'The extension could not be built; the reasons are above.', 'zh-CN': '扩展构建失败，原因见上。' },

	// Settings
	'settings.port': {
		'en-US': 'PORT must be a number between 1 and 65535; it is “{port}”.',
		'zh-CN': 'PORT 必须是 1 到 65535 之间的数字，现为“{port}”。',
	},
	'settings.portUsed': {
		'en-US': 'Port {port} is already in use. Stop what uses it, or choose another: PORT={next} npm start',
		'zh-CN': '端口 {port} 已被占用。请停止占用它的程序，或换一个端口：PORT={next} npm start',
	},
	'settings.portDenied': {
		'en-US': 'This user may not listen on {host}, port {port}. Choose another: PORT=8055 npm start',
		'zh-CN': '当前用户无权监听 {host} 的端口 {port}。请换一个：PORT=8055 npm start',
	},
	'settings.host': {
		'en-US': 'HOST “{host}” is not an address of this machine.',
		'zh-CN': 'HOST “{host}” 不是本机的地址。',
	},
	'settings.language': {
		'en-US': 'CRM_DEMO_LANGUAGE must be en-US or zh-CN; it is “{language}”.',
		'zh-CN': 'CRM_DEMO_LANGUAGE 必须是 en-US 或 zh-CN，现为“{language}”。\nCRM_DEMO_LANGUAGE must be en-US or zh-CN; it is “{language}”.',
	},
	'settings.client': {
		'en-US': 'DB_CLIENT must be sqlite3 or pg; it is “{client}”. The guards in the database exist for these two.',
		'zh-CN': 'DB_CLIENT 必须是 sqlite3 或 pg，现为“{client}”。数据库内的防护只为这两种数据库提供。',
	},
	'settings.password': {
		'en-US':
			'Without the demo company (CRM_DEMO=false) the first administrator is yours: set ADMIN_EMAIL and ADMIN_PASSWORD for this first start.',
		'zh-CN': '不使用演示公司（CRM_DEMO=false）时，首个管理员由您指定：首次启动请设置 ADMIN_EMAIL 和 ADMIN_PASSWORD。',
	},

	// The database
	'database.creating': {
		'en-US': 'Creating the database (about fifteen seconds) …',
		'zh-CN': '正在创建数据库（约十五秒）…',
	},
	'database.createFailed': {
		'en-US': 'Directus could not create its tables; its last lines are above.',
		'zh-CN': 'Directus 未能创建数据表，其最后的输出见上。',
	},
	'database.unreachable': {
		'en-US': 'The database ({database}) cannot be used: {reason}',
		'zh-CN': '无法使用数据库（{database}）：{reason}',
	},
	'database.half': {
		'en-US':
			'The database ({database}) holds a half-finished Directus installation. Nothing was changed. Give it an empty database, or remove this one yourself.',
		'zh-CN': '数据库（{database}）中有一个未完成的 Directus 安装。未作任何更改。请改用空数据库，或自行删除此数据库。',
	},
	'database.newer': {
		'en-US':
			'The database ({database}) belongs to a newer Directus than {version} (it has the migration {migration}). Nothing was changed. Use the Directus it belongs to, or another database.',
		'zh-CN':
			'数据库（{database}）属于比 {version} 更新的 Directus（含迁移 {migration}）。未作任何更改。请使用与其对应的 Directus，或换一个数据库。',
	},
	'database.older': {
		'en-US':
			'The database ({database}) belongs to an older Directus than {version} (the migration {migration} is missing). Nothing was changed. Make a copy, upgrade it with “npx directus database migrate:latest”, and start again.',
		'zh-CN':
			'数据库（{database}）属于比 {version} 更旧的 Directus（缺少迁移 {migration}）。未作任何更改。请先备份，用“npx directus database migrate:latest”升级后再启动。',
	},

	// Directus
	'host.starting': { 'en-US': 'Starting Directus {version} …', 'zh-CN': '正在启动 Directus {version} …' },
	'host.failed': {
		'en-US': 'Directus stopped before it was ready (exit code {code}); its last lines are above.',
		'zh-CN': 'Directus 在就绪之前退出（退出码 {code}），其最后的输出见上。',
	},
	'host.died': {
		'en-US': 'Directus stopped by itself (exit code {code}); its last lines are above.',
		'zh-CN': 'Directus 自行退出（退出码 {code}），其最后的输出见上。',
	},
	'host.ready': { 'en-US': 'Ready after {seconds} s: {url}', 'zh-CN': '已就绪，用时 {seconds} 秒：{url}' },
	'host.localOnly': {
		'en-US': 'Only this machine can reach it; HOST=0.0.0.0 opens it to your network.',
		'zh-CN': '仅本机可访问；设置 HOST=0.0.0.0 可对局域网开放。',
	},
	'host.stopHint': { 'en-US': 'Ctrl-C stops it.', 'zh-CN': '按 Ctrl-C 停止。' },
	'host.stopping': { 'en-US': 'Stopping …', 'zh-CN': '正在停止…' },
	'host.stopped': { 'en-US': 'Stopped.', 'zh-CN': '已停止。' },

	// The demo's sign-ins
	'signIns.email': { 'en-US': 'Sign in as', 'zh-CN': '登录名' },
	'signIns.role': { 'en-US': 'Role', 'zh-CN': '角色' },
	'signIns.department': { 'en-US': 'Department', 'zh-CN': '部门' },
	'signIns.password': { 'en-US': 'One password for all of them: {password}', 'zh-CN': '所有账号使用同一密码：{password}' },
	'signIns.oldPassword': {
		'en-US': 'CRM_DEMO_PASSWORD counts when the demo company is created; this one existed already and keeps its password.',
		'zh-CN': 'CRM_DEMO_PASSWORD 仅在创建演示公司时生效；此演示公司已存在，仍用原密码。',
	},

	// The topology
	'topology.instances': {
		'en-US': 'How many Directus? “{wanted}” is no number of at least 1.',
		'zh-CN': '要启动几个 Directus？“{wanted}”不是大于等于 1 的数字。',
	},
	'topology.ready': { 'en-US': 'Ready: {url} (behind it: {instances})', 'zh-CN': '已就绪：{url}（其后为：{instances}）' },
	'topology.noProxy': {
		'en-US': 'nginx is not installed, so there is no proxy.',
		'zh-CN': '未安装 nginx，因此没有代理。',
	},

	// Another Directus beside the project's own
	'shop.installing': {
		'en-US': 'Installing Medusa {version} beside the project, for its tests (once, three to ten minutes, 750 MB) …',
		'zh-CN': '正在项目之外安装 Medusa {version} 以供测试（仅一次，约三到十分钟，750 MB）…',
	},
	'shop.installFailed': {
		'en-US': 'npm could not install Medusa {version} (its last lines are above). Nothing else was touched; the same command starts over.',
		'zh-CN': 'npm 未能安装 Medusa {version}（其最后的输出见上）。其他内容未受影响，重新运行同一命令即可重来。',
	},
	'shop.buildFailed': {
		'en-US': 'The plugin for Medusa could not be checked or built (the last lines are above).',
		'zh-CN': 'Medusa 插件检查或构建失败（最后的输出见上）。',
	},
	'host.installing': {
		'en-US': 'Installing Directus {version} beside the project, for its tests (once, three to ten minutes) …',
		'zh-CN': '正在项目之外安装 Directus {version} 以供测试（仅一次，约三到十分钟）…',
	},
	'host.installFailed': {
		'en-US': 'npm could not install Directus {version} (its last lines are above). Nothing else was touched; the same command starts over.',
		'zh-CN': 'npm 未能安装 Directus {version}（其最后的输出见上）。其他内容未受影响，重新运行同一命令即可重来。',
	},
	'host.unknown': {
		'en-US': 'Directus {version} is none of the tested versions that can be installed beside the project.',
		'zh-CN': 'Directus {version} 不在可供另行安装的受测版本之列。',
	},

	// The tests
	'test.groupMissing': {
		'en-US': 'Tests that need “{group}” cannot run: {reason}.',
		'zh-CN': '需要“{group}”的测试无法运行：{reason}。',
	},
	'test.skipped': { 'en-US': 'Skipped: {group} ({reason}).', 'zh-CN': '已跳过：{group}（{reason}）。' },
	'test.nothingSkipped': { 'en-US': 'No group of tests was skipped.', 'zh-CN': '没有跳过任何测试组。' },
	'test.pgUnreachable': {
		'en-US': 'no PostgreSQL answers at CRM_TEST_PG ({address})',
		'zh-CN': 'CRM_TEST_PG（{address}）处没有可用的 PostgreSQL',
	},
	'test.noChromium': {
		'en-US': 'no Chromium at {path}; CRM_TEST_CHROMIUM names another',
		'zh-CN': '{path} 处没有 Chromium；可用 CRM_TEST_CHROMIUM 指定',
	},
	'test.noCalendarClients': {
		'en-US': 'calendar applications are missing ({paths}); .ci/run names the Debian packages',
		'zh-CN': '缺少日历应用（{paths}）；所需 Debian 软件包见 .ci/run',
	},
	'test.groupUnknown': {
		'en-US': 'CRM_TEST_REQUIRE knows pg, browser, calendars and host12; it names “{group}”.',
		'zh-CN': 'CRM_TEST_REQUIRE 只识别 pg、browser、calendars 和 host12，现含“{group}”。',
	},
	'test.fixtureYoung': {
		'en-US':
			'Skipped: the days of grace after an upgrade to Directus {version} (the database kept for it was made {made}; Directus grants them from {from} on).',
		'zh-CN': '已跳过：升级到 Directus {version} 后的宽限期（所用数据库建于 {made}，自 {from} 起 Directus 才给予宽限期）。',
	},
	'test.hostNotInstalled': {
		'en-US': 'Directus {version} is not installed beside the project; npm run test:host12 does that',
		'zh-CN': '项目之外未安装 Directus {version}；npm run test:host12 会安装',
	},
};
