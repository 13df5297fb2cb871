/**
 * A worker as `twinleaf worker` is one. Arguments: the site, its state directory, units at once; where store and
 * queue are is in the environment. Says `ready` to its parent, and ends when the parent lets go of it.
 */
import { openSite } from '../../src/app.ts';

const [path = '', stateDirectory = '', concurrency = '1'] = process.argv.slice(2);
const stop = new AbortController();
process.once('disconnect', () => {
  stop.abort();
});
const site = openSite({ path, stateDirectory, lab: true });
process.send?.('ready');
await site.work({ concurrency: Number(concurrency), signal: stop.signal });
await site.close();
