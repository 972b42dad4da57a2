import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath } from '../../scripts/lib/test-groups.mjs';
import { demoPassword } from './environment.js';

/** Keeps Chromium from needing a graphics card, a user profile or the network. */
const quiet = [
	'--no-sandbox',
	'--disable-gpu',
	// Otherwise a whole core paints what nobody looks at.
	'--disable-software-rasterizer',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Opens the browser that people's journeys are tested in; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: chromiumPath(process.env), args: quiet });
}

/**
 * Stops whatever moves: painting sixty pictures a second of a spinner takes most of a core away from what the spinner waits for.
 * A sheet made by script and not an element, which a page's own policy of content would refuse.
 */
function stopMovement(): void {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync('*, *::before, *::after { animation: none !important; transition: none !important; }');
	document.adoptedStyleSheets.push(sheet);
}

/** Somebody at the browser, signed in nowhere yet; the caller closes it. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
	const context = await browser.newContext(options);
	await context.addInitScript(stopMovement);
	return context;
}

/**
 * Signs in through Directus' own form and waits until the app is there.
 * Administrators are asked by the vendor to name a project owner; that is theirs to answer, so it is put off.
 */
export async function signIn(page: Page, url: string, email: string, password: string = demoPassword): Promise<void> {
	await page.goto(`${url}/admin/login`);
	await page.locator('input[type="email"]').fill(email);
	await page.locator('input[type="password"]').fill(password);
	await page.locator('button[type="submit"]').click();
	await page.waitForURL((address) => !address.pathname.includes('/login'));
	await page.locator('#main-content, .private-view, #navigation').first().waitFor();
	const isAdministrator = await page.evaluate(async () => {
		const response = await fetch('/users/me?fields=policies.policy.admin_access,role.name', { credentials: 'include' });
		const roles = await fetch('/policies/me/globals', { credentials: 'include' });
		const globals: unknown = roles.ok ? await roles.json() : null;
		return response.ok && JSON.stringify(globals).includes('"admin_access":true');
	});
	if (!isAdministrator) return;
	const later = page.getByRole('button', { name: /Remind|later|稍后|以后/i }).first();
	await later.click({ timeout: 15_000 });
	await later.waitFor({ state: 'detached' });
}
