/**
 * `npm run topology`: what `docker compose up --scale directus=2` would run, without containers, on the PostgreSQL at CRM_TEST_PG and with
 * redis-server and nginx of this machine. Its database goes when it stops.
 * `npm run topology -- 3` starts three Directus; PORT is the proxy's.
 */
import { presentLine } from './lib/host-log.mjs';
import { say } from './lib/language.mjs';
import { checkPort, readPort } from './lib/port.mjs';
import { prepare } from './lib/prepare.mjs';
import { Problem, runScript } from './lib/problem.mjs';

await runScript(async () => {
	const wanted = process.argv[2] ?? '2';
	const instances = Number(wanted);
	if (!Number.isInteger(instances) || instances < 1) throw new Problem(say('topology.instances', { wanted }));
	const port = readPort(process.env['PORT']);
	await checkPort(port, '127.0.0.1');
	const runtime = await prepare();
	// It needs packages, so it is loaded when they are there.
	const { startTopology } = await import('./lib/topology.mjs');
	const verbose = process.env['CRM_VERBOSE'] === '1';
	const topology = await startTopology({
		runtime,
		instances,
		port,
		env: process.env,
		onLine: (line) => {
			const shown = presentLine(line, { verbose });
			if (shown !== undefined) process.stdout.write(`${shown}\n`);
		},
	});
	process.stdout.write(`${say('topology.ready', { url: topology.url, instances: topology.instances.join(', ') })}\n`);
	if (!topology.hasProxy) process.stdout.write(`${say('topology.noProxy')}\n`);
	process.stdout.write(`${say('host.stopHint')}\n`);
	await new Promise((resolve) => {
		for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, resolve);
	});
	process.stdout.write(`\n${say('host.stopping')}\n`);
	await topology.stop();
	process.stdout.write(`${say('host.stopped')}\n`);
	return 0;
});
