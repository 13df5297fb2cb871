/** How long remediation takes: one very large configuration, and a whole fabric of ordinary ones. */
import { drivers } from '../src/drivers/registry.ts';
import type { ConfigRules } from '../src/fabric/remediation/config-rules.ts';
import { formatConfig } from '../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../src/fabric/remediation/parse-config.ts';
import { remediation } from '../src/fabric/remediation/remediation.ts';
import { targetTree } from '../src/fabric/remediation/target-tree.ts';
import type { Figure } from './figure.ts';

/** Remediation of 10,000 lines, and reading to printing for so many switches of 700 lines. */
export function benchRemediation(switches: number): readonly Figure[] {
  const rules = drivers.get('arista-eos')?.rules;
  if (!rules) throw new Error('the driver that is measured is not registered');
  return [...largeConfiguration(rules), wholeFabric(rules, switches)];
}

function largeConfiguration(rules: ConfigRules): readonly Figure[] {
  const text = configuration({ vlans: 1000, ports: 1140, changed: 0 });
  const intendedText = configuration({ vlans: 1000, ports: 1140, changed: 200 });
  const intended = parseConfig(intendedText, rules);
  const owned = intended.map((line) => line.text);
  const running = parseConfig(text, rules);
  const target = targetTree(running, intended, owned, rules);
  const commands = remediation(running, target, rules).length;
  const lines = text.split('\n').length - 1;
  const alone = medianMs(() => remediation(running, target, rules));
  const withReading = medianMs(() => {
    const read = parseConfig(text, rules);
    return remediation(read, targetTree(read, intended, owned, rules), rules);
  });
  const title = `remediation of ${lines} lines, ${commands} commands`;
  return [figure(title, alone, 100), figure(`${title}, from text`, withReading, 100)];
}

function wholeFabric(rules: ConfigRules, switches: number): Figure {
  const text = configuration({ vlans: 60, ports: 80, changed: 0 });
  const intended = parseConfig(configuration({ vlans: 60, ports: 80, changed: 5 }), rules);
  const started = performance.now();
  for (let i = 0; i < switches; i += 1) {
    const running = parseConfig(text, rules);
    formatConfig(targetTree(running, intended, [], rules), rules);
  }
  const lines = text.split('\n').length - 1;
  return figure(
    `${switches.toLocaleString('en')} switches of ${lines} lines: text to tree, target, text`,
    performance.now() - started,
    5000,
  );
}

/** A switch with VLANs and ports, of which the first `changed` allow one VLAN more and have a new description. */
function configuration(size: { vlans: number; ports: number; changed: number }): string {
  const vlans = Array.from({ length: size.vlans }, (_, i) => `vlan ${i + 2}\n   name net-${i}\n!\n`);
  const ports = Array.from({ length: size.ports }, (_, i) => port(i, i < size.changed));
  return `hostname leaf\n!\n${vlans.join('')}${ports.join('')}router bgp 65001\n   router-id 192.0.2.1\n!\nend\n`;
}

function port(index: number, isChanged: boolean): string {
  const list = isChanged ? '10,20-30,40' : '10,20-30';
  return [
    `interface Ethernet${index + 1}`,
    `   description ${isChanged ? 'new' : 'old'}-${index}`,
    `   switchport trunk native vlan 10`,
    `   switchport trunk allowed vlan ${list}`,
    '   switchport mode trunk',
    '   spanning-tree portfast',
    '!',
    '',
  ].join('\n');
}

function figure(name: string, ms: number, boundMs: number): Figure {
  return { name, measured: ms, unit: 'ms', bound: boundMs };
}

/** Of eleven runs after three that warm up. */
function medianMs(run: () => unknown): number {
  const times = Array.from({ length: 14 }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return times.slice(3).sort((a, b) => a - b)[5] ?? NaN;
}
