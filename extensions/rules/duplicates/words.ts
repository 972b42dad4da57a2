import { text, type Text } from '../words/text.js';
import type { Reason } from './compare.js';

/** Everything that is said about records that are probably one. */
export const duplicateWords = {
	reasons: {
		credit_code: text('same credit code', '统一社会信用代码相同'),
		name: text('same name', '名称相同'),
		sound: text('name sounds the same', '名称读音相同'),
		slip: text('name differs by a slip', '名称仅差一处笔误'),
		region: text('same name without the place', '除地名外名称相同'),
		similar: text('similar name', '名称相近'),
		phone: text('same telephone', '电话相同'),
		email: text('same e-mail', '电子邮件相同'),
		domain: text('same e-mail domain or website', '邮箱域名或网站相同'),
	} satisfies Readonly<Record<Reason, Text>>,
	certain: text(
		'This customer is already in the archive: {names}. Open that record instead of making another.',
		'该客户档案已存在：{names}。请直接使用该记录，勿重复建档。',
	),
	certainHidden: text(
		'This customer is already in the archive, in a record you may not see. Ask the information administrator.',
		'该客户档案已存在，但您无权查看。请联系信息管理员。',
	),
	probable: text(
		'This is probably the same customer as {names}. Open that record, or say in “Not a duplicate because” why it is another.',
		'该客户很可能与 {names} 为同一客户。请使用已有记录，或在“非重复理由”中说明为何是不同客户。',
	),
	probableHidden: text(
		'There is probably a record of this customer that you may not see. Ask the information administrator, or say in “Not a duplicate because” why it is another.',
		'该客户很可能已有您无权查看的档案。请联系信息管理员，或在“非重复理由”中说明为何是不同客户。',
	),
} as const;
