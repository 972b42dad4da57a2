import { text } from '../words/text.js';

/** Everything that is said to people without an account who complain, and to those who receive it. */
export const publicComplaintWords = {
	receivedSubject: text('A complaint has come in from outside', '收到一条来自外部的投诉'),
	receivedBody: text(
		'Please open it, check it and register it. What it says was written by somebody outside the company.',
		'请打开查看，核对后登记。内容由公司外部人员填写。',
	),
	form: {
		title: text('Complaints, opinions and suggestions', '投诉、意见和建议'),
		intro: text(
			'Tell us what went wrong or what we could do better. You need no account. Fields marked “required” must be filled in.',
			'请告诉我们哪里出了问题，或哪里可以做得更好。无需注册。标有“必填”的项目须填写。',
		),
		privacy: text(
			'We use your name and contact details only to handle this matter and to answer you.',
			'您的姓名和联系方式仅用于处理本事项并向您答复。',
		),
		required: text('required', '必填'),
		optional: text('optional', '选填'),
		send: text('Send', '提交'),
		kind: text('What is it?', '类型'),
		title_field: text('Subject', '事由'),
		content: text('What happened?', '详细情况'),
		contentHint: text(
			'When, where, which product or service, and whom it concerns. At most 20,000 characters.',
			'时间、地点、涉及的产品或服务及人员。最多 20000 字。',
		),
		customer_demand: text('What would you like us to do?', '您的诉求'),
		nature: text('What is it about?', '涉及方面'),
		natureUnknown: text('I am not sure', '不确定'),
		product_name: text('Product', '产品名称'),
		order_number: text('Order number', '订单编号'),
		complainant: text('Your name', '您的姓名'),
		complainant_contact: text('Telephone or e-mail', '电话或电子邮箱'),
		contactHint: text('So that we can answer you.', '便于我们答复您。'),
		files: text('Pictures or documents', '图片或文件'),
		filesHint: text(
			'Up to {count} files of these kinds: {kinds}. {each} MB each, {total} MB together.',
			'最多 {count} 个文件（{kinds}），每个不超过 {each} MB，合计不超过 {total} MB。',
		),
		trap: text('Leave this field empty', '此项请留空'),
		hotlines: text('Would you rather telephone? Our hotlines', '希望电话联系？查看服务热线'),
		errorTitle: text('Please check this', '请检查以下内容'),
		errorPrefix: text('Error: ', '有误：'),
		chooseFilesAgain: text('Please choose your files again.', '请重新选择文件。'),
	},
	problems: {
		missing: text('Please fill in “{field}”.', '请填写“{field}”。'),
		tooLong: text('“{field}” may have at most {most} characters.', '“{field}”最多 {most} 字。'),
		invalid: text('Please choose one of the answers offered for “{field}”.', '请从“{field}”的选项中选择。'),
		unknown: text('There is no field “{field}”.', '没有“{field}”这一项。'),
		malformed: text('The form could not be read. Please send it again.', '无法读取提交的内容，请重新提交。'),
		notAnEmail: text('Send the e-mail itself, as message/rfc822.', '请发送邮件原文，并按邮件原文类型标注。'),
		trap: text('Please empty the field that is meant to stay empty.', '请清空应留空的项目。'),
		tooFast: text(
			'The form was sent so quickly that we could not tell whether a person filled it in. Please send it again.',
			'提交过快，无法确认是否由本人填写，请再次提交。',
		),
		formExpired: text('This form has been open for too long. Please send it again.', '页面打开时间过长，请再次提交。'),
		formUsed: text(
			'This form has been sent already. To report another matter, open the page anew.',
			'该表单已提交过。如需反映其他事项，请重新打开页面。',
		),
		tooManyFiles: text('At most {count} files can be sent.', '最多上传 {count} 个文件。'),
		fileTooLarge: text('“{name}” is larger than {each} MB.', '“{name}”超过 {each} MB。'),
		filesTooLarge: text('The files together are larger than {total} MB.', '文件合计超过 {total} MB。'),
		fileType: text(
			'“{name}” is none of these kinds of file, whatever its name says: {kinds}.',
			'“{name}”的实际内容不属于可接受的文件类型（{kinds}）。',
		),
		fileEmpty: text('“{name}” is empty.', '“{name}”是空文件。'),
		tooManyRequests: text(
			'Several messages have reached us from you in a short time. Please wait {minutes} minutes, or telephone us.',
			'短时间内已收到您的多次提交。请 {minutes} 分钟后再试，或致电我们。',
		),
		busy: text('Many people are sending files just now. Please try again in a minute.', '当前上传人数较多，请稍后再试。'),
		nobodyThere: text('We cannot take in complaints here at the moment. Please telephone us.', '目前无法在线受理，请致电我们。'),
		failed: text('Your message could not be saved. Nothing was stored; please try again.', '提交未能保存，未留下任何内容，请重试。'),
	},
	closed: {
		title: text('Not available', '暂未开放'),
		body: text('Complaints are not taken in online here. Please telephone us.', '此处不在线受理投诉，请致电我们。'),
	},
	receipt: {
		title: text('We have received your message', '我们已收到您的反馈'),
		body: text(
			'Thank you. It has been passed to the colleague who answers for it and will be registered now.',
			'感谢您的反馈，已转交负责人员，即将登记。',
		),
		received: text('Received on', '接收日期'),
		linkTitle: text('Your private link', '您的专属链接'),
		linkBody: text(
			'With this link you can see how far we are. It is shown only now: please save it, and give it only to people who may see it.',
			'通过此链接可查看处理进度。链接仅显示这一次，请妥善保存，勿转给无关人员。',
		),
		another: text('Report another matter', '反映其他事项'),
	},
	status: {
		title: text('Where your matter stands', '处理进度'),
		state: text('State', '当前状态'),
		next: text('What happens next', '下一步'),
		milestones: text('What has happened', '处理经过'),
	},
	states: {
		received: {
			state: text('Received', '已接收'),
			next: text('We check it, register it and pass it to the people concerned.', '我们将核对、登记并转交有关人员。'),
		},
		registered: {
			state: text('Registered', '已登记'),
			next: text('The person responsible now begins to investigate.', '负责人员即将开始调查。'),
		},
		investigating: {
			state: text('Being investigated', '调查中'),
			next: text(
				'We find out what happened and why. We will contact you if we have questions.',
				'我们正在查明情况和原因，如有疑问会与您联系。',
			),
		},
		resolving: {
			state: text('Being resolved', '处理中'),
			next: text('We decide what to do and then answer you.', '我们正在确定处理办法，随后答复您。'),
		},
		replied: {
			state: text('Answered', '已答复'),
			next: text('If our answer does not settle the matter, please tell us.', '如对答复不满意，请告诉我们。'),
		},
		closed: {
			state: text('Closed', '已结案'),
			next: text('We may ask you whether you are satisfied.', '我们可能会回访，了解您是否满意。'),
		},
		archived: {
			state: text('Completed', '已办结'),
			next: text('Nothing more. You are welcome to contact us again.', '无后续步骤。如有需要，欢迎再次与我们联系。'),
		},
	},
	milestones: {
		received_at: text('Received', '接收'),
		registered_at: text('Registered', '登记'),
		replied_at: text('Answered', '答复'),
		closed_at: text('Closed', '结案'),
	},
	unknownLink: {
		title: text('This link leads nowhere', '链接无效'),
		body: text(
			'It may be incomplete, or it is no longer valid. Please check it, or telephone us.',
			'链接可能不完整或已失效，请核对，或致电我们。',
		),
	},
} as const;
