import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { labFilePath } from '../../src/app.ts';
import { labSite, type LabSite } from './lab-site.ts';
import { rackServers, rackSite, redirect, sitePath, typedAt } from './rack-site.ts';

interface Told {
  readonly code: string;
  readonly unit?: string;
  readonly switch?: string;
  readonly next?: { readonly commands: readonly string[] };
}

interface PlanTold {
  readonly units: readonly { readonly unit: string }[];
  readonly unread: readonly Told[];
  readonly waiting: readonly { readonly unit: string; readonly waitsFor: readonly string[] }[];
  readonly errors?: readonly Told[];
}

interface RunTold {
  readonly jobs: readonly { readonly unit: string; readonly state: string }[];
  readonly errors?: readonly Told[];
}

const planOf = (stdout: string): PlanTold => JSON.parse(stdout) as PlanTold;
const runOf = (stdout: string): RunTold => JSON.parse(stdout) as RunTold;
const unitsIn = ({ units }: PlanTold): readonly string[] => units.map(({ unit }) => unit);
const endsOf = ({ jobs }: RunTold): readonly string[] => jobs.map(({ unit, state }) => `${unit} ${state}`);

describe('a switch that cannot be read', () => {
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(rackSite());
  });
  afterEach(() => site.stop());

  const sw = (hostname: string) => {
    const found = site.lab.switches.get(hostname);
    assert.ok(found);
    return found;
  };
  /** What is not as the site says, of the switches that answer. */
  const wrong = async (): Promise<readonly string[]> => {
    const checks = await site.with((one) => one.verify({ onUnread: () => undefined }));
    return checks.filter(({ state }) => state !== 'ok').map(({ switch: name, check }) => `${name} ${check}`);
  };

  it('stops its own pair only, which gets not a single line, and is told by name and exit code', async () => {
    await sw('sw3').stop();
    const before = site.running()['sw4'];
    const { code, stdout } = await typedAt(site, 'apply', 'SITE', '--yes', '--json');
    const run = runOf(stdout);
    assert.equal(code, 1, stdout);
    assert.deepEqual(endsOf(run), ['rack1 succeeded', 'sw5 succeeded']);
    assert.deepEqual(
      run.errors?.map(({ code: why, unit, switch: name }) => [why, unit, name]),
      [['connect-failed', 'rack2', 'sw3']],
    );
    assert.deepEqual(run.errors[0]?.next?.commands, [`twinleaf apply ${sitePath(site)} --yes --json --lab`]);
    assert.equal(site.running()['sw4'], before);
    const notOk = await wrong();
    assert.deepEqual(
      notOk.filter((one) => !one.startsWith('sw4')),
      [],
    );

    await sw('sw3').start();
    const after = await typedAt(site, 'apply', 'SITE', '--yes', '--json');
    assert.deepEqual([after.code, endsOf(runOf(after.stdout))], [0, ['rack2 succeeded']]);
    assert.deepEqual(await wrong(), []);
    assert.equal((await typedAt(site, 'plan', 'SITE')).code, 0);
  });

  it('is above everything else in the plan, in every form that it has', async () => {
    await sw('sw3').stop();
    const json = await typedAt(site, 'plan', 'SITE', '--json');
    assert.equal(json.code, 1);
    const plan = planOf(json.stdout);
    assert.deepEqual(unitsIn(plan), ['rack1', 'sw5']);
    assert.deepEqual(
      plan.unread.map(({ unit, switch: name, code }) => [unit, name, code]),
      [['rack2', 'sw3', 'connect-failed']],
    );
    assert.deepEqual(
      plan.errors?.map(({ code }) => code),
      ['connect-failed'],
    );

    const shown = await typedAt(site, 'plan', 'SITE');
    assert.equal(shown.code, 1);
    assert.match(shown.stdout, /^LAB[^\n]*\nPlan for ams1[^\n]*\n\nLeft alone: nothing is planned for rack2/);
    assert.match(
      shown.stdout,
      /1 unit left alone: rack2\.\n\nNext: twinleaf apply .*\nFor rack2: [^\n]*\n {4}twinleaf plan /,
    );

    const markdown = await typedAt(site, 'plan', 'SITE', '--format', 'markdown');
    assert.equal(markdown.code, 1);
    assert.match(markdown.stdout, /### Plan for ams1: changes, 1 unit left alone\n\n> \[!CAUTION\]/);
    const junit = await typedAt(site, 'plan', 'SITE', '--format', 'junit');
    assert.equal(junit.code, 1);
    assert.match(
      junit.stdout,
      /<testcase classname="rack2" name="sw3" time="0">\n<failure message="sw3: no connection[^>]*type="connect-failed">/,
    );
  });

  it('is in a saved plan, whose apply sends exactly it and names what was left out again', async () => {
    const file = path.join(site.directory, 'plan.json');
    await sw('sw3').stop();
    assert.equal((await typedAt(site, 'plan', 'SITE', '--out', file)).code, 1);
    const saved = JSON.parse(await readFile(file, 'utf8')) as { unread: readonly Told[] };
    assert.deepEqual(
      saved.unread.map((one) => one.switch),
      ['sw3'],
    );
    // It answers again, but nobody has seen what would be sent to it.
    await sw('sw3').start();
    const before = [site.running()['sw3'], site.running()['sw4']];
    const { code, stdout } = await typedAt(site, 'apply', file, '--site', sitePath(site), '--yes', '--json');
    const run = runOf(stdout);
    assert.deepEqual([code, endsOf(run)], [1, ['rack1 succeeded', 'sw5 succeeded']]);
    assert.deepEqual(
      run.errors?.map((one) => [one.unit, one.next?.commands]),
      [['rack2', [`twinleaf plan ${sitePath(site)} --lab`]]],
    );
    assert.deepEqual([site.running()['sw3'], site.running()['sw4']], before);
  });

  it('holds up nobody else either where it falls silent after the plan was made', async () => {
    const file = path.join(site.directory, 'plan.json');
    assert.equal((await typedAt(site, 'plan', 'SITE', '--out', file)).code, 2);
    await sw('sw3').stop();
    const before = site.running()['sw4'];
    const { code, stdout } = await typedAt(site, 'apply', file, '--site', sitePath(site), '--yes', '--json');
    const run = runOf(stdout);
    assert.deepEqual([code, endsOf(run)], [1, ['rack1 succeeded', 'sw5 succeeded']]);
    assert.deepEqual(
      run.errors?.map((one) => [one.code, one.unit]),
      [['connect-failed', 'rack2']],
    );
    assert.equal(site.running()['sw4'], before);
  });

  it('is told by its own error, and what mends it, whatever keeps it from being read', async () => {
    await typedAt(site, 'apply', 'SITE', '--yes');
    sw('sw3').faults.refuse(/^show running-config/);
    const refused = planOf((await typedAt(site, 'plan', 'SITE', '--json')).stdout);
    assert.deepEqual(
      refused.unread.map((one) => [one.switch, one.code]),
      [['sw3', 'line-rejected']],
    );
    sw('sw3').faults.clear();
    await redirect(site, 'sw3', sw('sw5').port);
    const other = planOf((await typedAt(site, 'plan', 'SITE', '--json')).stdout);
    assert.deepEqual(
      other.unread.map((one) => [one.switch, one.code]),
      [['sw3', 'wrong-device']],
    );
  });

  it('is told by verify, drift, discover and trust, which look at the others', async () => {
    await typedAt(site, 'apply', 'SITE', '--yes');
    await sw('sw3').stop();
    for (const command of ['verify', 'drift', 'discover', 'trust']) {
      const { code, stdout } = await typedAt(site, command, 'SITE', '--json');
      const told = JSON.parse(stdout) as Readonly<Record<string, readonly Told[]>>;
      assert.equal(code, 1, command);
      assert.deepEqual(
        told['errors']?.map((one) => [one.code, one.switch]),
        [['connect-failed', 'sw3']],
      );
      const shown = await typedAt(site, command, 'SITE');
      assert.equal(shown.code, 1, command);
      assert.match(
        shown.stdout,
        new RegExp(`error: sw3: no connection[^]*Next: .*\\n.*twinleaf ${command} `),
      );
    }
    const { checks } = JSON.parse((await typedAt(site, 'verify', 'SITE', '--json')).stdout) as {
      checks: readonly { readonly switch: string; readonly state: string }[];
    };
    assert.deepEqual([...new Set(checks.map((check) => check.switch))], ['sw1', 'sw2', 'sw4', 'sw5']);
    assert.deepEqual(
      checks.filter(({ state }) => state === 'wrong'),
      [],
    );
  });
});

describe('a site of which no unit can be read', () => {
  const all = ['sw1', 'sw2', 'sw3', 'sw4', 'sw5'];
  let site: LabSite;
  afterEach(() => site.stop());
  const stopped = async (...hostnames: readonly string[]): Promise<void> => {
    for (const hostname of hostnames) await site.lab.switches.get(hostname)?.stop();
  };
  const errorsOf = (stdout: string): readonly Told[] =>
    (JSON.parse(stdout) as { errors: readonly Told[] }).errors;

  it('is told by every command with each switch by name, what it met with and what to type', async () => {
    site = await labSite(rackSite());
    assert.equal((await typedAt(site, 'apply', 'SITE', '--yes')).code, 0);
    await stopped(...all);
    for (const command of ['plan', 'apply', 'verify', 'drift', 'discover']) {
      const { code, stdout } = await typedAt(site, command, 'SITE', '--json');
      const told = JSON.parse(stdout) as { errors: readonly Told[]; run?: string };
      assert.deepEqual([code, told.run], [1, undefined], command);
      assert.deepEqual(
        told.errors.map((one) => [one.code, one.unit, one.switch]),
        all.map((name) => [
          'connect-failed',
          { sw1: 'rack1', sw2: 'rack1', sw5: 'sw5' }[name] ?? 'rack2',
          name,
        ]),
      );
      const again = `twinleaf ${command} ${sitePath(site)} --json --lab`;
      assert.deepEqual(
        told.errors.flatMap(({ next }) => next?.commands ?? []),
        [again],
      );

      const shown = await typedAt(site, command, 'SITE');
      assert.equal(shown.code, 1, command);
      assert.match(shown.stderr, /^error: 5 switches could not be read \(connect-failed\)$/m);
      for (const name of all) assert.match(shown.stderr, new RegExp(`^ {4}${name}: no connection to `, 'm'));
      assert.equal(shown.stderr.split('Next:').length, 2, shown.stderr);
    }
  });

  it('is told with one line for all that say the same, as with a wrong password', async () => {
    site = await labSite(rackSite());
    const file = labFilePath(path.join(site.directory, '.twinleaf'));
    const lab = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...lab, password: 'another' }));
    const { code, stdout, stderr } = await typedAt(site, 'plan', 'SITE');
    assert.equal(code, 1, stdout);
    assert.match(stderr, /^error: 5 switches could not be read \(auth-failed\)$/m);
    assert.match(stderr, /^ {4}sw1, sw2, sw3, sw4, sw5: the login of "admin" was refused/m);
    assert.match(stderr, /Next: mend the credentials, then once more\n.*twinleaf plan /);
    assert.doesNotMatch(stderr, /another/);
    const errors = errorsOf((await typedAt(site, 'plan', 'SITE', '--json')).stdout);
    assert.deepEqual(
      errors.map((one) => [one.code, one.switch]),
      all.map((name) => ['auth-failed', name]),
    );
  });

  it('gives the hint once where every host key is unknown, and every fingerprint', async () => {
    site = await labSite(rackSite(), { untrusted: true });
    const { code, stderr } = await typedAt(site, 'plan', 'SITE');
    assert.equal(code, 1);
    assert.equal(stderr.match(/SHA256:/g)?.length, all.length);
    assert.equal(stderr.match(/compare the fingerprint with the switch and pin it/g)?.length, 1);
    assert.match(stderr, /Next: [^\n]*\n.*twinleaf trust [^\n]*\n.*twinleaf plan /);
  });

  it('is told by what each met with where one member of every pair met with something else', async () => {
    site = await labSite(rackSite());
    await stopped('sw1', 'sw5');
    site.lab.switches.get('sw4')?.faults.refuse(/^show running-config/);
    const { code, stdout } = await typedAt(site, 'apply', 'SITE', '--yes', '--json');
    assert.equal(code, 1, stdout);
    assert.deepEqual(
      errorsOf(stdout).map((one) => [one.unit, one.switch, one.code, one.next !== undefined]),
      [
        ['rack1', 'sw1', 'connect-failed', false],
        ['rack2', 'sw4', 'line-rejected', true],
        ['sw5', 'sw5', 'connect-failed', true],
      ],
    );
    const junit = await typedAt(site, 'plan', 'SITE', '--format', 'junit');
    assert.equal(junit.code, 1);
    assert.match(
      junit.stdout,
      /<testcase classname="rack2" name="sw4" time="0">\n<failure [^>]*type="line-rejected">/,
    );
    assert.match(junit.stdout, /<testcase classname="sw5" name="sw5" time="0">/);
  });

  it('is told as well where it fell silent after the plan was made', async () => {
    site = await labSite(rackSite());
    const file = path.join(site.directory, 'plan.json');
    assert.equal((await typedAt(site, 'plan', 'SITE', '--out', file)).code, 2);
    await stopped(...all);
    const { code, stdout } = await typedAt(site, 'apply', file, '--site', sitePath(site), '--yes', '--json');
    assert.equal(code, 1);
    assert.deepEqual(
      errorsOf(stdout).map((one) => [one.code, one.switch]),
      all.map((name) => ['connect-failed', name]),
    );
  });
});

describe('a switch that takes connections and never says a word', () => {
  let site: LabSite;
  let mute: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    site = await labSite(rackSite());
    mute = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    await redirect(site, 'sw3', (mute.address() as AddressInfo).port);
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    mute.close();
    await site.stop();
  });

  it('is waited for once, by name, and holds up nobody else', async function () {
    this.timeout(60_000);
    const before = site.running()['sw4'];
    const { code, stdout, stderr } = await typedAt(site, 'apply', 'SITE', '--yes', '--json');
    const run = runOf(stdout);
    assert.deepEqual([code, endsOf(run)], [1, ['rack1 succeeded', 'sw5 succeeded']]);
    assert.deepEqual(
      run.errors?.map((one) => [one.code, one.switch]),
      [['connect-failed', 'sw3']],
    );
    assert.match(stderr, /^Waiting for sw3\.$/m);
    assert.equal(sockets.size, 1);
    assert.equal(site.running()['sw4'], before);
  });

  it('is waited for by name as well where it fell silent after the plan was made', async function () {
    this.timeout(60_000);
    await redirect(site, 'sw3', site.lab.switches.get('sw3')?.port ?? 0);
    const file = path.join(site.directory, 'plan.json');
    assert.equal((await typedAt(site, 'plan', 'SITE', '--out', file)).code, 2);
    await redirect(site, 'sw3', (mute.address() as AddressInfo).port);
    const { code, stderr } = await typedAt(site, 'apply', file, '--site', sitePath(site), '--yes', '--json');
    assert.equal(code, 1);
    assert.match(stderr, /^Waiting for sw3\.$/m);
  });
});

describe('what is decided while a switch cannot be read', () => {
  const network = (name: string, vlan: string): string => `  - { name: ${name}, kind: vlan, vlan: ${vlan} }`;
  const groups = (...connections: readonly string[]): string => `  - name: all
    endpoints: { servers: [db01, db02, web01] }
    connections:
${connections.map((one) => `      - { network: ${one}, tagged: true }`).join('\n')}`;
  let site: LabSite;
  afterEach(() => site.stop());

  const vlanOf = async (name: string): Promise<number | undefined> => {
    const state = await site.with(async (one) => (await one.store()).readState());
    return state?.allocations.find(({ kind, owner }) => kind === 'vlan' && owner === name)?.value;
  };

  it('frees no number, until every switch has been read without it', async () => {
    const both = { networks: [network('app', 'auto'), network('old', 'auto')].join('\n') };
    site = await labSite(rackSite({ ...both, groups: groups('app', 'old') }));
    assert.equal((await typedAt(site, 'apply', 'SITE', '--yes')).code, 0);
    assert.deepEqual([await vlanOf('app'), await vlanOf('old')], [100, 101]);

    await site.lab.switches.get('sw3')?.stop();
    await site.write(rackSite({ networks: network('app', 'auto'), groups: groups('app') }));
    const removal = ['apply', 'SITE', '--yes', '--allow-removals'];
    assert.equal((await typedAt(site, ...removal)).code, 1);
    assert.doesNotMatch(site.running()['sw1'] ?? '', /^vlan 101$/m);
    assert.match(site.running()['sw4'] ?? '', /^vlan 101$/m);
    // Twice: the others have been read without it by now, and that is not enough.
    assert.equal((await typedAt(site, ...removal)).code, 1);
    assert.equal(await vlanOf('old'), 101);

    const grown = { networks: [network('app', 'auto'), network('new', 'auto')].join('\n') };
    await site.write(rackSite({ ...grown, groups: groups('app', 'new') }));
    assert.equal((await typedAt(site, ...removal)).code, 1);
    assert.deepEqual([await vlanOf('new'), await vlanOf('old')], [102, 101]);

    await site.lab.switches.get('sw3')?.start();
    assert.equal((await typedAt(site, ...removal)).code, 0);
    assert.equal((await typedAt(site, 'apply', 'SITE', '--yes')).code, 0);
    assert.deepEqual([await vlanOf('new'), await vlanOf('old')], [102, undefined]);
  });

  it('keeps asking for what has to be allowed until the pair has been changed as well', async () => {
    site = await labSite(rackSite());
    assert.equal((await typedAt(site, 'apply', 'SITE', '--yes')).code, 0);
    await site.lab.switches.get('sw3')?.stop();
    const alone = rackSite({
      groups: `  - name: all
    endpoints: { servers: [db01, web01] }
    connections:
      - { network: mgmt, tagged: false }
      - { network: app, tagged: true }`,
    });
    await site.write(alone);
    assert.equal((await typedAt(site, 'apply', 'SITE', '--yes', '--allow-removals')).code, 1);
    await site.lab.switches.get('sw3')?.start();
    const { stdout } = await typedAt(site, 'plan', 'SITE', '--json');
    assert.deepEqual(
      planOf(stdout).errors?.map(({ code }) => code),
      ['guard-allow-removals'],
    );
  });

  describe('about a server with legs in two units', () => {
    const servers = rackServers.replace(
      'switch: sw5, port: Ethernet1 }',
      'switch: sw5, port: Ethernet1 }\n      - { mac: "52:54:00:00:00:06", switch: sw3, port: Ethernet11 }',
    );
    /** web01 has port #0 on sw3, #1 on sw5, each by itself. */
    const twoLegs = (onSw5: string, ...more: readonly string[]): string =>
      rackSite({
        servers,
        networks: ['mgmt', 'app', 'web', 'log', ...more].map((name) => network(name, 'auto')).join('\n'),
        groups: `  - name: databases
    endpoints: { servers: [db01, db02] }
    connections:
      - { network: ${onSw5.includes('log') ? 'log' : 'app'}, tagged: true }
  - name: web
    endpoints: { servers: [web01] }
    connections:
      - { network: web, tagged: false, interfaces: [0] }
${onSw5}`,
      });
    const oneNetwork = '      - { network: mgmt, tagged: false, interfaces: [1] }';
    const twoNetworks = `${oneNetwork}\n      - { network: log, tagged: true, interfaces: [1] }`;
    beforeEach(async () => {
      site = await labSite(twoLegs(oneNetwork));
      assert.equal((await typedAt(site, 'apply', 'SITE', '--yes')).code, 0);
      await site.write(twoLegs(twoNetworks));
    });

    it('changes both units where both can be read', async () => {
      const plan = planOf((await typedAt(site, 'plan', 'SITE', '--json')).stdout);
      assert.deepEqual([unitsIn(plan), plan.errors], [['rack1', 'rack2', 'sw5'], undefined]);
    });

    it('leaves its last known leg alone, says why, and changes the units that have nothing to do with it', async () => {
      await site.lab.switches.get('sw3')?.stop();
      const before = site.running()['sw5'];
      const { code, stdout } = await typedAt(site, 'apply', 'SITE', '--yes', '--json');
      const run = runOf(stdout);
      assert.deepEqual([code, endsOf(run)], [1, ['rack1 succeeded']]);
      assert.deepEqual(
        run.errors?.map((one) => [one.code, one.unit]),
        [
          ['connect-failed', 'rack2'],
          ['unit-waits', 'sw5'],
        ],
      );
      assert.equal(site.running()['sw5'], before);
      const { stdout: shown } = await typedAt(site, 'plan', 'SITE');
      assert.match(shown, /sw5: waits for rack2, which could not be read: web01 may have no other leg/);
    });

    it('takes that leg where it is told that it may', async () => {
      await site.lab.switches.get('sw3')?.stop();
      const { stdout } = await typedAt(site, 'plan', 'SITE', '--json', '--allow-outage');
      const plan = planOf(stdout);
      assert.deepEqual([unitsIn(plan), plan.waiting], [['rack1', 'sw5'], []]);
    });

    it('is remembered as it was where nothing at all could be changed', async () => {
      const extra = (leg: number): string =>
        `      - { network: extra, tagged: true, interfaces: [${String(leg)}] }`;
      await site.write(twoLegs([oneNetwork, extra(0), extra(1)].join('\n'), 'extra'));
      const file = path.join(site.directory, 'plan.json');
      assert.equal((await typedAt(site, 'plan', 'SITE', '--out', file)).code, 2);
      await site.lab.switches.get('sw3')?.stop();
      const { code, stdout } = await typedAt(
        site,
        'apply',
        file,
        '--site',
        sitePath(site),
        '--yes',
        '--json',
      );
      assert.deepEqual([code, runOf(stdout).jobs], [1, []]);
      const state = await site.with(async (one) => (await one.store()).readState());
      assert.deepEqual(state?.facts.networks, ['app', 'log', 'mgmt', 'web']);
    });

    it('leaves it alone as well where the other unit falls silent after the plan was made', async () => {
      const file = path.join(site.directory, 'plan.json');
      assert.equal((await typedAt(site, 'plan', 'SITE', '--out', file)).code, 2);
      await site.lab.switches.get('sw3')?.stop();
      const before = site.running()['sw5'];
      const { code, stdout } = await typedAt(
        site,
        'apply',
        file,
        '--site',
        sitePath(site),
        '--yes',
        '--json',
      );
      assert.deepEqual([code, endsOf(runOf(stdout))], [1, ['rack1 succeeded']]);
      assert.equal(site.running()['sw5'], before);
    });
  });
});
