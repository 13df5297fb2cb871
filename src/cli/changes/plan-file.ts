/** Arguments that may name a site or a saved plan. */
import { stat } from 'node:fs/promises';

/** A regular file that is no YAML can only be meant as a plan. */
export async function namesPlanFile(path: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(path)) return false;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}
