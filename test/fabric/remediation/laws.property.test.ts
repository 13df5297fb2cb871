import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drivers } from '../../../src/drivers/registry.ts';
import type { ConfigTree } from '../../../src/fabric/remediation/config-tree.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../src/fabric/remediation/remediation.ts';
import { targetTree } from '../../../src/fabric/remediation/target-tree.ts';
import type { Cli } from './cli-model.ts';
import { anyDevice, portNumbers, type Device } from './device.ts';
import { eosStyle } from './models/eos-like.ts';
import { nxosStyle } from './models/nxos-like.ts';
import { os10Style } from './models/os10-like.ts';
import type { Style } from './models/style.ts';

/** The model speaks EOS, so it can try that driver's rules too. */
const registered = [...drivers.values()].filter(({ traits }) => traits.name === 'arista-eos');
const styles: readonly Style[] = [
  eosStyle,
  nxosStyle,
  os10Style,
  ...registered.map(({ traits, rules }) => ({
    ...eosStyle,
    rules,
    name: `the rules of ${traits.name}`,
  })),
];

for (const style of styles) {
  describe(`laws of remediation, ${style.name}`, () => {
    it('typed into the running configuration, it gives the intended one and leaves the rest alone', () => {
      forAnyChange(({ before, after }) => {
        const cli = configured(style, before);
        typeAll(cli, remediationOf(style, cli, { before, after }).forward);
        assert.equal(cli.show(), configured(style, after, style.prerequisites(before)).show());
      });
    });

    it('is nothing once it was typed', () => {
      forAnyChange(({ before, after }) => {
        const cli = configured(style, before);
        typeAll(cli, remediationOf(style, cli, { before, after }).forward);
        assert.deepEqual(remediationOf(style, cli, { before, after }).forward, []);
      });
    });

    it('leads back with its arguments exchanged', () => {
      forAnyChange(({ before, after }) => {
        const cli = configured(style, before);
        const start = cli.show();
        const { forward, back } = remediationOf(style, cli, { before, after });
        typeAll(cli, forward);
        typeAll(cli, back);
        assert.equal(cli.show(), start);
      });
    });

    it('never lets a port carry what neither the old nor the new configuration lets it carry', () => {
      forAnyChange(({ before, after }) => {
        const cli = configured(style, before);
        const old = portNumbers.map((port) => cli.carried(port));
        const new_ = portNumbers.map((port) => configured(style, after).carried(port));
        const { forward, back } = remediationOf(style, cli, { before, after });
        for (const line of [...forward, ...back]) {
          cli.type(line);
          portNumbers.forEach((port, i) => {
            const stray = [...cli.carried(port)].filter((x) => !old[i]?.has(x) && !new_[i]?.has(x));
            assert.deepEqual(stray, [], `port ${port} after "${line}"`);
          });
        }
      });
    });
  });
}

interface Change {
  readonly before: Device;
  readonly after: Device;
}

function forAnyChange(check: (change: Change) => void): void {
  fc.assert(fc.property(fc.record({ before: anyDevice, after: anyDevice }), check), { numRuns: 60 });
}

function configured(style: Style, device: Device, more: readonly string[] = []): Cli {
  const cli = style.newCli();
  typeAll(cli, [...more, ...style.prerequisites(device), ...style.print(device), ...style.foreign]);
  return cli;
}

function typeAll(cli: Cli, lines: readonly string[]): void {
  for (const line of lines) cli.type(line);
}

function remediationOf(
  style: Style,
  cli: Cli,
  { before, after }: Change,
): { readonly forward: readonly string[]; readonly back: readonly string[] } {
  const { rules } = style;
  const running = parseConfig(`${cli.show()}\n${style.opaque}`, rules);
  const intended = parseConfig([...style.prerequisites(after), ...style.print(after)].join('\n'), rules);
  const target: ConfigTree = targetTree(running, intended, style.sections(before), rules);
  return { forward: remediation(running, target, rules), back: remediation(target, running, rules) };
}
