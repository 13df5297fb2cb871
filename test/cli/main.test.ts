import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { cli, ended, root, twinleaf } from './child.ts';

describe('twinleaf as a process', function () {
  this.timeout(120_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinleaf-cli-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('lists only commands that exist', async () => {
    const { code, stdout } = await twinleaf(['--help']);
    assert.equal(code, 0);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) .* {2}\S/gm)].map(([, name]) => name);
    for (const name of [
      'init',
      'schema',
      'validate',
      'ports',
      'render',
      'diff',
      'trust',
      'plan',
      'rollback',
      'worker',
      'discover',
      'hosts',
    ]) {
      assert.ok(commands.includes(name), name);
    }
    for (const later of ['serve', 'drain']) {
      assert.ok(!commands.includes(later), later);
    }
  });

  it('writes a site that validates, once', async () => {
    assert.equal((await twinleaf(['init', folder])).code, 0);
    const { code, stdout } = await twinleaf(['validate', folder, '--json']);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { valid: boolean }).valid, true);
    const again = await twinleaf(['init', folder, '--json']);
    assert.equal(again.code, 1);
    assert.match(again.stdout, /"file-error"/);
  });

  it('gives every problem of a site with its place, as text and as JSON', async () => {
    const file = join(folder, 'site.yaml');
    await writeFile(file, 'fabric: { name: x, vlanRange: [1-2] }\nswitches:\n  - hostname: sw1\n');
    const text = await twinleaf(['validate', file]);
    assert.equal(text.code, 1);
    assert.equal(text.stdout, '');
    assert.match(text.stderr, /site\.yaml:1:\d+: .*vlanRange/);
    const json = await twinleaf(['validate', file, '--json']);
    assert.equal(json.code, 1);
    const { errors } = JSON.parse(json.stdout) as { errors: { line: number; code: string }[] };
    assert.ok(errors.length >= 2);
    assert.ok(errors.every(({ line, code }) => line >= 1 && code !== ''));
  });

  it('gives the port indexes in the shape of the contract', async () => {
    const { code, stdout } = await twinleaf(['ports', 'examples/two-racks', '--server', 'esx03', '--json']);
    assert.equal(code, 0);
    const { servers } = JSON.parse(stdout) as { servers: { interfaces: unknown[] }[] };
    assert.deepEqual(servers[0]?.interfaces[1], {
      index: 1,
      osIndex: 1,
      switch: 'leaf1a',
      port: 'Ethernet9',
      mac: '52:54:00:01:03:00',
      vmnic: 'vmnic1',
      vmk: 'vmk1',
    });
  });

  it('says which interface has no index', async () => {
    const { stdout } = await twinleaf(['ports', 'examples/two-racks', '--server', 'esx12', '--json']);
    const { servers } = JSON.parse(stdout) as { servers: { interfaces: { index: number | null }[] }[] };
    assert.deepEqual(
      servers[0]?.interfaces.map(({ index }) => index),
      [0, 1, 2, 3, null],
    );
  });

  it('renders every switch into a folder', async () => {
    const { code } = await twinleaf(['render', 'examples/two-racks', '--out', folder]);
    assert.equal(code, 0);
    const alone = await twinleaf(['render', 'examples/two-racks', '--switch', 'leaf1a']);
    assert.equal(await readFile(join(folder, 'leaf1a.cfg'), 'utf8'), alone.stdout);
  });

  it('plans against saved configurations, and finds nothing to do on what it rendered', async () => {
    const empty = await twinleaf([
      'plan',
      'examples/two-racks',
      '--running',
      folder,
      '--state',
      join(folder, 's'),
    ]);
    assert.equal(empty.code, 2);
    assert.match(empty.stdout, /Plan: 3 units, 5 switches, \d+ commands\./);
    await twinleaf(['render', 'examples/two-racks', '--out', folder]);
    const same = await twinleaf([
      'plan',
      'examples/two-racks',
      '--running',
      folder,
      '--state',
      join(folder, 's'),
    ]);
    assert.equal(same.code, 0, same.stdout + same.stderr);
  });

  it('keeps a saved plan from other users', async () => {
    const file = join(folder, 'plan.json');
    await twinleaf([
      'plan',
      'examples/two-racks',
      '--running',
      folder,
      '--state',
      join(folder, 's'),
      '--out',
      file,
    ]);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('compares two files, and the other way round as well', async () => {
    const [running, intended] = [join(folder, 'a.cfg'), join(folder, 'b.cfg')];
    await writeFile(running, 'vlan 10\n   name old\n');
    await writeFile(intended, 'vlan 10\n   name new\n');
    const { code, stdout } = await twinleaf(['diff', '--driver', 'arista-eos', '--json', running, intended]);
    assert.equal(code, 2);
    assert.deepEqual(JSON.parse(stdout), { commands: ['vlan 10', '   name new'] });
    assert.equal((await twinleaf(['diff', '--driver', 'arista-eos', running, running])).code, 0);
    assert.equal((await twinleaf(['diff', '--driver', 'ios', running, running])).code, 1);
  });

  it('names the switch, server or unit that a mistyped name may mean', async () => {
    const site = 'examples/two-racks';
    for (const [args, meant] of [
      [['render', site, '--switch', 'leaf1c'], /no switch "leaf1c"[^]*did you mean "leaf1a"/],
      [['ports', site, '--server', 'esx99'], /no server "esx99"[^]*did you mean "esx0\d"|known servers: /],
      [['apply', site, '--limit', 'rack9', '--state', folder], /no unit "rack9"[^]*did you mean "rack1"/],
    ] as const) {
      const { code, stderr } = await twinleaf(args);
      assert.equal(code, 1);
      assert.match(stderr, meant);
    }
  });

  it('prints a JSON Schema', async () => {
    const { stdout } = await twinleaf(['schema']);
    assert.equal((JSON.parse(stdout) as { type: string }).type, 'object');
  });

  for (const closed of ['stdout', 'stderr'] as const) {
    it(`ends as it would have where nobody reads its ${closed} to the end`, async () => {
      const args = ['plan', 'examples/two-racks', '--running', folder, '--state', join(folder, 's')];
      const child = spawn(process.execPath, [...cli, ...args], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child[closed].destroy();
      const rest = textOf(closed === 'stdout' ? child.stderr : child.stdout);
      const [code] = (await once(child, 'close')) as [number | null];
      assert.equal(code, 2);
      assert.doesNotMatch(await rest, /EPIPE|node:|\n +at /);
    });
  }

  it('ends with 1 where its result could not be written', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const typedLine = [process.execPath, ...cli, 'validate', 'examples/two-racks'].join(' ');
    assert.equal((await ended('sh', ['-c', `${typedLine} > /dev/full`])).code, 1);
  });

  it('says how to start a lab where none runs', async () => {
    const { code, stderr } = await twinleaf(['plan', 'examples/two-racks', '--lab', '--state', folder]);
    assert.equal(code, 1);
    assert.match(stderr, /lab-not-running[^]*twinleaf lab/);
  });
});
