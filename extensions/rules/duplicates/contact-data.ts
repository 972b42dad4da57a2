import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** How an extension is written after a number: 转805, ext. 805, x805, #805, or a last short group behind a dash. */
const extension = /(?:转|轉|分机|分機|ext\.?|extension|x|#)\s*\d{1,6}\s*$/iu;
const lastGroup = /(?<=\d{7,8})\s*-\s*\d{1,5}\s*$/u;

/** Fewer digits than this say nothing about whom one reaches. */
const fewestDigits = 7;

/**
 * A telephone number as one reaches it: E.164 where it can be read as a number of the country, else its digits; without the extension.
 * Null for what is no number.
 */
export function telephone(written: string | null): string | null {
	const text = (written ?? '').normalize('NFKC').trim();
	if (text === '') return null;
	const direct = text.replace(extension, '');
	for (const candidate of [direct, direct.replace(lastGroup, '')]) {
		const number = parsePhoneNumberFromString(candidate.replace(/^\+?\s*86\s*[-–]?\s*0(?=\d)/u, '+86'), 'CN');
		if (number?.isValid() === true) return number.number;
	}
	const digits = direct.replace(/\D/gu, '').replace(/^0+/u, '');
	return digits.length < fewestDigits || /^(\d)\1+$/u.test(digits) ? null : digits;
}

/** Providers whose domain says nothing about the company. */
const freeMail = new Set(
	'qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com tom.com 21cn.com gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.jp yahoo.com.cn icloud.com me.com aol.com gmx.de gmx.net web.de t-online.de mail.ru yandex.ru proton.me protonmail.com'.split(
		' ',
	),
);

/** An address as one writes to it. Null for what is none. */
export function mailbox(written: string | null): string | null {
	const text = (written ?? '').normalize('NFKC').trim().toLowerCase();
	return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text) ? text : null;
}

const ownDomain = (domain: string): string | null => (domain === '' || freeMail.has(domain) ? null : domain.replace(/^www\./u, ''));

/** The company's own domain behind an address or a website; null for none, and for providers everybody uses. */
export function domainOf(email: string | null, website: string | null): string | null {
	const address = mailbox(email);
	const fromAddress = address === null ? null : ownDomain(address.slice(address.indexOf('@') + 1));
	if (fromAddress !== null) return fromAddress;
	const host = /^(?:[a-z]+:\/\/)?([^/\s:?#]+\.[^/\s:?#]+)/u.exec((website ?? '').normalize('NFKC').trim().toLowerCase())?.[1];
	return host === undefined ? null : ownDomain(host.replace(/^www\./u, ''));
}

const codeCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A 统一社会信用代码 whose check character is right (GB 32100-2015); null for anything else. */
export function creditCode(written: string | null): string | null {
	const code = (written ?? '').normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
	if (code.length !== 18 || Array.from(code).some((character) => !codeCharacters.includes(character))) return null;
	const sum = weights.reduce((total, weight, place) => total + weight * codeCharacters.indexOf(code.charAt(place)), 0);
	return codeCharacters.charAt((31 - (sum % 31)) % 31) === code.charAt(17) ? code : null;
}
