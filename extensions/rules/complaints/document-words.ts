import { text } from '../words/text.js';

/** What stands on printed complaint documents besides their content. */
export const complaintDocumentWords = {
	reply: text('Reply to your complaint', '投诉答复函'),
	subject: text('Subject', '事由'),
	date: text('Date', '日期'),
	noReply: text('This complaint has not been answered yet; the letter exists once it has.', '该投诉尚未答复，答复后方可生成答复函。'),
	noReport: text('No handling report has been filed for this complaint yet; file it first.', '该投诉的处理报告尚未存档，请先存档。'),
} as const;
