import type { Intake } from '@crm-policy/rules/complaints/intake';
import { feedbackKinds, natures } from '@crm-policy/rules/complaints/complaint';
import type { PublicStatus } from '@crm-policy/rules/complaints/public-status';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import { complaintWords } from '@crm-policy/rules/complaints/words';
import { say, type Locale, type Text } from '@crm-policy/rules/words/text';
import { html, type Html } from '../../public-pages/html.js';
import { writePage } from '../../public-pages/page.js';
import { hotlinesPath } from '../../hotlines/public-page.js';
import { spokenLimits } from './attachments.js';
import { sayProblem, type Problem } from './problem.js';
import { labels } from './read-intake.js';

export const complaintsPath = '/crm/public/complaints';

/** The entry nobody sees and only programs fill in. */
export const trapField = 'website';
/** The entry with the note of when the form was handed out. */
export const formField = 'form';

interface FormState {
	readonly locale: Locale;
	readonly form: string;
	/** What was sent before, to be corrected. */
	readonly sent?: Readonly<Record<string, string>>;
	readonly problems?: readonly Problem[];
	readonly hadFiles?: boolean;
}

type Entry = keyof Intake;

const maximum: Partial<Record<Entry, number>> = {
	title: 255,
	complainant: 255,
	complainant_contact: 255,
	product_name: 255,
	order_number: 255,
	content: 20_000,
	customer_demand: 20_000,
};

/** The form, empty or as it was sent with what is wrong beside each field. */
export function formPage({ locale, form, sent = {}, problems = [], hadFiles = false }: FormState): string {
	const said = (sentence: Text): string => say(sentence, locale);
	const of = (field: string): readonly Problem[] => problems.filter((problem) => problem.field === field);
	const describedBy = (field: string, hint: boolean): string =>
		[...(hint ? [`${field}-hint`] : []), ...(of(field).length > 0 ? [`${field}-wrong`] : [])].join(' ');
	const described = (field: string, hint = false): Html | null => {
		const ids = describedBy(field, hint);
		return ids === '' ? null : html` aria-describedby="${ids}"`;
	};
	const wrong = (field: string): Html | null =>
		of(field).length === 0
			? null
			: html`<p class="wrong" id="${field}-wrong">${of(field).map((problem) => html`${sayProblem(problem, locale)} `)}</p>`;
	const mark = (required: boolean): Html =>
		html` <span class="mark">(${said(required ? words.form.required : words.form.optional)})</span>`;
	const state = (field: string): Html | null => (of(field).length > 0 ? html` aria-invalid="true"` : null);

	const line = (field: Entry, required: boolean, autocomplete: string, hint?: Text): Html =>
		html`<div class="field">
			<label for="${field}">${said(labels[field])}${mark(required)}</label>
			${hint === undefined ? null : html`<p class="hint" id="${field}-hint">${said(hint)}</p>`}
			<input
				type="text"
				id="${field}"
				name="${field}"
				maxlength="${maximum[field]}"
				autocomplete="${autocomplete}"
				value="${sent[field]}"
				${required ? html` required aria-required="true"` : null}${described(field, hint !== undefined)}${state(field)}
			/>
			${wrong(field)}
		</div>`;
	const paragraph = (field: Entry, required: boolean, hint?: Text): Html =>
		html`<div class="field">
			<label for="${field}">${said(labels[field])}${mark(required)}</label>
			${hint === undefined ? null : html`<p class="hint" id="${field}-hint">${said(hint)}</p>`}
			<textarea
				id="${field}"
				name="${field}"
				maxlength="${maximum[field]}"
				${required ? html` required aria-required="true"` : null}${described(field, hint !== undefined)}${state(field)}
			>
${sent[field]}</textarea>
			${wrong(field)}
		</div>`;

	const summary =
		problems.length === 0
			? null
			: html`<div class="summary" role="alert" tabindex="-1" autofocus>
					<h2>${said(words.form.errorTitle)}</h2>
					<ul>
						${problems.map((problem) =>
							problem.field === null
								? html`<li>${sayProblem(problem, locale)}</li>`
								: html`<li><a href="#${problem.field}">${sayProblem(problem, locale)}</a></li>`,
						)}${hadFiles ? html`<li><a href="#files">${said(words.form.chooseFilesAgain)}</a></li>` : null}
					</ul>
				</div>`;
	const trapped = of(trapField).length > 0;
	const kind = sent['kind'] ?? 'complaint';
	const body = html`${summary}
		<p>${said(words.form.intro)}</p>
		<p><a href="${hotlinesPath}?lang=${locale}">${said(words.form.hotlines)}</a></p>
		<form method="post" action="${complaintsPath}?lang=${locale}" enctype="multipart/form-data" novalidate>
			<input type="hidden" name="${formField}" value="${form}" />
			<fieldset class="field" id="kind" ${described('kind')}>
				<legend>${said(labels.kind)}</legend>
				${feedbackKinds.map(
					(option) =>
						html`<label class="choice"
							><input
								type="radio"
								name="kind"
								value="${option}"
								${option === kind ? html` checked` : null}
							/>${said(complaintWords.kinds[option])}</label
						>`,
				)}
				${wrong('kind')}
			</fieldset>
			${line('title', true, 'off')} ${paragraph('content', true, words.form.contentHint)} ${paragraph('customer_demand', false)}
			<div class="field">
				<label for="nature">${said(labels.nature)}${mark(false)}</label>
				<select id="nature" name="nature" ${described('nature')}${state('nature')}>
					<option value="">${said(words.form.natureUnknown)}</option>
					${natures.map(
						(option) =>
							html`<option value="${option}" ${option === sent['nature'] ? html` selected` : null}>
								${said(complaintWords.natures[option])}
							</option>`,
					)}
				</select>
				${wrong('nature')}
			</div>
			${line('product_name', false, 'off')} ${line('order_number', false, 'off')} ${line('complainant', true, 'name')}
			${line('complainant_contact', true, 'on', words.form.contactHint)}
			<div class="field">
				<label for="files">${said(words.form.files)}${mark(false)}</label>
				<p class="hint" id="files-hint">${say(words.form.filesHint, locale, spokenLimits)}</p>
				<input
					type="file"
					id="files"
					name="files"
					multiple
					accept=".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"
					${described('files', true)}${state('files')}
				/>
				${wrong('files')}
			</div>
			<div class="${trapped ? 'field' : 'trap'}" ${trapped ? null : html` aria-hidden="true"`}>
				<label for="${trapField}">${said(words.form.trap)}</label>
				<input
					type="text"
					id="${trapField}"
					name="${trapField}"
					autocomplete="off"
					value="${sent[trapField]}"
					${trapped ? null : html` tabindex="-1"`}${described(trapField)}
				/>
				${wrong(trapField)}
			</div>
			<p class="hint">${said(words.form.privacy)}</p>
			<p><button type="submit">${said(words.form.send)}</button></p>
		</form>`;
	return writePage({
		title: words.form.title,
		...(problems.length === 0 ? {} : { titlePrefix: words.form.errorPrefix }),
		locale,
		path: complaintsPath,
		body,
	});
}

/** Says that it was received, and shows the status link this once. */
export function receiptPage(receipt: { readonly locale: Locale; readonly url: string; readonly receivedOn: string }): string {
	const { locale, url, receivedOn } = receipt;
	return writePage({
		title: words.receipt.title,
		locale,
		body: html`<p role="status">${say(words.receipt.body, locale)}</p>
			<dl>
				<dt>${say(words.receipt.received, locale)}</dt>
				<dd>${receivedOn}</dd>
			</dl>
			<section class="box" aria-labelledby="link-title">
				<h2 id="link-title">${say(words.receipt.linkTitle, locale)}</h2>
				<p>${say(words.receipt.linkBody, locale)}</p>
				<a class="link" id="status-link" href="${url}" rel="noreferrer">${url}</a>
			</section>
			<p><a href="${complaintsPath}?lang=${locale}">${say(words.receipt.another, locale)}</a></p>`,
	});
}

/** Where a complaint stands, for whoever has its link. */
export function statusPage(status: PublicStatus, locale: Locale): string {
	return writePage({
		title: words.status.title,
		locale,
		body: html`<dl>
				<dt>${say(words.status.state, locale)}</dt>
				<dd id="state">${say(status.state, locale)}</dd>
				<dt>${say(words.status.next, locale)}</dt>
				<dd>${say(status.next, locale)}</dd>
			</dl>
			<h2>${say(words.status.milestones, locale)}</h2>
			<dl>
				${status.milestones.map(
					({ label, day }) =>
						html`<dt>${say(label, locale)}</dt>
							<dd>${day}</dd>`,
				)}
			</dl>
			<p><a href="${hotlinesPath}?lang=${locale}">${say(words.form.hotlines, locale)}</a></p>`,
	});
}

/** A page that says why there is nothing here, with the way to the telephone numbers. */
export function noticePage(notice: { readonly title: Text; readonly body: Text }, locale: Locale): string {
	return writePage({
		title: notice.title,
		locale,
		body: html`<p>${say(notice.body, locale)}</p>
			<p><a href="${hotlinesPath}?lang=${locale}">${say(words.form.hotlines, locale)}</a></p>`,
	});
}
