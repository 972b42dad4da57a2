import { defineWidgetConfig } from '@medusajs/admin-sdk';
import type { AdminOrder, DetailWidgetProps } from '@medusajs/framework/types';
import { Badge, Container, Heading, Text } from '@medusajs/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Review {
	readonly number: string | null;
	readonly status: string;
	readonly label: string;
	readonly waiting_for: readonly string[];
	readonly url: string;
}

interface Loaded {
	readonly reachable: boolean;
	readonly reviews: readonly { readonly digest: string; readonly status: string; readonly label: string; readonly review: Review | null }[];
}

const english = {
	title: 'Contract review',
	loading: 'Loading …',
	failed: 'The state of the review could not be loaded.',
	unreachable: 'Directus does not answer. Orders are refused until it does.',
	none: 'No review has been opened for this order. The first attempt to place it opens one.',
	waiting: 'Waits for',
	open: 'Open in Directus',
	standing: 'Passed under a standing approval.',
};

const chinese: typeof english = {
	title: '合同评审',
	loading: '加载中…',
	failed: '无法加载评审状态。',
	unreachable: 'Directus 无响应，恢复前订单将被拒绝。',
	none: '该订单尚未发起评审，首次提交时将自动发起。',
	waiting: '等待',
	open: '在 Directus 中打开',
	standing: '依据常设批准放行。',
};

const colors: Readonly<Record<string, 'green' | 'orange' | 'red' | 'grey'>> = {
	granted: 'green',
	committed: 'green',
	requested: 'orange',
	breach: 'red',
};

/** Where the company's review of an order or a draft stands, and whom it waits for. */
const ReviewStatus = ({ data }: DetailWidgetProps<AdminOrder>) => {
	const [loaded, setLoaded] = useState<Loaded | 'loading' | 'failed'>('loading');
	// The language the clerk has chosen in the admin, which need not be that of the browser.
	const { i18n } = useTranslation();
	const language = i18n.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US';
	const words = language === 'zh-CN' ? chinese : english;

	useEffect(() => {
		const leaving = new AbortController();
		setLoaded('loading');
		fetch(`/admin/contract-gate/orders/${encodeURIComponent(data.id)}?language=${language}`, {
			credentials: 'include',
			signal: leaving.signal,
		})
			.then(async (response) => {
				if (!response.ok) throw new Error(String(response.status));
				setLoaded((await response.json()) as Loaded);
			})
			.catch(() => {
				if (!leaving.signal.aborted) setLoaded('failed');
			});
		return () => leaving.abort();
	}, [data.id, language]);

	return (
		<Container className="divide-y p-0">
			<div className="px-6 py-4">
				<Heading level="h2">{words.title}</Heading>
			</div>
			<div className="flex flex-col gap-y-3 px-6 py-4">{content(loaded, words)}</div>
		</Container>
	);
};

function content(loaded: Loaded | 'loading' | 'failed', words: typeof english) {
	const said = (sentence: string) => (
		<Text size="small" className="text-ui-fg-subtle" role="status">
			{sentence}
		</Text>
	);
	if (loaded === 'loading') return said(words.loading);
	if (loaded === 'failed') return said(words.failed);
	if (!loaded.reachable) return said(words.unreachable);
	if (loaded.reviews.length === 0) return said(words.none);
	return loaded.reviews.map(({ digest, status, label, review }) => (
		<div key={digest} className="flex flex-col gap-y-1">
			<div className="flex items-center gap-x-2">
				<Badge size="2xsmall" color={colors[status] ?? 'grey'}>
					{label}
				</Badge>
				{review !== null && (
					<Text size="small">
						{review.number ?? ''} {review.label}
					</Text>
				)}
			</div>
			{review === null && (status === 'granted' || status === 'committed') && said(words.standing)}
			{review !== null && review.waiting_for.length > 0 && said(`${words.waiting}: ${review.waiting_for.join(', ')}`)}
			{review !== null && (
				<a href={review.url} target="_blank" rel="noreferrer" className="txt-small text-ui-fg-interactive">
					{words.open}
				</a>
			)}
		</div>
	));
}

export const config = defineWidgetConfig({ zone: ['order.details.side.before', 'draft_order.details.side.before'] });

export default ReviewStatus;
