/** Several real labs on one machine: apart from each other while they run, and gone when they are stopped or killed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealLab } from '../../src/lab/real/start-real-lab.ts';
import { eventually } from '../lab/eventually.ts';
import {
  foldersOf,
  hostTraces,
  kindsOfNamespace,
  namespacesOf,
  processesIn,
  ticksNow,
} from '../lab/real/lab-traces.ts';
import { assertSucceeded } from '../lab/outcome.ts';
import { addressOf, answered, assertBounded, whilePinging } from '../lab/real/pings.ts';
import { deviceOf, realLabSite, skipWithoutRealLab, type RealLabSite } from '../lab/real/real-lab-site.ts';

const yaml = `
fabric: { name: small, lagRanges: [1-30], mlagRanges: [31-127] }
credentials: { switches: { username: root, passwordEnv: SWITCH_PASSWORD } }
switches:
  - { hostname: leaf1, driver: openvswitch, role: leaf, management: { host: 192.0.2.11, credentials: switches } }
  - { hostname: leaf2, driver: openvswitch, role: leaf, management: { host: 192.0.2.12, credentials: switches } }
  - { hostname: spine1, driver: openvswitch, role: spine, management: { host: 192.0.2.1, credentials: switches } }
switchPairs:
  - { name: rack1, members: [leaf1, leaf2], domainId: 1, manage: true, peerLink: { ports: [swp31] } }
servers:
  - hostname: srv1
    os: linux
    interfaces:
      - { mac: "52:54:00:00:01:01", switch: leaf1, port: swp1 }
      - { mac: "52:54:00:00:01:02", switch: leaf2, port: swp1 }
  - hostname: srv2
    os: linux
    interfaces:
      - { mac: "52:54:00:00:02:01", switch: leaf1, port: swp2 }
      - { mac: "52:54:00:00:02:02", switch: leaf2, port: swp2 }
logicalNetworks: [{ name: prod, kind: vlan, vlan: 100 }]
endpointGroups:
  - name: applications
    endpoints: { servers: [srv1, srv2] }
    connections: [{ network: prod, tagged: false, lacpRate: fast }]
`;

const devicesOfLab = 5;

describe('several real labs on one machine', function () {
  this.timeout(240_000);
  let wasThere: ReturnType<typeof hostTraces>;
  let sites: readonly RealLabSite[] = [];

  before(function () {
    skipWithoutRealLab(this);
    wasThere = hostTraces();
  });
  after(() => Promise.all(sites.map((site) => site.stop())));

  const namespacesIn = ({ switches, servers }: RealLab) =>
    namespacesOf(
      [...switches.values(), ...[...servers.values()].map(({ device }) => device)].map(({ pid }) => pid),
    );
  const pings = ({ lab }: RealLabSite) => answered(lab, 'srv1', addressOf(lab, 'srv2', 'prod'));

  it('start together, each with namespaces of its own for every device', async () => {
    sites = await Promise.all([yaml, yaml, yaml].map((text) => realLabSite(text)));
    const all = sites.map(({ lab }) => namespacesIn(lab));
    for (const one of all) assert.equal(one.size, devicesOfLab * kindsOfNamespace.length);
    assert.equal(new Set(all.flatMap((one) => [...one])).size, 3 * devicesOfLab * kindsOfNamespace.length);
    assert.equal(foldersOf(process.pid).length, 3);
  });

  it('see the switches of their own and no others', async () => {
    const shown = async ({ lab }: RealLabSite, hostname: string, what: string) =>
      chassisIn(await deviceOf(lab, hostname).run('lldpcli', 'show', what, '-f', 'json0'));
    for (const site of sites) {
      const own = [...(await shown(site, 'leaf2', 'chassis')), ...(await shown(site, 'spine1', 'chassis'))];
      // Servers have the same MACs in every lab, as the site gives them.
      await eventually(async () => {
        const heard = (await shown(site, 'leaf1', 'neighbors')).filter(([name]) => !name.startsWith('srv'));
        assert.deepEqual(heard.toSorted(), own.toSorted());
      });
    }
  });

  it('are provisioned each on its own: the same addresses answer in two of them, and not in the third', async () => {
    const [one, two, three] = sites;
    assert.ok(one && two && three);
    for (const run of await Promise.all([one.apply(), two.apply()])) assertSucceeded(run);
    assert.deepEqual(await Promise.all([one, two, three].map(pings)), [10, 10, 0]);
  });

  it('stop one at a time, which costs the others nothing', async () => {
    const [one, two, three] = sites;
    assert.ok(one && two && three);
    const gone = namespacesIn(two.lab);
    const ticks = ticksNow();
    const report = await whilePinging(one.lab, 'srv1', addressOf(one.lab, 'srv2', 'prod'), () => two.stop());
    assertBounded(report, 500);
    assert.deepEqual(processesIn(gone, ticks), []);
    assert.equal(foldersOf(process.pid).length, 2);
    assert.deepEqual(await Promise.all([one, three].map(pings)), [10, 0]);
  });

  it('leave nothing: no process, namespace, interface, bridge, mount, folder', async () => {
    const gone = new Set(sites.flatMap(({ lab }, i) => (i === 1 ? [] : [...namespacesIn(lab)])));
    const ticks = ticksNow();
    assert.notEqual(processesIn(gone, ticks).length, 0);
    await Promise.all(sites.map((site) => site.stop()));
    sites = [];
    assert.deepEqual(processesIn(gone, ticks), []);
    assert.deepEqual(foldersOf(process.pid), []);
    assert.deepEqual(hostTraces(), wasThere);
  });
});

/** Name and id of every chassis that lldpd prints. */
function chassisIn(json0: string): readonly (readonly [string, string])[] {
  const chassis =
    /"id": \[\s*\{\s*"type": "mac",\s*"value": "([^"]+)"[^]*?"name": \[\s*\{\s*"value": "([^"]+)"/g;
  return [...json0.matchAll(chassis)].map(([, id = '', name = '']) => [name, id] as const);
}

describe('a real lab of the command line', function () {
  this.timeout(120_000);
  let scratch = '';

  before(function () {
    skipWithoutRealLab(this);
    scratch = mkdtempSync(path.join(tmpdir(), 'twinleaf-'));
    writeFileSync(path.join(scratch, 'site.yaml'), yaml);
  });
  after(() => {
    if (scratch !== '') rmSync(scratch, { recursive: true });
  });

  const labFile = () => path.join(scratch, 'state', 'lab.json');
  /** Started as `npm run lab:real` does; it prints the process of every device. */
  const started = async () => {
    const program = path.join(import.meta.dirname, '../../examples/real-lab/lab.ts');
    const args = ['--import', 'tsx', program, path.join(scratch, 'site.yaml')];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, TWINLEAF_STATE: path.join(scratch, 'state') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    while (!printed.includes('Next, in another terminal')) {
      assert.equal(child.exitCode, null, printed);
      await delay(50);
    }
    const pids = [...printed.matchAll(/ {2}(\d+)$/gm)].map(([, pid = '']) => pid);
    assert.equal(pids.length, devicesOfLab, printed);
    return { child, namespaces: namespacesOf(pids), pid: child.pid ?? 0 };
  };
  const ended = async (child: Awaited<ReturnType<typeof started>>['child'], signal: NodeJS.Signals) => {
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit) as [number | null, NodeJS.Signals | null];
  };

  it('ends with Ctrl-C and leaves nothing, not even the way to log in', async () => {
    const wasThere = hostTraces();
    const { child, namespaces, pid } = await started();
    assert.ok(existsSync(labFile()));
    const ticks = ticksNow();
    assert.deepEqual(await ended(child, 'SIGINT'), [0, null]);
    assert.deepEqual(processesIn(namespaces, ticks), []);
    assert.deepEqual(foldersOf(pid), []);
    assert.ok(!existsSync(labFile()));
    assert.deepEqual(hostTraces(), wasThere);
  });

  it('ends with its devices where it is killed, and the next one takes away the folder that it left', async () => {
    const wasThere = hostTraces();
    const { child, namespaces, pid } = await started();
    assert.equal(namespaces.size, devicesOfLab * kindsOfNamespace.length);
    const ticks = ticksNow();
    await ended(child, 'SIGKILL');
    await eventually(async () => {
      assert.deepEqual(
        await Promise.resolve(processesIn(namespaces, ticks)),
        [],
        'devices end with their lab',
      );
    });
    assert.deepEqual(hostTraces(), wasThere);
    assert.equal(foldersOf(pid).length, 1);
    const next = await started();
    assert.deepEqual(foldersOf(pid), []);
    assert.equal(foldersOf(next.pid).length, 1);
    await ended(next.child, 'SIGTERM');
    assert.deepEqual(foldersOf(next.pid), []);
  });
});
