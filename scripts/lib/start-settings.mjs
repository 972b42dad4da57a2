import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoAdministrator, localSettings, redisSettings, withOwnSettings } from './host-settings.mjs';
import { demoLanguage, say } from './language.mjs';
import { readPort } from './port.mjs';
import { Problem } from './problem.mjs';
import { dataFolder, root } from './project.mjs';
import { keptSecret } from './secret.mjs';

/** @typedef {Record<string, string | undefined>} Settings */

/**
 * Refuses settings that cannot work, before anything is installed or changed.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ port: number, host: string }}
 */
export function checkSettings(env) {
	if (demoLanguage(env) === undefined) throw new Problem(say('settings.language', { language: env['CRM_DEMO_LANGUAGE'] ?? '' }));
	const client = env['DB_CLIENT'] || 'sqlite3';
	if (client !== 'sqlite3' && client !== 'pg') throw new Problem(say('settings.client', { client }));
	return { port: readPort(env['PORT']), host: env['HOST'] || '127.0.0.1' };
}

/**
 * All settings for this start: ours, and over them the operator's.
 * @param {NodeJS.ProcessEnv} env with the pinned Node on PATH
 * @param {number} port
 * @returns {Settings}
 */
export function startSettings(env, port) {
	const folder = resolve(root, env['CRM_DATA'] || dataFolder);
	const extensionsPath = join(folder, 'extensions');
	const secret = env['SECRET'] || keptSecret(join(folder, 'secret'));
	const redis = redisSettings(env);
	const settings = withOwnSettings({ ...localSettings({ port, folder, extensionsPath, secret }), ...redis }, env);
	if (redis['REDIS'] !== undefined) settings['REDIS'] = redis['REDIS'];
	if (settings['DB_FILENAME'] !== undefined) settings['DB_FILENAME'] = resolve(root, settings['DB_FILENAME']);
	// Only SQLite knows a file; PostgreSQL's driver should not be handed one.
	if (settings['DB_CLIENT'] !== 'sqlite3') delete settings['DB_FILENAME'];
	for (const name of ['STORAGE_LOCAL_ROOT', 'TEMP_PATH']) {
		const path = settings[name];
		if (path !== undefined) mkdirSync(resolve(root, path), { recursive: true });
	}
	return settings;
}

/**
 * Whether the settings ask for the demo company.
 * @param {Settings} settings
 */
export function wantsDemo(settings) {
	return settings['CRM_DEMO'] === 'true';
}

/**
 * The settings for creating the database: the first administrator is the demo's, or without a demo the operator's own.
 * @param {Settings} settings
 * @returns {Settings}
 */
export function creationSettings(settings) {
	if (wantsDemo(settings)) return { ...settings, ADMIN_EMAIL: demoAdministrator, ADMIN_PASSWORD: settings['CRM_DEMO_PASSWORD'] };
	if (!settings['ADMIN_EMAIL'] || !settings['ADMIN_PASSWORD']) throw new Problem(say('settings.password'));
	return settings;
}
