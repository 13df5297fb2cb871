/**
 * Who answers, from `show version` as text or JSON. It names the device without its domain, which
 * `show hostname` adds where one is configured.
 */
import type { DeviceIdentity, IdentityProbe } from '../driver.ts';
import { jsonRecord, textAt } from './observe/json-output.ts';
import { unreadable } from './observe/unreadable.ts';

export const identity: IdentityProbe = {
  commands: ['show version'],
  read([output = '']) {
    return output.trimStart().startsWith('{') ? fromJson(output) : fromText(output);
  },
};

/** Only the Nexus 9000 and 3000 have one image, the `NXOS` one; older families have other defaults. */
function fromJson(output: string): DeviceIdentity {
  const answer = jsonRecord(output);
  const version = answer['nxos_ver_str'];
  const model = answer['chassis_id'];
  return {
    hostname: textAt(answer, 'host_name'),
    model: typeof model === 'string' ? shortModel(model) : 'unknown',
    version: typeof version === 'string' ? version : 'unknown',
    isExpectedSystem: typeof version === 'string' && version !== '',
  };
}

/** A switch of an ACI fabric prints nearly the same, with a `kickstart` image instead of the one of NX-OS. */
function fromText(output: string): DeviceIdentity {
  const [firstLine = ''] = output.trim().split('\n');
  if (firstLine === '') throw unreadable('the version', output);
  const version = caught(/^\s*NXOS: +version (.*\S)/m, output);
  return {
    hostname: caught(/^\s*Device name: *(\S+)/m, output) ?? 'unknown',
    model: shortModel(caught(/^\s*cisco (.+)$/im, hardware(output)) ?? firstLine.slice(0, 80)),
    version: version ?? caught(/^\s*system: +version (.*\S)/m, output) ?? 'unknown',
    isExpectedSystem: version !== undefined,
  };
}

function caught(pattern: RegExp, text: string): string | undefined {
  return pattern.exec(text)?.[1];
}

/** Below the heading, since the copyright above it begins with the maker's name as well. */
function hardware(output: string): string {
  return caught(/^Hardware\r?\n([\s\S]*)/m, output) ?? '';
}

/** `Nexus9000 C9396PX Chassis ("Supervisor")` without what is no model. */
function shortModel(text: string): string {
  return text.replace(/\s*(?:Chassis)?\s*(?:\(.*\))?\s*$/, '');
}
