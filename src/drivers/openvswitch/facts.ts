/** What a running configuration says, in neutral terms. */
import type { IdRange } from '../../fabric/model/ids.ts';
import type { InterfaceFacts, RunningFacts } from '../../fabric/model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../fabric/remediation/config-tree.ts';

/** The tag of ports that pass nothing; no VLAN in use is taken. */
const deadVlan: IdRange = { low: 4095, high: 4095 };

/** The facts of a configuration in canonical form. */
export function readFacts(running: ConfigTree): RunningFacts {
  const ports = sections(running, 'port');
  return {
    vlans: sections(running, 'vlan').map(({ name: id, line }) => {
      const name = valueIn(line, 'name');
      return { id: Number(id), ...(name === undefined ? {} : { name }) };
    }),
    ports: ports.map(({ name, line }) => interfaceFacts(name, line)),
    portChannels: sections(running, 'bond').map(({ name, line }) => interfaceFacts(Number(name), line)),
    // An internal port is an interface of the switch itself.
    svis: ports
      .filter(({ line }) => has(line, 'internal'))
      .flatMap(({ line }) => {
        const vlan = valueIn(line, 'access');
        return vlan === undefined ? [] : [Number(vlan)];
      }),
    hasPairDomain: running.some(({ text }) => text === 'pair'),
    internalVlans: deadVlan,
  };
}

function sections(running: ConfigTree, kind: string): readonly { name: string; line: ConfigLine }[] {
  const start = `${kind} `;
  return running.flatMap((line) =>
    line.text.startsWith(start) ? [{ name: line.text.slice(start.length), line }] : [],
  );
}

function interfaceFacts<Id>(id: Id, line: ConfigLine): InterfaceFacts<Id> {
  const description = valueIn(line, 'description');
  const portChannel = valueIn(line, 'member');
  return {
    id,
    ...(description === undefined ? {} : { description }),
    isShut: has(line, 'shut'),
    ...(portChannel === undefined ? {} : { portChannel: Number(portChannel) }),
    vlans: switchedVlans(line),
  };
}

function switchedVlans(line: ConfigLine): readonly IdRange[] | 'all' {
  const trunk = valueIn(line, 'trunk');
  if (trunk === 'all') return 'all';
  const untagged = valueIn(line, 'access') ?? valueIn(line, 'native');
  const parts = [...(untagged === undefined ? [] : [untagged]), ...(trunk?.split(',') ?? [])];
  return parts.map((part) => {
    const [low = '', high = low] = part.split('-');
    return { low: Number(low), high: Number(high) };
  });
}

function has(line: ConfigLine, word: string): boolean {
  return line.children.some(({ text }) => text === word || text.startsWith(`${word} `));
}

function valueIn(line: ConfigLine, word: string): string | undefined {
  const start = `${word} `;
  return line.children.find(({ text }) => text.startsWith(start))?.text.slice(start.length);
}
