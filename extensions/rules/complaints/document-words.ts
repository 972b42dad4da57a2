import { text } from '../words/text.js';

/** What stands on printed complaint documents besides their content. */
export const complaintDocumentWords = {
	reply: text('Reply to your complaint', '投诉答复函'),
	subject: text('Subject', '事由'),
	date: text('Date', '日期'),
	number: text('No. {number}', '编号：{number}'),
	writtenOn: text('Written on {day}', '编制日期：{day}'),
	page: text('Page {page} of {pages}', '第 {page} 页，共 {pages} 页'),
	noReply: text('This complaint has not been answered yet; the letter exists once it has.', '该投诉尚未答复，答复后方可生成答复函。'),
	noReport: text('No handling report has been filed for this complaint yet; file it first.', '该投诉的处理报告尚未存档，请先存档。'),
	tooLong: text('The document would be too long to print. Please read it on the screen.', '内容过长，无法生成文件，请在屏幕上查看。'),
} as const;
