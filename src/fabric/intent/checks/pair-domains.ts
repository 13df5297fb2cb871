/** What a pair says about its domain, against what its operating system lets anybody set. */
import type { DriverTraits } from '../../model/driver-traits.ts';
import { type Finding, shown } from '../finding.ts';
import type { WrittenSwitchPair } from '../schema/switch-schema.ts';
import type { SitePath } from '../site-path.ts';
import type { Entry } from '../written-site.ts';
import { type Check, type CheckContext, traitsOf } from './check-context.ts';

/** Domains that cannot be made as described. */
export const checkDomains: Check = (context) =>
  context.site.switchPairs.all.flatMap((entry) => {
    const traits = traitsOf(context, entry.value.members[0]);
    return [
      ...checkNeeds(entry, traits),
      ...checkAddresses(entry),
      ...(traits === undefined ? [] : [...checkSystemMade(entry, traits), ...checkDomainId(entry, traits)]),
    ];
  });

/** Domain ids that two pairs share although their system MAC follows from it. */
export const checkDomainIds: Check = (context: CheckContext) => {
  const findings: Finding[] = [];
  const owners = new Map<number, Entry<WrittenSwitchPair>>();
  for (const entry of context.site.switchPairs.all) {
    const { domainId, members, name } = entry.value;
    const traits = traitsOf(context, members[0]);
    if (domainId === undefined || traits?.pair.systemMac !== 'from-domain') continue;
    const first = owners.get(domainId);
    if (first === undefined) {
      owners.set(domainId, entry);
      continue;
    }
    findings.push({
      code: 'duplicate-domain-id',
      path: [...entry.path, 'domainId'],
      message: `pairs ${shown(first.value.name)} and ${shown(name)} both have \`domainId\` ${String(domainId)}`,
      other: [...first.path, 'domainId'],
      hint: `with ${traits.name} the system MAC follows from it, so servers would take both pairs for one`,
    });
  }
  return findings;
};

function checkNeeds({ value, path }: Entry<WrittenSwitchPair>, traits: DriverTraits | undefined): Finding[] {
  const findings: Finding[] = [];
  const refuse = (key: string, hint: string): void => {
    const message = `\`${key}\` is missing in pair ${shown(value.name)}, which has \`manage: true\``;
    findings.push({ code: 'missing-key', path: [...path, key], message, hint });
  };
  if (!value.manage) return [];
  if (value.peerLink === undefined)
    refuse('peerLink', 'add `peerLink: { ports: [...] }`, or leave `manage` out');
  if (value.domainId === undefined && traits !== undefined && traits.pair.systemMac !== 'own') {
    refuse(
      'domainId',
      `a number from ${String(traits.pair.domainIds.low)} to ${String(traits.pair.domainIds.high)}`,
    );
  }
  return findings;
}

function checkAddresses({ value, path }: Entry<WrittenSwitchPair>): Finding[] {
  const { keepalive, peerLink } = value;
  const place = [...path, 'keepalive'];
  const findings = [
    ...checkDifferent(peerLink?.addresses, [...path, 'peerLink', 'addresses']),
    ...checkDifferent(keepalive?.addresses, [...place, 'addresses']),
  ];
  if (keepalive?.kind === 'address' && keepalive.addresses === undefined) {
    const message = '`addresses` is missing in `keepalive` of the kind address';
    const hint = 'add `addresses: [first member, second member]`, or use `kind: management`';
    findings.push({ code: 'missing-key', path: [...place, 'addresses'], message, hint });
  }
  if (keepalive?.kind !== 'management') return findings;
  for (const key of ['addresses', 'vrf'] as const) {
    if (keepalive[key] === undefined) continue;
    const message = `\`${key}\` is for a keepalive of the kind address`;
    const hint = 'write `kind: address`, or remove it: the management addresses are used';
    findings.push({ code: 'bad-value', path: [...place, key], at: 'key', message, hint });
  }
  return findings;
}

function checkDifferent(addresses: readonly [string, string] | undefined, path: SitePath): Finding[] {
  if (addresses === undefined || addresses[0] !== addresses[1]) return [];
  const message = `both members have the address ${addresses[0]}`;
  return [{ code: 'bad-value', path: [...path, 1], message, hint: 'give each member its own' }];
}

/** What the system makes for itself can't be chosen. */
function checkSystemMade({ value, path }: Entry<WrittenSwitchPair>, traits: DriverTraits): Finding[] {
  const made = [
    ['lagId', traits.pair.peerLinkPortChannel],
    ['vlan', traits.pair.controlVlan],
    ['addresses', traits.pair.addresses],
  ] as const;
  return made
    .filter(([key, preset]) => preset === undefined && value.peerLink?.[key] !== undefined)
    .map(([key]) => ({
      code: 'bad-value',
      path: [...path, 'peerLink', key],
      at: 'key',
      message: `\`${key}\` of a peer-link is made by ${traits.name} itself`,
      hint: 'remove it',
    }));
}

function checkDomainId({ value, path }: Entry<WrittenSwitchPair>, traits: DriverTraits): Finding[] {
  const { low, high } = traits.pair.domainIds;
  const id = value.domainId;
  if (id === undefined || (id >= low && id <= high)) return [];
  const message = `\`domainId\` ${String(id)} is none that ${traits.name} has`;
  const hint = `a number from ${String(low)} to ${String(high)}`;
  return [{ code: 'bad-value', path: [...path, 'domainId'], message, hint }];
}
