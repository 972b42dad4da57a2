import { text } from '../words/text.js';

/** Everything records of contact say. */
export const communicationWords = {
	communication: text('Contact', '沟通记录'),
	/** Every form the policies name, and `other`, which they leave open (COM-02, COM-07, FBK-01). */
	forms: {
		face_to_face: text('Face to face', '面谈'),
		telephone: text('Telephone', '电话'),
		email: text('E-mail', '电子邮件'),
		letter: text('Letter', '信函'),
		fax: text('Fax', '传真'),
		qq: text('QQ or QQ group', 'QQ或QQ群'),
		sms: text('Text message', '短信'),
		social_media: text('Social media', '社交媒体'),
		online_service: text('Online customer service', '在线客服'),
		other: text('Other', '其他'),
	},
	directions: {
		ours: text('We contacted the customer', '我方联系客户'),
		theirs: text('The customer contacted us', '客户联系我方'),
	},
	states: {
		open: text('To be answered', '待答复'),
		recorded: text('Recorded', '已记录'),
		voided: text('Void', '已作废'),
	},
	record: text('Record contact', '登记沟通'),
	recordNote: text(
		'Keeps who spoke with the customer, when, how and about what. It counts as contact from that day.',
		'登记沟通的人员、时间、形式和内容，自当日起计为一次沟通。',
	),
	form: text('How', '沟通形式'),
	direction: text('Who began it', '由谁发起'),
	use: text('What for', '沟通目的'),
	content: text('What it was about', '沟通内容'),
	person: text('With whom', '沟通对象'),
	happenedAt: text('When', '沟通时间'),
	happenedAtNote: text('Now, unless you say otherwise.', '不填则为当前时间。'),
	demand: text('Question or demand of the customer', '客户的问题或要求'),
	answer: text('Answer, service given or result', '答复、提供的服务或结果'),
	answerNote: text('A question without an answer stays open until somebody answers it.', '有问题未答复的，在答复之前保持待答复状态。'),
	progress: text('Progress of the customer’s project', '项目进展情况'),
	operation: text('How it is in actual operation', '实际运行情况'),
	executiveNote: text(
		'With both, this is the quarterly contact of the top management (COM-01).',
		'两项均填写时，计为高层每季度沟通（COM-01）。',
	),
	incomplete: text('Record how the contact took place and what it was about: {problem}', '请登记沟通形式和内容：{problem}'),
	inFuture: text('Contact is recorded after it has taken place.', '沟通发生之后方可登记。'),
	withoutConsent: text(
		'There is no consent of the customer to being contacted for this: {use}. Record the consent first.',
		'客户未同意因“{use}”被联系，请先登记客户的知情同意。',
	),
	overdueSubject: text('Contact overdue: {customers}', '沟通逾期：{customers}'),
	overdueBody: text(
		'Contact with these customers was due and has not taken place. “Contacts due” of the CRM desk has the rest.\n\n{lines}',
		'以下客户的沟通已到期，尚未进行。详见 CRM 工作台“待沟通客户”。\n\n{lines}',
	),
	overdueHeadBody: text(
		'Contact with these customers has been overdue for some time, although those who look after them were reminded.\n\n{lines}',
		'以下客户的沟通逾期已久，已提醒经办人但仍未进行。\n\n{lines}',
	),
	executiveSubject: text('Contact by the management: {customers}', '高层沟通：{customers}'),
	executiveBody: text(
		'Once in every quarter the management speaks with the customers of key projects (COM-01). It is due with:\n\n{lines}',
		'公司高层每季度至少与重点项目客户沟通一次（COM-01）。以下客户待沟通：\n\n{lines}',
	),
	reminderLine: text('{customer}: {contact}, due on {day}', '{customer}：{contact}，应于 {day} 前进行'),
	andMore: text('{customer} and {more} more', '{customer}及另外 {more} 家'),
	furtherLines: text('… and {more} more', '……另有 {more} 项'),
	answerIt: text('Answer', '答复'),
	answerItNote: text('Says what the customer was answered, or what was done.', '登记对客户的答复或提供的服务。'),
	void: text('Declare void', '作废'),
	voidNote: text(
		'For an entry that is wrong. It stays, and no longer counts as contact.',
		'用于登记有误的记录；记录保留，但不再计为沟通。',
	),
} as const;
