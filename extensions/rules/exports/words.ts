import { text } from '../words/text.js';

/** Everything that is said about taking registers out as files. */
export const exportWords = {
	notAllowed: text(
		'Taking customer data out is for: {who}. Ask one of them, and say what you need it for.',
		'导出客户信息由以下人员执行：{who}。请向其说明用途。',
	),
	reasonMissing: text('Say what the file is needed for: it is kept with the export.', '请填写导出用途，用途将与导出记录一并保存。'),
	tooMany: text('There are more than {most} rows. Take the register out in parts.', '超过 {most} 行，请分次导出。'),
	watermark: text('Taken out', '导出标识'),
	marked: text('{mark} · {name} · {day} · confidential', '{mark} · {name} · {day} · 机密'),
	yes: text('yes', '是'),
} as const;
