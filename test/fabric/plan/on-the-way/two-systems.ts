/** Two ways to write configuration, those of the remediation tests, with what they say of ports. */
import type { InterfaceFacts, RunningFacts } from '../../../../src/fabric/model/running-facts.ts';
import type { SafetyTraits } from '../../../../src/fabric/plan/on-the-way/unsafe-lines.ts';
import type { ConfigLine, ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { readIdList } from '../../../../src/fabric/remediation/lines/id-list.ts';
import { eosLike, nxosLike } from '../../remediation/rules.ts';

/** Open unless it says `shutdown`; in VLAN 1 unless it says another; a trunk without a list passes everything. */
export const eos: SafetyTraits = {
  rules: eosLike,
  change: { isCandidate: false },
  readFacts: (tree) => factsOf(tree, ({ children }) => !has(children, 'shutdown')),
};

/** Shut unless it says `no shutdown`, and no switch port unless it says `switchport`. */
export const nxos: SafetyTraits = {
  rules: nxosLike,
  change: { isCandidate: false },
  readFacts: (tree) =>
    factsOf(tree, ({ children }) => has(children, 'no shutdown') && has(children, 'switchport')),
};

function factsOf(tree: ConfigTree, isOpen: (section: ConfigLine) => boolean): RunningFacts {
  const named = (pattern: RegExp) =>
    tree.flatMap((line) => {
      const [, name] = pattern.exec(line.text) ?? [];
      return name === undefined ? [] : [{ name, line }];
    });
  return {
    vlans: named(/^vlan (\d+)$/).map(({ name }) => ({ id: Number(name) })),
    ports: named(/^interface (Ethernet\S+)$/).map(({ name, line }) => interfaceOf(name, line, isOpen)),
    portChannels: named(/^interface port-channel(\d+)$/i).map(({ name, line }) =>
      interfaceOf(Number(name), line, isOpen),
    ),
    svis: [],
    hasPairDomain: false,
  };
}

function interfaceOf<Id>(
  id: Id,
  line: ConfigLine,
  isOpen: (section: ConfigLine) => boolean,
): InterfaceFacts<Id> {
  const value = (pattern: RegExp) =>
    line.children.map(({ text }) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  const bond = value(/^channel-group (\d+)/);
  const allowed = value(/^switchport trunk allowed vlan (\S+)$/) ?? 'all';
  const access = Number(value(/^switchport access vlan (\d+)$/) ?? 1);
  const trunk = allowed === 'all' ? 'all' : (readIdList(allowed) ?? []);
  const vlans = has(line.children, 'switchport mode trunk') ? trunk : [{ low: access, high: access }];
  return {
    id,
    isShut: !isOpen(line),
    ...(bond === undefined ? {} : { portChannel: Number(bond) }),
    vlans: bond === undefined ? vlans : [],
  };
}

function has(lines: readonly ConfigLine[], text: string): boolean {
  return lines.some((line) => line.text === text);
}

/** Without the empty lines around, and the indentation that the first line has. */
export function block(text: string): string {
  const lines = text.replace(/^\n+|\s+$/g, '').split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}
