/** Text that no honest site has: control characters, and the one key that is no plain key in JavaScript. */
import type { Finding } from './finding.ts';
import { placeName } from './finding.ts';
import type { SitePath } from './site-path.ts';
import type { JoinedSite } from './yaml/join-documents.ts';

/** C0 and C1 controls, and the two line ends that only Unicode knows. */
const control = /[\p{Cc}\u2028\u2029]/u;

/** Mappings whose keys are the user's own; elsewhere the schema refuses keys it does not know. */
const freeMappings = new Set<unknown>(['labels', 'selector']);

/** Every text and key of the site that must come near no command line, file name or object. */
export function hostileText(joined: JoinedSite): Finding[] {
  const search = new Search();
  search.look(joined.fabric?.value, ['fabric']);
  for (const [name, entry] of joined.credentials) search.look({ [name]: entry }, ['credentials']);
  for (const [key, list] of Object.entries(joined.lists)) search.look(list, [key]);
  return search.findings;
}

class Search {
  readonly findings: Finding[] = [];

  /** `path` is where the value stands; it is extended on the way down and restored. */
  look(value: unknown, path: (string | number)[]): void {
    if (typeof value === 'string') this.#check(value, path, 'value');
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const [key, entry] of Object.entries(value)) {
      path.push(isList ? Number(key) : key);
      if (!isList) this.#checkKey(key, path);
      this.look(entry, path);
      path.pop();
    }
  }

  #checkKey(key: string, path: SitePath): void {
    this.#check(key, path, 'key');
    if (key !== '__proto__' || !freeMappings.has(path.at(-2))) return;
    const message = '`__proto__` can be no label';
    this.findings.push({ code: 'bad-value', path: [...path], at: 'key', message, hint: 'use another name' });
  }

  #check(text: string, path: SitePath, at: 'key' | 'value'): void {
    const [character] = control.exec(text) ?? [];
    if (character === undefined) return;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const what = at === 'key' ? 'the name of a key' : `\`${placeName(path)}\``;
    this.findings.push({
      code: 'bad-value',
      path: [...path],
      at,
      hidesLine: path[0] === 'credentials',
      message: `${what} has the control character U+${code}`,
      hint: 'remove it: such text could end a line on a switch and start a command',
    });
  }
}
