import { text } from './text.js';

/** What every printed document says besides its content. */
export const paperWords = {
	number: text('No. {number}', '编号：{number}'),
	writtenOn: text('Written on {day}', '编制日期：{day}'),
	printedOn: text('Printed on {day}', '打印日期：{day}'),
	page: text('Page {page} of {pages}', '第 {page} 页，共 {pages} 页'),
	tooLong: text('The document would be too long to print. Please read it on the screen.', '内容过长，无法生成文件，请在屏幕上查看。'),
} as const;
