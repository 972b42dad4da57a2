import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../scripts/lib/project.mjs';
import { openBrowser, openContext, signIn } from './browser.js';
import type { Language } from './environment.js';
import type { Directus } from './start.js';

/** Pictures of what people saw, for looking at after a run. */
export const pictures = join(root, '.data', 'pictures');

/** What somebody looks at: a screen on a desk or a telephone. */
export interface Device {
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	readonly appearance: 'light' | 'dark';
}

/** The app of Directus, as it hangs on the page it has drawn. */
interface DrawnApp extends Element {
	readonly __vue_app__?: {
		readonly config: { readonly globalProperties: { readonly $router: { push(path: string): Promise<Error | undefined> } } };
	};
}

/** The people of a journey in one language: each signs in once on each device and keeps the page, as people do. */
export class Desks {
	readonly #pages = new Map<string, Promise<Page>>();

	private constructor(
		readonly browser: Browser,
		private readonly directus: Directus,
		private readonly journey: string,
		private readonly language: Language,
		private readonly device: Device,
	) {}

	/** Opens a browser for a journey, whose name its pictures have; the caller closes it. */
	static async open(directus: Directus, journey: string, language: Language, device: Partial<Device> = {}): Promise<Desks> {
		mkdirSync(pictures, { recursive: true });
		return new Desks(await openBrowser(), directus, `${journey}-${language}`, language, {
			width: 1360,
			height: 1000,
			appearance: 'light',
			...device,
		});
	}

	close(): Promise<void> {
		return this.browser.close();
	}

	/** Lets somebody work at their screen; what it showed last is kept as a picture. `who`: the name in the address of a colleague. */
	async at(who: string, work: (page: Page) => Promise<void>, other: Partial<Device> = {}): Promise<void> {
		const device = { ...this.device, ...other };
		const desk = `${who}-${String(device.width)}`;
		const sitting = this.#pages.get(desk) ?? this.#sitDown(who, device);
		this.#pages.set(desk, sitting);
		const page = await sitting;
		try {
			await work(page);
		} finally {
			await this.picture(page, `last-of-${desk}`);
		}
	}

	async picture(page: Page, name: string): Promise<void> {
		await page.screenshot({ path: join(pictures, `${this.journey}-${name}.png`), fullPage: true });
	}

	async #sitDown(who: string, { width, height, appearance }: Device): Promise<Page> {
		const email = `${who}@example.com`;
		await this.directus.database('directus_users').where({ email }).update({ language: this.language, appearance });
		const context = await openContext(this.browser, {
			viewport: { width, height },
			locale: this.language,
			timezoneId: 'Asia/Shanghai',
			colorScheme: appearance,
		});
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		await signIn(page, this.directus.url, email);
		return page;
	}
}

/** Goes to a page of the app (`/content/crm_gifts`) as a link would, without loading the app again; where one is there already, it is loaded anew. */
export async function goTo(page: Page, path: string): Promise<void> {
	const { pathname, search } = new URL(page.url());
	if (`${pathname}${search}` === `/admin${path}`) {
		await page.reload();
		return;
	}
	const prevented = await page.evaluate(async (to) => {
		const app = document.querySelector<DrawnApp>('#app')?.__vue_app__;
		if (app === undefined) return 'the app is not there';
		return (await app.config.globalProperties.$router.push(to))?.message;
	}, path);
	if (prevented !== undefined) throw new Error(`${path} could not be opened: ${prevented}`);
}
