import assert from 'node:assert/strict';
import type { Plan } from '../../../src/fabric/plan/plan.ts';
import { temporarySite } from '../../engine/temporary-site.ts';
import { attached, goldenDrivers, goldenSite } from '../../stories/golden-sites.ts';

const words = goldenDrivers.find(({ driver }) => driver === 'cisco-nxos');
assert.ok(words);
const site = goldenSite(attached, words).replace('  name: golden\n', '  name: golden\n  mtu: 9000\n');

async function planned(running: string): Promise<Plan> {
  const place = await temporarySite(site);
  const opened = place.open();
  try {
    await place.writeRunning({ sw1: running, sw2: '' });
    return await opened.plan({ runningDirectory: place.runningDirectory, waivers: [] });
  } finally {
    await opened.close();
    await place.remove();
  }
}

describe('a plan for a pair of Cisco NX-OS switches', () => {
  it('has jumbo frames in the one size that the system has for ports that switch', async () => {
    const [unit] = (await planned('')).units;
    const mtus = unit?.switches[0]?.commands.filter((line) => line.includes('mtu')) ?? [];
    assert.deepEqual([...new Set(mtus)], ['  mtu 9216']);
  });

  it('has bonds and domain alike on both members, but for which is primary and where the other one is', async () => {
    const [unit] = (await planned('')).units;
    const own = /^ {2}(?:role priority|peer-keepalive) /;
    const [one, other] = (unit?.switches ?? []).map(({ intended }) =>
      intended
        .split(/\n(?=\S)/)
        .filter((section) => /^(?:interface port-channel|vpc domain|vlan)/.test(section))
        .map((section) => section.split('\n').filter((line) => !own.test(line))),
    );
    const headers = (one ?? []).map(([header]) => header);
    assert.ok(headers.includes('interface port-channel31') && headers.includes('vpc domain 1'));
    assert.deepEqual(one, other);
  });

  it('stops where somebody has set that size otherwise, and not where it is set to what it is', async () => {
    const { refusals } = await planned('system jumbomtu 9000\n');
    assert.deepEqual(
      refusals.map(({ code, message }) => [code, message]),
      [['global-conflict', "sw1: 'system jumbomtu 9000' contradicts 'mtu 9216', which is needed"]],
    );
    assert.deepEqual((await planned('system jumbomtu 9216\n')).refusals, []);
  });

  it('leaves the VLANs that the system has for itself alone, wherever they are', async () => {
    const codes = (await planned('')).warnings.map(({ code }) => code);
    assert.ok(!codes.includes('internal-vlans-undeclared'));
    await assert.rejects(planned('system vlan 100 reserve\n'), { code: 'intent-invalid' });
  });
});
