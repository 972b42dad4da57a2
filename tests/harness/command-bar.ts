import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

/** The bar of a record: its state and what the person may do with it. */
export const barOf = (page: Page): Locator => page.locator('.command-bar');

/** The form of a command; where a record stands in a drawer, that is a dialog too. */
const dialogOf = (page: Page): Locator => page.locator('.command-dialog');

/** Waits until the bar says a state. */
export const isNow = (page: Page, state: string): Promise<void> => barOf(page).getByText(state, { exact: true }).first().waitFor();

/** Opens a command, in the bar or behind its dots. While the bar is being renewed, it is looked for again. */
export async function openCommand(page: Page, command: string): Promise<void> {
	const inBar = barOf(page).getByRole('button', { name: command, exact: true }).and(page.locator(':not(.refused)')).first();
	const more = barOf(page).getByRole('button', { name: /^(More commands|更多操作)$/ });
	const inMenu = page.locator('.command-menu button.allowed').filter({ hasText: command }).first();
	await expect
		.poll(
			async () => {
				if (await inBar.isVisible()) await inBar.click();
				else if (await inMenu.isVisible()) await inMenu.click();
				else {
					if (await more.isVisible()) await more.click();
					return false;
				}
				await dialogOf(page).waitFor();
				return true;
			},
			{ timeout: 60_000, message: `${command} is offered` },
		)
		.toBe(true);
}

/** Gives a command, its form filled in, and waits until it was done. */
export async function giveCommand(page: Page, command: string, fill: () => Promise<void> = () => Promise.resolve()): Promise<void> {
	await openCommand(page, command);
	await fill();
	await dialogOf(page).getByRole('button', { name: command, exact: true }).click();
	await dialogOf(page).waitFor({ state: 'detached' });
}

/** Why a command is refused, as the person reads it. */
export async function refusalOf(page: Page, command: string): Promise<string> {
	await barOf(page).locator('button.refused').filter({ hasText: command }).first().click({ force: true });
	const reasons = page.locator('.refused-button .reasons');
	await reasons.waitFor();
	return reasons.innerText();
}

const inputOf = (page: Page, name: string): Locator => dialogOf(page).locator(`[data-input="${name}"]`);

/** Writes into an input of the open command. */
export const write = (page: Page, input: string, text: string): Promise<void> =>
	inputOf(page, input).locator('input, textarea').first().fill(text);

/** Chooses from the list of an input of the open command, by its words. */
export async function choose(page: Page, input: string, option: string): Promise<void> {
	const select = inputOf(page, input).locator('.v-select');
	// What there is to choose may still be on its way.
	await select.locator('input:enabled').first().waitFor();
	await select.click();
	await page
		.locator('.v-menu-content .v-list-item')
		.filter({ hasText: new RegExp(`^\\s*${option}\\s*$`) })
		.first()
		.click();
}

/** Chooses today in an input of the open command. */
export async function chooseToday(page: Page, input: string): Promise<void> {
	await inputOf(page, input).locator('.v-list-item').first().click();
	await page.locator('[data-today]').first().click();
}
