import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSite } from '../../../src/app.ts';
import { siteWith, typed, type Ended } from '../command-line.ts';

interface Told {
  readonly hosts: readonly { readonly server: string; readonly os: string; readonly script: string }[];
  readonly leftOut: readonly string[];
}
const openVswitch = ['--format', 'openvswitch'];
const examples = path.join(import.meta.dirname, '../../../examples');

/** The command on an example. */
async function hosts(example: string, ...args: readonly string[]): Promise<Ended> {
  const place = path.join(examples, example);
  const site = openSite({ path: place, stateDirectory: '/nowhere', lab: false });
  try {
    return await typed(['hosts', place, ...args], siteWith({ readSite: () => site.readSite() }));
  } finally {
    await site.close();
  }
}

describe('twinleaf hosts', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinleaf-hosts-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('prints the script of one server and nothing else', async () => {
    const { code, stdout, stderr } = await hosts('real-lab', '--server', 'srv1', ...openVswitch);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^#!\/bin\/sh\n# The host side of srv1 /);
    assert.equal(execFileSync('sh', ['-n'], { input: stdout, encoding: 'utf8' }), '');
  });

  it('writes a file that can be run for every Linux server, the same as is printed', async () => {
    const { code, stdout } = await hosts('real-lab', ...openVswitch, '--out', folder);
    assert.equal(code, 0);
    const files = (await readdir(folder)).sort();
    assert.ok(files.includes('srv1.sh') && files.includes('srv2.sh'));
    assert.equal(stdout, `Wrote ${files.length} scripts to ${folder}.\n`);
    const printed = await hosts('real-lab', ...openVswitch, '--server', 'srv2');
    assert.equal(await readFile(path.join(folder, 'srv2.sh'), 'utf8'), printed.stdout);
    assert.equal((await stat(path.join(folder, 'srv2.sh'))).mode & 0o777, 0o755);
  });

  it('leaves ESXi servers out of a site that has both, and says so', async () => {
    const { code, stdout, stderr } = await hosts('two-racks', ...openVswitch, '--json');
    assert.equal(code, 0);
    const { hosts: scripts, leftOut } = JSON.parse(stdout) as Told;
    assert.ok(scripts.length > 0 && leftOut.includes('esx01'));
    assert.ok(scripts.every(({ os, script }) => os === 'linux' && script.startsWith('#!/bin/sh\n')));
    assert.match(stderr, /Left out: esx01, .*ESXi is not built yet/);
  });

  it('puts the name of its server above each of several scripts', async () => {
    const { stdout } = await hosts('real-lab', ...openVswitch);
    const heads = [...stdout.matchAll(/^==> (\S+) <==\n#!\/bin\/sh$/gm)].map(([, name]) => name);
    assert.deepEqual(heads.slice(0, 2), ['srv1', 'srv2']);
  });

  const refusals: readonly (readonly [string, Parameters<typeof hosts>, string, RegExp])[] = [
    ['no format, which means json', ['real-lab'], 'not-yet', /--format json/],
    ['another format', ['real-lab', '--format', 'netplan'], 'not-yet', /--format netplan/],
    ['an ESXi server', ['two-racks', '--server', 'esx01', ...openVswitch], 'not-yet', /esx01 runs ESXi/],
    [
      'a server that is not there',
      ['real-lab', '--server', 'nobody', ...openVswitch],
      'unknown-object',
      /"nobody"/,
    ],
  ];
  for (const [what, args, code, words] of refusals) {
    it(`refuses ${what} by name, with what would be right`, async () => {
      const json = await hosts(...args, '--json');
      assert.equal(json.code, 1);
      const { errors } = JSON.parse(json.stdout) as { errors: { code: string; message: string }[] };
      assert.deepEqual(
        errors.map((error) => error.code),
        [code],
      );
      assert.match(errors[0]?.message ?? '', words);
      const text = await hosts(...args);
      assert.deepEqual([text.code, text.stdout], [1, '']);
      assert.match(text.stderr, /hint:|Next:/);
    });
  }

  it('calls a format that nobody knows a wrong command line', async () => {
    assert.equal((await hosts('real-lab', '--format', 'sysconfig')).code, 64);
  });
});
