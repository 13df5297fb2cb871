/** Who asks for a change. */
import { hostname, userInfo } from 'node:os';

/** `ada@ops`: the user and the machine, as the journal names them. */
export function askedBy(): string {
  return `${userInfo().username}@${hostname()}`;
}
