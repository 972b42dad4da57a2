/** `npm run build`: the extension, with everything that is needed for building it. */
import { prepare } from './lib/prepare.mjs';
import { runScript } from './lib/problem.mjs';

await runScript(async () => {
	await prepare();
	return 0;
});
