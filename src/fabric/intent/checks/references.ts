/** References: what is named must be described somewhere in the site. */
import type { ProblemCode } from '../../errors.ts';
import { type Finding, shown } from '../finding.ts';
import type { KnownNames } from '../known-names.ts';
import type { SitePath } from '../site-path.ts';
import type { Check, CheckContext } from './check-context.ts';

interface Reference {
  readonly code: ProblemCode;
  /** What is named, in the singular. */
  readonly kind: string;
  readonly known: KnownNames;
}

/** Every name that stands for something the site does not describe. */
export const checkReferences: Check = (context) =>
  [checkDrivers, checkSwitches, checkCabling, checkGroups].flatMap((part) => part(context));

function checkDrivers({ site, names }: CheckContext): Finding[] {
  const reference = { code: 'unknown-driver', kind: 'driver', known: names.drivers } as const;
  return site.switches.all.flatMap(({ value, path }) => check(reference, value.driver, [...path, 'driver']));
}

function checkSwitches({ site, names }: CheckContext): Finding[] {
  const credentials = { code: 'unknown-credentials', kind: 'credentials', known: names.credentials } as const;
  const member = { code: 'unknown-switch', kind: 'switch', known: names.switches } as const;
  return [
    ...site.switches.all.flatMap(({ value, path }) =>
      check(credentials, value.management.credentials, [...path, 'management', 'credentials']),
    ),
    ...site.switchPairs.all.flatMap(({ value, path }) =>
      value.members.flatMap((hostname, index) => check(member, hostname, [...path, 'members', index])),
    ),
  ];
}

function checkCabling({ site, names }: CheckContext): Finding[] {
  const reference = { code: 'unknown-switch', kind: 'switch', known: names.switches } as const;
  return [...site.servers.all, ...site.externalSystems.all].flatMap(({ value, path }) =>
    value.interfaces.flatMap((cabled, index) =>
      cabled.switch === undefined
        ? []
        : check(reference, cabled.switch, [...path, 'interfaces', index, 'switch']),
    ),
  );
}

function checkGroups({ site, names }: CheckContext): Finding[] {
  const server = { code: 'unknown-server', kind: 'server', known: names.servers } as const;
  const external = {
    code: 'unknown-external-system',
    kind: 'external system',
    known: names.externalSystems,
  } as const;
  const network = { code: 'unknown-network', kind: 'logical network', known: names.networks } as const;
  return site.endpointGroups.all.flatMap(({ value, path }) => {
    const { servers, externalSystems } = value.endpoints;
    const at = (key: string, index: number): SitePath => [...path, 'endpoints', key, index];
    return [
      ...servers.flatMap((name, index) => check(server, name, at('servers', index))),
      ...externalSystems.flatMap((name, index) => check(external, name, at('externalSystems', index))),
      ...value.connections.flatMap((connection, index) => [
        ...check(network, connection.network, [...path, 'connections', index, 'network']),
        ...check(network, connection.fallbackNetwork, [...path, 'connections', index, 'fallbackNetwork']),
      ]),
    ];
  });
}

function check(reference: Reference, name: string | undefined, path: SitePath): Finding[] {
  if (name === undefined || reference.known.mayHave(name)) return [];
  const verb = reference.kind === 'credentials' ? 'there are no' : 'there is no';
  const message = `${verb} ${reference.kind} ${shown(name)}`;
  return [{ code: reference.code, path, message, ...reference.known.hint(name) }];
}
