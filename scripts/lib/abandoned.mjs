const checkEvery = 500;

/**
 * Ends the script when npm is gone. npm runs scripts through a shell that does not pass a SIGTERM on, so that stopping npm alone would leave
 * the script, and a server with it, running unseen. Started without npm, a script may outlive whoever started it.
 */
export function endWithNpm() {
	if (process.env['npm_lifecycle_event'] === undefined) return;
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid === parent) return;
		if (process.listenerCount('SIGTERM') > 0) process.emit('SIGTERM');
		else process.exit(1);
	}, checkEvery).unref();
}
