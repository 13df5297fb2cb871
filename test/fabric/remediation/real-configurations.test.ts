import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { ConfigRules } from '../../../src/fabric/remediation/config-rules.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../../src/fabric/remediation/remediation.ts';
import { eosLike, nxosLike, os10Like } from './rules.ts';

const captures: readonly { file: string; rules: ConfigRules }[] = [
  { file: 'arista_eos/show_running-config_sanitized/suzieq_eos_leaf01.txt', rules: eosLike },
  { file: 'cisco_nxos/show_running-config_exclude_security/suzieq_nxos_leaf01.txt', rules: nxosLike },
  { file: 'dell_os10/show_running-configuration/napalm_dellos10_startup.txt', rules: os10Like },
];

for (const { file, rules } of captures) {
  describe(`the real configuration ${file}`, () => {
    const place = new URL(`../../../../shared/data/show-outputs/${file}`, import.meta.url);

    it('is the same tree once it was printed and read again', function () {
      if (!existsSync(place)) this.skip(); // The collection of real outputs is not beside this checkout.
      const tree = parseConfig(readFileSync(place, 'utf8'), rules);
      const again = parseConfig(formatConfig(tree, rules), rules);
      assert.deepEqual(again, tree);
      assert.deepEqual(remediation(tree, again, rules), []);
    });

    it('keeps every line that the rules do not know, blanks within it included', function () {
      if (!existsSync(place)) this.skip(); // The collection of real outputs is not beside this checkout.
      const text = readFileSync(place, 'utf8');
      const printed = formatConfig(parseConfig(text, rules), rules);
      for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
        if (/^(ip|username|event-handler|trigger|action|neighbor|route-map|snmp-server|rmon) /.test(line)) {
          assert.ok(printed.includes(line), line);
        }
      }
    });

    it('comes back to what it is after everything was taken away from it', function () {
      if (!existsSync(place)) this.skip(); // The collection of real outputs is not beside this checkout.
      const tree = parseConfig(readFileSync(place, 'utf8'), rules);
      const commands = remediation([], tree, rules);
      assert.deepEqual(remediation(parseConfig(commands.join('\n'), rules), tree, rules), []);
    });
  });
}
