import { text, type Text } from '@crm-policy/rules/words/text';
import { largestImage } from './asset-limits.js';
import type { GuardId } from './guard-ids.js';

/** How a refusal is reported: which of the host's own codes it carries. */
export type RefusalKind = 'forbidden' | 'query' | 'payload';

/** What a refused caller reads: what is not possible, and what to do instead. */
export const refusalWords: Readonly<Record<GuardId, { readonly kind: RefusalKind; readonly sentence: Text }>> = {
	'deep-query': {
		kind: 'query',
		sentence: text(
			'The parameter “deep” cannot be used like this: it names a built-in method, holds a value that cannot be read, or nests too far. Name only fields of your collections and give every parameter in it a valid value.',
			'参数“deep”不能这样使用：其中含有内置方法名、无法读取的值，或嵌套过深。请只使用集合中的字段名，并为其中各参数提供有效的值。',
		),
	},
	'deep-body': {
		kind: 'payload',
		sentence: text(
			'The body holds a “deep” that cannot be used: it names a built-in method, holds a value that cannot be read, or nests too far. Name only fields of your collections and give every parameter in it a valid value.',
			'请求内容中的“deep”不能使用：其中含有内置方法名、无法读取的值，或嵌套过深。请只使用集合中的字段名，并为其中各参数提供有效的值。',
		),
	},
	'graphql-names': {
		kind: 'payload',
		sentence: text(
			'The GraphQL document uses the name of a built-in method as a field or an alias. Choose another alias.',
			'GraphQL 文档将内置方法名用作字段或别名。请改用其他别名。',
		),
	},
	'csv-headers': {
		kind: 'payload',
		sentence: text(
			'The file was not imported: a column is named after a built-in method. Rename the column and import it again.',
			'文件未导入：有一列以内置方法命名。请更改列名后重新导入。',
		),
	},
	'import-sign-in': {
		kind: 'forbidden',
		sentence: text('Files are imported by people who are signed in. Sign in and try again.', '导入文件须先登录。请登录后重试。'),
	},
	'refused-deletes': {
		kind: 'forbidden',
		sentence: text(
			'Only administrators delete people and flows, and only who is signed in changes shares. Ask an administrator.',
			'人员和流程仅可由管理员删除，分享仅可由已登录人员更改。请联系管理员。',
		),
	},
	'settings-owner': {
		kind: 'forbidden',
		sentence: text(
			'Only an administrator names the owner of the project. Ask an administrator.',
			'项目所有者仅可由管理员登记。请联系管理员。',
		),
	},
	'hash-utilities': {
		kind: 'forbidden',
		sentence: text(
			'This server makes and checks no hashes on request. Save the value in a field that hashes it.',
			'本服务器不应请求生成或校验哈希。请将值保存到自动哈希的字段中。',
		),
	},
	'graphql-sign-in': {
		kind: 'forbidden',
		sentence: text(
			'The GraphQL interface to system data is for people who are signed in. Sign in through /auth/login first.',
			'系统数据的 GraphQL 接口仅供已登录人员使用。请先通过 /auth/login 登录。',
		),
	},
	'graphql-repeats': {
		kind: 'payload',
		sentence: text(
			'Signing in, resetting a password and the like are possible once per request. Send one request for each.',
			'登录、重置密码等操作每个请求只能执行一次。请分别发送请求。',
		),
	},
	'asset-size': {
		kind: 'query',
		sentence: text(
			`Images are given in the sizes of the presets, at most ${largestImage} pixels wide or high, and without further transformations. Use “key” with the name of a preset.`,
			`图片按预设尺寸提供，宽高最多 ${largestImage} 像素，不支持其他变换。请使用“key”参数指定预设名称。`,
		),
	},
	'flow-trigger': {
		kind: 'forbidden',
		sentence: text(
			'This flow is not open to callers who are not signed in. Sign in, or have the operator add its id to CRM_PUBLIC_FLOWS.',
			'该流程不对未登录的调用方开放。请先登录，或由运维人员将其编号加入 CRM_PUBLIC_FLOWS。',
		),
	},
	'version-save': {
		kind: 'forbidden',
		sentence: text(
			'You may read this version but not write to it. Ask an administrator for the right to update content versions.',
			'您可以查看该版本，但不能写入。请向管理员申请更新内容版本的权限。',
		),
	},
	'host-export': {
		kind: 'forbidden',
		sentence: text(
			'Data of customers are not taken out this way. Use Export on the CRM desk: it asks what the file is for and keeps a record.',
			'客户信息不能以此方式导出。请使用客户管理工作台的“导出”，填写用途并留存记录。',
		),
	},
	'write-by-query': {
		kind: 'forbidden',
		sentence: text(
			'Records are changed and deleted by their keys, not by a query: a query here also finds what you may not see. Read the keys first, then send them.',
			'修改和删除记录须指定主键，不能使用查询条件：此处的查询会涉及您无权查看的记录。请先查询主键，再提交。',
		),
	},
	'count-beside-keys': {
		kind: 'query',
		sentence: text(
			'Records read by their keys are not counted by a filter as well. Leave “meta” out, or ask with the filter alone.',
			'按主键读取记录时，不能同时按筛选条件计数。请去掉“meta”参数，或仅使用筛选条件查询。',
		),
	},
	'related-rows': {
		kind: 'forbidden',
		sentence: text(
			'This list cannot be put in order, counted or filtered like this by records some of which you may not see. Filter the list first, or use a column of its own.',
			'不能以此方式按您无权全部查看的关联记录对此列表排序、计数或筛选。请先筛选列表，或改用列表自身的字段。',
		),
	},
	'second-factor': {
		kind: 'forbidden',
		sentence: text(
			'Your access policy asks for a second factor. Set it up in your profile, then go on.',
			'您的访问策略要求启用双重验证。请先在个人资料中完成设置。',
		),
	},
	'share-fields': {
		kind: 'forbidden',
		sentence: text(
			'Creator, role, collection and item of a share stay as they are. Make a new share instead.',
			'分享的创建者、角色、集合和条目不可更改。请另建一个分享。',
		),
	},
	'comment-fields': {
		kind: 'forbidden',
		sentence: text(
			'Author, collection and item of a comment stay as they are. Change its text, or write a new comment.',
			'评论的作者、集合和条目不可更改。可修改其内容，或另写一条评论。',
		),
	},
	'project-color': {
		kind: 'payload',
		sentence: text(
			'The project color is six hexadecimal digits after “#”, such as #1f6feb.',
			'项目颜色须为“#”加六位十六进制数字，如 #1f6feb。',
		),
	},
	'mail-template': {
		kind: 'payload',
		sentence: text(
			'The name of a mail template consists of letters, digits, “-” and “_”. Put the template directly into the template folder.',
			'邮件模板名称只能由字母、数字、“-”和“_”组成。请将模板直接放在模板文件夹中。',
		),
	},
};
