import type { FeedAddress } from '../../shared/api/contract.js';

/** Pages of others that take an address over into somebody's calendar. */
export interface SubscribeLinks {
	google: string;
	outlook: string;
}

/** Where Google and Outlook take a calendar's address; Google wants it as `webcal`. */
export function subscribeLinks({ url, webcal_url }: Pick<FeedAddress, 'url' | 'webcal_url'>, name: string): SubscribeLinks {
	return {
		google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal_url)}`,
		outlook: `https://outlook.office.com/calendar/0/addfromweb?url=${encodeURIComponent(url)}&name=${encodeURIComponent(name)}`,
	};
}
