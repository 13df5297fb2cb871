import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectConfig } from 'ssh2';
import { startLab, type Lab } from '../../src/lab/start-lab.ts';
import { smallPlan } from './small-plan.ts';
import { account, connected, execute, openShell } from './ssh-client.ts';

const privileged = /sw1#$/;

describe('a lab over SSH', () => {
  let lab: Lab;

  before(async () => {
    lab = await startLab(smallPlan, { enablePassword: 'en-secret' });
  });
  after(async () => {
    await lab.stop();
  });
  afterEach(() => {
    for (const one of lab.switches.values()) one.faults.clear();
  });

  it('listens on loopback with a key of its own for every switch', async () => {
    const keys = [...lab.switches.values()].map(({ hostKeyLine }) => hostKeyLine);
    assert.equal(new Set(keys).size, 2);
    for (const [hostname, one] of lab.switches) {
      let shown = '';
      const check: ConnectConfig = {
        ...account(lab, hostname),
        hostVerifier: (key: Buffer) => {
          shown = key.toString('base64');
          return true;
        },
      };
      (await connected(check)).end();
      assert.equal(one.hostKeyLine, `ssh-ed25519 ${shown}`);
      assert.equal(one.host, '127.0.0.1');
    }
  });

  it('lets in by password and by keyboard-interactive, and refuses a wrong password', async () => {
    (await connected(account(lab, 'sw1'))).end();
    const { password, ...rest } = account(lab, 'sw1');
    const { default: ssh2 } = await import('ssh2');
    const client = new ssh2.Client();
    client.on('keyboard-interactive', (_name, _text, _language, _prompts, finish) => {
      finish([password ?? '']);
    });
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve).once('error', reject);
      client.connect({ ...rest, tryKeyboard: true, authHandler: ['none', 'keyboard-interactive'] });
    });
    client.end();
    await assert.rejects(connected({ ...rest, password: 'wrong' }), /authentication/);
    await assert.rejects(connected({ ...account(lab, 'sw1'), username: 'root' }), /authentication/);
  });

  it('echoes, hides a secret and comes to a prompt without a line end', async () => {
    const shell = await openShell(account(lab, 'sw1'));
    await shell.until(/^sw1>$/);
    shell.write('enable\r');
    await shell.until(/Password: $/);
    shell.write('en-secret\r');
    const text = await shell.until(privileged);
    assert.equal(text, 'sw1>enable\r\nPassword: \r\nsw1#');
    shell.end();
  });

  it('edits the line with backspace, Ctrl-U and Ctrl-C', async () => {
    const shell = await openShell(account(lab, 'sw1'));
    shell.write('garbage\x15show hostnamee\x7f\r');
    await shell.until(/Hostname: sw1\r\n(.*\r\n)+sw1>$/);
    shell.write('half a li\x03');
    const text = await shell.until(/\^C\r\nsw1>$/);
    assert.doesNotMatch(text, /Invalid/);
    shell.end();
  });

  it('answers many lines of one packet in order', async () => {
    const shell = await openShell(account(lab, 'sw1'));
    const names = Array.from({ length: 60 }, (_, index) => `vlan ${index + 100}\n   name tl:net-${index}`);
    shell.write(
      `enable\nen-secret\nconfigure session batch-1\n${names.join('\n')}\ncommit\nshow vlan id 159 | json\n`,
    );
    const text = await shell.until(/"name": "tl:net-59"[^#]*sw1#$/);
    assert.equal(text.match(/% /g), null);
    assert.equal(text.match(/name tl:net-/g)?.length, 60);
    shell.end();
  });

  it('pages until paging is switched off and wraps at the width of the terminal', async () => {
    const shell = await openShell(account(lab, 'sw1'), { cols: 40, rows: 10 });
    shell.write('show version\r');
    await shell.until(/ --More-- $/);
    shell.write('q');
    await shell.until(/K sw1>$|Ksw1>$/);
    shell.write('show version\r');
    await shell.until(/( --More-- [^]*){2}$/);
    shell.write('\r');
    await shell.until(/( --More-- [^]*){3}$/);
    shell.write(' ');
    await shell.until(/Free memory: \d+ kB\r\nsw1>$/);
    assert.ok(
      shell
        .text()
        .split('\r\n')
        .every((line) => line.replace(/ \r/g, '').length <= 80),
    );
    shell.write('terminal length 0\rshow version\r');
    await shell.until(/Pagination disabled\.[^]*Free memory: \d+ kB\r\nsw1>$/);
    shell.end();
  });

  it('opens a new command line for every exec request', async () => {
    const client = await connected(account(lab, 'sw1'));
    assert.match(await execute(client, 'show version'), /Software image version: 4\.29/);
    assert.match(await execute(client, 'show running-config'), /privileged mode required/);
    client.end();
  });

  it('is slow, and still in order, on request', async () => {
    lab.switches.get('sw1')?.faults.setDelay(15, /version/);
    const shell = await openShell(account(lab, 'sw1'));
    shell.write('show version\nshow hostname\n');
    const text = await shell.until(/FQDN:.*\r\nsw1>$/);
    assert.ok(text.indexOf('Free memory') < text.indexOf('Hostname:'));
    shell.end();
  });

  it('cuts the session before or after a line has acted', async () => {
    const one = lab.switches.get('sw1');
    assert.ok(one);
    for (const [moment, isThere] of [
      ['before', false],
      ['after', true],
    ] as const) {
      one.faults.clear();
      one.faults.dropAt(/^vlan 9/, { moment });
      const shell = await openShell(account(lab, 'sw1'));
      shell.write('enable\nen-secret\nconfigure\nvlan 999\n');
      await shell.closed;
      assert.equal(/vlan .*999/.test(one.virtual.runningConfig()), isThere, moment);
    }
  });

  it('stops in the middle of a text on request, and prints the rest later or never', async () => {
    const one = lab.switches.get('sw1');
    assert.ok(one);
    one.faults.breakOutput({ text: 'Free memory', offset: 5, pauseMs: 30 });
    one.faults.breakOutput({ text: 'sw1>', offset: 1, pauseMs: 5 });
    const shell = await openShell(account(lab, 'sw1'));
    shell.write('show version\nshow hostname\n');
    const text = await shell.until(/FQDN:.*\r\nsw1>$/);
    assert.match(text, /Free memory: \d+ kB\r\nsw1>show hostname/);
    one.faults.clear();
    one.faults.breakOutput({ text: 'Free memory', offset: 5, pauseMs: 5, isCut: true });
    shell.write('show version\n');
    await shell.closed;
    assert.match(shell.text(), /\nFree $/);
    assert.equal(one.faults.takeBreak('Free memory'), undefined);
  });

  it('refuses a line and a save in the words of the switch', async () => {
    const faults = lab.switches.get('sw1')?.faults;
    faults?.refuse(/^vlan 77$/);
    faults?.refuseSave();
    const shell = await openShell(account(lab, 'sw1'));
    shell.write('enable\nen-secret\nconfigure\nvlan 77\nend\nwrite memory\n');
    const text = await shell.until(/Error copying.*\r\nsw1#$/);
    assert.match(text, /vlan 77\r\n% Unavailable command/);
    shell.end();
  });

  it('is unreachable while it is stopped and back on the same port with the same key', async () => {
    const one = lab.switches.get('sw2');
    assert.ok(one);
    const { port } = one;
    await one.stop();
    await assert.rejects(connected(account(lab, 'sw2')), /ECONNREFUSED/);
    await one.start();
    assert.equal(one.port, port);
    (await connected(account(lab, 'sw2'))).end();
  });

  it('loses its sessions and what was not saved with the power', async () => {
    const one = lab.switches.get('sw1');
    assert.ok(one);
    const shell = await openShell(account(lab, 'sw1'));
    shell.write('enable\nen-secret\nconfigure\nvlan 1234\n');
    await shell.until(/config-vlan-1234\)#$/);
    await one.powerOff();
    await shell.closed;
    assert.equal(lab.switches.get('sw2')?.virtual.lacp('Ethernet3'), undefined);
    await one.powerOn();
    assert.doesNotMatch(one.virtual.runningConfig(), /1234/);
  });
});

describe('the host keys of a lab', () => {
  it('stay when the lab is started again with the same directory, and only their owner may read them', async () => {
    const keyDirectory = await mkdtemp(join(tmpdir(), 'lab-keys-'));
    const lines: (readonly string[])[] = [];
    for (let round = 0; round < 2; round += 1) {
      const lab = await startLab(smallPlan, { keyDirectory });
      lines.push([...lab.switches.values()].map(({ hostKeyLine }) => hostKeyLine));
      await lab.stop();
    }
    assert.deepEqual(lines[0], lines[1]);
    assert.equal((await stat(join(keyDirectory, 'sw1.key'))).mode & 0o777, 0o600);
    await rm(keyDirectory, { recursive: true });
  });
});

describe('many virtual switches in one process', () => {
  it('start and stop together and have passwords of their own making', async () => {
    const [first] = smallPlan.switches;
    assert.ok(first);
    const switches = Array.from({ length: 60 }, (_, index) => ({ ...first, hostname: `leaf${index}` }));
    const labs = await Promise.all([0, 1].map(() => startLab({ switches, hosts: [], cables: [] })));
    assert.notEqual(labs[0]?.password, labs[1]?.password);
    const ports = labs.flatMap((one) => [...one.switches.values()].map(({ port }) => port));
    assert.equal(new Set(ports).size, 120);
    await Promise.all(labs.map((one) => one.stop()));
  });
});
