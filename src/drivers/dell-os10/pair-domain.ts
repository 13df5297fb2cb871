/** What the template of the VLT domain is filled with. */
import { isIPv4, isIPv6 } from 'node:net';
import type { DesiredPairMember, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../fabric/errors.ts';
import { compareText } from '../../fabric/model/ids.ts';
import type { TemplateItem } from '../../fabric/render/feature.ts';

/** The lower value becomes the primary; without one the lower MAC would decide. */
const priorities = { first: 4096, second: 8192 };

/** `vlt-domain`; empty without a managed pair. Throws `unsupported-feature`. */
export function pairDomain({ hostname, pair }: DesiredSwitch): readonly TemplateItem[] {
  if (pair === undefined) return [];
  const { name, domainId, systemMac, peerLinkPorts, isFirst } = pair;
  if (domainId === undefined) throw refusal(hostname, `pair ${name} needs a domain id`);
  if (systemMac !== undefined && !isLocallyAdministered(systemMac)) {
    const wanted = 'a locally administered unicast address, with 2, 6, a or e as its second digit';
    throw refusal(hostname, `the system MAC ${systemMac} of pair ${name} has to be ${wanted}`);
  }
  return [
    {
      domain: domainId,
      backup: backupDestination(hostname, pair),
      discovery: portList(peerLinkPorts),
      priority: isFirst ? priorities.first : priorities.second,
      systemMac: systemMac ?? null,
    },
  ];
}

/** Without a VRF it leaves by the default one, as the site says where the management interface is in another. */
function backupDestination(hostname: string, { name, keepalive }: DesiredPairMember): string | null {
  if (keepalive === undefined) return null;
  const { peer, vrf } = keepalive;
  if (vrf !== undefined && vrf !== 'management') {
    throw refusal(hostname, `the keepalive of pair ${name} can be in VRF management or in none, not ${vrf}`);
  }
  const suffix = vrf === undefined ? '' : ` vrf ${vrf}`;
  if (isIPv4(peer)) return `${peer}${suffix}`;
  if (isIPv6(peer)) return `ipv6 ${peer}${suffix}`;
  throw refusal(
    hostname,
    `the keepalive of pair ${name} needs an IP address, not ${peer}; give \`kind: address\``,
  );
}

/** Neighbouring ports as a range, others with commas: `ethernet1/1/53-1/1/54`, `ethernet1/1/25,1/1/27`. */
function portList(ports: readonly string[]): string {
  const sorted = ports
    .map((port) => ({ port, slot: port.slice(0, port.lastIndexOf('/') + 1), number: lastNumber(port) }))
    .toSorted((a, b) => compareText(a.slot, b.slot) || a.number - b.number);
  const runs: { first: string; last: string; slot: string; end: number }[] = [];
  for (const { port, slot, number } of sorted) {
    const run = runs.at(-1);
    if (run?.slot === slot && run.end + 1 === number) Object.assign(run, { last: port, end: number });
    else runs.push({ first: port, last: port, slot, end: number });
  }
  const texts = runs.map(({ first, last }) => (first === last ? first : `${first}-${numbersOf(last)}`));
  return texts.map((text, i) => (i === 0 ? text : numbersOf(text))).join(',');
}

/** NaN for a lane of a port, which has no neighbours. */
function lastNumber(port: string): number {
  return Number(port.slice(port.lastIndexOf('/') + 1));
}

function numbersOf(port: string): string {
  return port.replace(/^ethernet/, '');
}

function isLocallyAdministered(mac: string): boolean {
  return /^[0-9a-f][26ae](?::[0-9a-f]{2}){5}$/i.test(mac);
}

function refusal(hostname: string, message: string): UnsupportedError {
  return new UnsupportedError('unsupported-feature', `${hostname}: ${message}`, { switch: hostname });
}
