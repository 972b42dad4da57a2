import { processWords } from '@crm-policy/rules/process/words';
import { text } from '@crm-policy/rules/words/text';

/** Sentences of the server that belong to no domain. */
export const engineWords = {
	staleRevision: processWords.staleRevision,
	noRulebook: text(
		'No rulebook is in force. An administrator publishes one before commands are possible.',
		'当前没有已施行的制度，须由管理员发布后方可执行操作。',
	),
	noCalendar: text(
		'No working calendar is published, so no deadline can be counted. The information administrator drafts one, a second person publishes it.',
		'当前没有已发布的工作日历，无法计算期限，须由信息管理员起草并经另一人发布。',
	),
	guardsMissing: text(
		'The database guards are not in place. Restart the server, or run “directus crm-policy apply”.',
		'数据库防护缺失。请重启服务，或执行 directus crm-policy apply。',
	),
	notSetUp: text(
		'CRM Policy is not set up in this database. The log of the last start says what keeps it from being set up.',
		'此数据库尚未设置 CRM Policy。无法设置的原因见最近一次启动的日志。',
	),
	crossDepartment: text('This belongs to another department: {field}.', '{field}属于其他部门。'),
} as const;
