import { letterWords as words } from '@crm-policy/rules/complaints/letter';
import { publicComplaintWords } from '@crm-policy/rules/complaints/public-words';
import { labelled } from '@crm-policy/rules/words/labelled';
import { say, type Locale } from '@crm-policy/rules/words/text';
import type { Host } from '../../engine/context.js';

interface Receipt {
	readonly to: string;
	/** The subject of the e-mail that is answered. */
	readonly title: string;
	/** Its Message-ID. */
	readonly answers: string | undefined;
	/** The private status link; it stands in this mail and nowhere else. */
	readonly url: string;
	readonly locale: Locale;
}

const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

/** Answers an e-mail with what was received and the private link; whether that could be sent. Failures are logged without either. */
export async function sendReceipt(host: Host, { to, title, answers, url, locale }: Receipt): Promise<boolean> {
	const { receipt } = publicComplaintWords;
	const mails = new host.services.MailService({ knex: host.database, schema: await host.getSchema(), accountability: null });
	try {
		await mails.send({
			to,
			subject: say(words.receiptSubject, locale, { title: oneLine(title).slice(0, 200) || say(words.noSubject, locale) }),
			text: [say(receipt.body, locale), labelled(say(receipt.linkTitle, locale), url, locale), say(words.keepLink, locale)].join('\n\n'),
			headers: {
				// No machine answers this mail (RFC 3834).
				'Auto-Submitted': 'auto-replied',
				...(answers === undefined ? {} : { 'In-Reply-To': oneLine(answers), References: oneLine(answers) }),
			},
		});
		return true;
	} catch (error) {
		host.logger.warn(
			`CRM Policy: the receipt of a complaint that came by e-mail could not be sent (${error instanceof Error ? error.name : 'unknown'}).`,
		);
		return false;
	}
}
