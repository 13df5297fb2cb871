/** Who answers: `show version` as XML. */
import type { IdentityProbe } from '../driver.ts';
import { textIn, unreadable, xmlReply } from './observe/xml-output.ts';

export const identity: IdentityProbe = {
  commands: ['show version | display-xml'],
  read([output = '']) {
    const reply = xmlReply(output);
    const hostname = textIn(reply, 'hostname');
    if (hostname === undefined) throw unreadable('the hostname', output);
    return {
      hostname,
      model: textIn(reply, 'sw-platform') ?? 'unknown',
      version: versionIn(reply) ?? 'unknown',
      isExpectedSystem: textIn(reply, 'sw-name')?.startsWith('OS10') === true,
    };
  },
};

/** The version stands in an element of the same name as the one around it. */
function versionIn(reply: string): string | undefined {
  return /<sw-version>\s*([^<\s]+)\s*<\/sw-version>/.exec(reply)?.[1];
}
