/** Names are the identity: no two of one kind, and an old name is nobody's any more. */
import type { Finding } from '../finding.ts';
import type { SitePath } from '../site-path.ts';
import type { Entries } from '../written-site.ts';
import type { Check, CheckContext } from './check-context.ts';

interface NamedObject {
  readonly name: string;
  readonly renamedFrom?: string | undefined;
  /** Of the name. */
  readonly path: SitePath;
  readonly parent: SitePath;
}

/** Equal names of one kind, and `renamedFrom` that names what still exists. */
export const checkNames: Check = ({ site }) => {
  const endpoints = [...hostnames(site.servers), ...names(site.externalSystems)];
  return [
    ...checkKind('a switch', hostnames(site.switches)),
    ...checkKind('a switch pair', names(site.switchPairs)),
    ...checkKind('a server or external system', endpoints),
    ...checkKind('a logical network', names(site.logicalNetworks)),
    ...checkKind('an endpoint group', names(site.endpointGroups)),
    ...checkKind('credentials', names(site.credentials)).filter(({ code }) => code !== 'duplicate-name'),
  ];
};

/** A pair and a switch that is in no pair are change units both, so they share their names. */
export const checkUnitNames: Check = ({ site, switches }: CheckContext) => {
  const paired = new Set(site.switchPairs.all.flatMap(({ value }) => value.members));
  return site.switchPairs.all.flatMap(({ value, path }) => {
    const namesake = switches.get(value.name);
    if (namesake === undefined || paired.has(value.name)) return [];
    return {
      code: 'duplicate-name',
      path: [...path, 'name'],
      message: `the pair ${JSON.stringify(value.name)} has the name of a switch that is in no pair`,
      other: [...namesake.path, 'hostname'],
      hint: 'both are changed as a unit of that name: rename the pair',
    } as const;
  });
};

function checkKind(kind: string, objects: readonly NamedObject[]): Finding[] {
  const findings: Finding[] = [];
  const first = new Map<string, NamedObject>();
  for (const object of objects) {
    const namesake = first.get(object.name);
    if (namesake === undefined) first.set(object.name, object);
    else {
      findings.push({
        code: 'duplicate-name',
        path: object.path,
        message: `${kind} ${JSON.stringify(object.name)} is described already`,
        other: namesake.path,
        hint: 'rename or remove one of them',
      });
    }
  }
  return [...findings, ...checkRenames(objects, first)];
}

function checkRenames(
  objects: readonly NamedObject[],
  existing: ReadonlyMap<string, NamedObject>,
): Finding[] {
  const findings: Finding[] = [];
  const heirs = new Map<string, NamedObject>();
  for (const object of objects) {
    const old = object.renamedFrom;
    if (old === undefined) continue;
    const path = [...object.parent, 'renamedFrom'];
    const owner = existing.get(old);
    const heir = heirs.get(old);
    heirs.set(old, heir ?? object);
    if (owner !== undefined) {
      const message = `\`renamedFrom\` names ${JSON.stringify(old)}, but that still exists`;
      const hint = 'remove `renamedFrom`, or the object of the old name';
      findings.push({ code: 'renamed-from-exists', path, message, other: owner.path, hint });
    } else if (heir !== undefined) {
      const message = `${JSON.stringify(old)} became ${JSON.stringify(heir.name)} already`;
      const hint = 'only one object takes over what the old name was given';
      findings.push({ code: 'bad-value', path, message, other: [...heir.parent, 'renamedFrom'], hint });
    }
  }
  return findings;
}

function hostnames(
  entries: Entries<{ readonly hostname: string; readonly renamedFrom?: string | undefined }>,
): NamedObject[] {
  return entries.all.map(({ value, path }) => ({
    name: value.hostname,
    renamedFrom: value.renamedFrom,
    path: [...path, 'hostname'],
    parent: path,
  }));
}

function names(
  entries: Entries<{ readonly name: string; readonly renamedFrom?: string | undefined }>,
): NamedObject[] {
  return entries.all.map(({ value, path }) => ({
    name: value.name,
    renamedFrom: value.renamedFrom,
    path: [...path, 'name'],
    parent: path,
  }));
}
