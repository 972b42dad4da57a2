import { text } from '@crm-policy/rules/words/text';
import { day, defineCollection, flag, line, list, paragraph, reference } from '../declare.js';
import { id, stamps } from './common.js';

/** Departments with their duties and the person who answers for them (ORG-01 to ORG-11, GOV-04). */
export const departments = defineCollection({
	collection: 'crm_departments',
	label: text('Departments', '部门'),
	singular: text('Department', '部门'),
	note: text('Departments, their duties and the person named for them.', '部门、职责及指定人员。'),
	icon: 'corporate_fare',
	folder: 'crm_organisation',
	sort: 10,
	displayTemplate: '{{name}}',
	fields: {
		id: id(),
		key: line(text('Key', '代号'), {
			required: true,
			unique: true,
			maxLength: 64,
			width: 'half',
			note: text('Short and stable; rules and imports refer to it.', '简短且固定，供制度与导入引用。'),
		}),
		name: line(text('Name', '名称'), { required: true, width: 'half' }),
		head: reference('directus_users', text('Head', '负责人'), { width: 'half', onDelete: 'SET NULL' }),
		active: flag(text('In use', '启用'), { default: true, width: 'half' }),
		duties: paragraph(text('Duties and powers', '职责与权限')),
		members: list('directus_users', 'crm_department', text('Members', '成员'), { template: '{{first_name}} {{last_name}}' }),
		...stamps(),
	},
});

/** What we add to the people of Directus. */
export const users = defineCollection({
	collection: 'directus_users',
	label: text('Users', '用户'),
	singular: text('User', '用户'),
	note: text('', ''),
	icon: 'people',
	sort: 0,
	fields: {
		crm_department: reference('crm_departments', text('Department', '部门'), { width: 'half', template: '{{name}}', onDelete: 'SET NULL' }),
	},
});

/** Dated absences with the person who decides meanwhile. */
export const absences = defineCollection({
	collection: 'crm_absences',
	label: text('Absences', '缺勤代理'),
	singular: text('Absence', '缺勤代理'),
	note: text('Days on which somebody is away, and who decides approvals in their place.', '人员不在的日期及其审批代理人。'),
	icon: 'event_busy',
	folder: 'crm_organisation',
	sort: 20,
	displayTemplate: '{{user}} → {{substitute}}',
	fields: {
		id: id(),
		user: reference('directus_users', text('Absent person', '缺勤人员'), { required: true, width: 'half', onDelete: 'CASCADE' }),
		substitute: reference('directus_users', text('Substitute', '代理人'), { required: true, width: 'half', onDelete: 'CASCADE' }),
		starts_on: day(text('First day', '开始日期'), { required: true, width: 'half' }),
		ends_on: day(text('Last day', '结束日期'), { required: true, width: 'half' }),
		reason: line(text('Reason', '原因')),
		...stamps(),
	},
	indexes: [{ fields: ['user', 'starts_on'] }],
});

/** Who may review contracts, and until when each of the four qualifications holds (REV-07). */
export const qualifications = defineCollection({
	collection: 'crm_qualifications',
	label: text('Reviewer qualifications', '评审人资格'),
	singular: text('Reviewer qualification', '评审人资格'),
	note: text(
		'Each qualification is valid until the day given; an empty day means it is not held.',
		'各项资格有效至所填日期，未填表示不具备。',
	),
	icon: 'verified_user',
	folder: 'crm_organisation',
	sort: 30,
	displayTemplate: '{{user}}',
	fields: {
		id: id(),
		user: reference('directus_users', text('Person', '人员'), { required: true, unique: true, onDelete: 'CASCADE' }),
		responsible_until: day(text('Responsible for or working in production or technology, until', '负责或从事生产、技术工作，有效至'), {
			width: 'half',
		}),
		standards_until: day(text('Knows the industry standards, until', '熟悉行业标准，有效至'), { width: 'half' }),
		laws_until: day(text('Knows laws and regulations, until', '熟悉法律法规，有效至'), { width: 'half' }),
		quality_system_until: day(text('Knows the quality management system, until', '熟悉质量管理体系，有效至'), { width: 'half' }),
		evidence: paragraph(text('Evidence', '依据')),
		...stamps(),
	},
});
