import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/lib/project.mjs';

/** A run of `npm start`'s script, with a data folder of its own. */
export interface Launch {
	/** Everything it has printed so far. */
	output(): string;
	/** Resolves when it has printed this; fails when it ends first. */
	printed(text: string): Promise<void>;
	signal(name: NodeJS.Signals): void;
	readonly ended: Promise<number>;
}

/** Runs the launcher; what `env` does not say is as on a machine where nothing is set. */
export function launch(env: Readonly<Record<string, string>>): Launch {
	const machine = Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'LANG'].map((name) => [name, process.env[name]]));
	const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], { cwd: root, env: { ...machine, ...env } });
	let output = '';
	const waiting = new Set<() => void>();
	const add = (chunk: Buffer): void => {
		output += chunk.toString();
		for (const check of waiting) check();
	};
	child.stdout.on('data', add);
	child.stderr.on('data', add);
	const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
	return {
		output: () => output,
		printed: (text) =>
			new Promise((resolve, reject) => {
				const check = (): void => {
					if (!output.includes(text)) return;
					waiting.delete(check);
					resolve();
				};
				waiting.add(check);
				void ended.then((code) => reject(new Error(`ended with ${code} before it printed “${text}”:\n${output}`)));
				check();
			}),
		signal: (name) => child.kill(name),
		ended,
	};
}
