/** The site as its files say now, for a process that outlives many edits of them. */
import { sha256 } from '../../fabric/plan/binding.ts';
import type { Site } from './site.ts';
import { readSiteFiles } from './site-files.ts';

/**
 * Reads the site, and again whenever it is asked for and the files have changed. While they cannot be read the last
 * site that could be holds: a job brings its plan along, and needs only the way to its switches.
 */
export async function currentSite(path: string, read: () => Promise<Site>): Promise<() => Promise<Site>> {
  let known = await filesHash(path);
  let site = await read();
  return async () => {
    try {
      const now = await filesHash(path);
      if (now !== known) site = await read();
      known = now;
    } catch {
      // Half-written files: the next job looks again.
    }
    return site;
  };
}

async function filesHash(path: string): Promise<string> {
  const files = await readSiteFiles(path);
  return sha256(files.map(({ name, text }) => `${name}\n${text}`).join('\n'));
}
