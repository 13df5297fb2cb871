/** Which client makes the connection to a switch, and what it is told. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drivers } from '../../../src/drivers/registry.ts';
import { sshAccess, type SshAccess } from '../../../src/engine/site/ssh-access.ts';
import { SafetyError } from '../../../src/fabric/errors.ts';
import { readIntent } from '../../../src/fabric/intent/read-intent.ts';
import type { Intent } from '../../../src/fabric/model/intent.ts';
import { checkAgainst, knownHostsLine, readKnownHosts } from '../../../src/transport/known-hosts.ts';
import { carriers, isDeviceError } from '../../contracts/transport-carrier.ts';
import { keyPair } from '../../transport/key-pair.ts';
import { thrownBy } from '../../transport/opening.ts';
import { startSwitch, type ScriptedSwitch, type SwitchHabits } from '../../transport/scripted-switch.ts';

/** What the driver types after the login; the switch takes it without a word. */
const onOpen = Object.fromEntries(
  (drivers.get('arista-eos')?.dialect.onOpen ?? []).map((line) => [line, '']),
);

/** The intent of a site of one switch. */
function intentOf(management: string, credentials: string): Intent {
  const text = `
fabric: { name: ams1 }
credentials: { leafs: { username: admin, ${credentials} } }
switches: [{ hostname: sw1, driver: arista-eos, management: { ${management}, credentials: leafs } }]
`;
  const traits = new Map([...drivers].map(([name, driver]) => [name, driver.traits] as const));
  const { intent, problems } = readIntent([{ name: 'site.yaml', text }], traits);
  assert.deepEqual(problems, []);
  assert.ok(intent !== undefined);
  return intent;
}

describe('the way to a switch by ssh', () => {
  let directory = '';
  const started: ScriptedSwitch[] = [];

  before(function () {
    const missing = carriers.find(({ name }) => name === 'openssh')?.missing;
    if (missing === undefined) return;
    console.log(`      (${missing})`);
    this.skip();
  });
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'twinleaf-access-'));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.close()));
    rmSync(directory, { recursive: true });
  });

  async function start(habits: SwitchHabits): Promise<ScriptedSwitch> {
    const one = await startSwitch({ startsIn: 'privileged', answers: onOpen, ...habits });
    started.push(one);
    return one;
  }

  function accessTo(one: ScriptedSwitch, intent: Intent, changes: Partial<SshAccess> = {}): SshAccess {
    const { host } = intent.switches[0]?.management ?? { host: '' };
    const port = intent.switches[0]?.management.port ?? 22;
    const lines = one.hostKeys.map((key) => knownHostsLine({ ...key, host, port })).join('\n');
    return {
      intent,
      drivers,
      secrets: { environment: { HOME: directory, LEAF_PASSWORD: 'correct-horse-battery' }, directory },
      hostKeys: () => Promise.resolve(checkAgainst(readKnownHosts(lines))),
      ...changes,
    };
  }

  it('finds the configuration beside the site and in the home directory', async () => {
    const one = await start({});
    const entry = `Host leaf\n  HostName 127.0.0.1\n  Port ${String(one.port)}\n`;
    writeFileSync(path.join(directory, 'ssh.conf'), entry);
    for (const file of ['ssh.conf', '~/ssh.conf']) {
      const way = `host: leaf, transport: openssh, sshConfig: ${file}`;
      const access = accessTo(one, intentOf(way, 'passwordEnv: LEAF_PASSWORD'));
      const { hostname, session } = await sshAccess(access).open('sw1');
      assert.deepEqual([hostname, session.mode], ['sw1', 'privileged']);
      await session.close();
    }
  });

  it('lets ssh read the key of the credentials', async () => {
    const pair = keyPair('ed25519');
    writeFileSync(path.join(directory, 'key'), pair.private, { mode: 0o600 });
    const one = await start({ methods: ['publickey'], publicKey: pair.public });
    const way = `host: 127.0.0.1, port: ${String(one.port)}, transport: openssh`;
    const { session } = await sshAccess(accessTo(one, intentOf(way, 'keyFile: key'))).open('sw1');
    await session.close();
  });

  it('needs no agent for ssh to try what it has', async () => {
    const one = await start({ methods: ['publickey'], publicKey: keyPair().public });
    const way = `host: 127.0.0.1, port: ${String(one.port)}, transport: openssh`;
    const error = await thrownBy(sshAccess(accessTo(one, intentOf(way, 'agent: true'))).open('sw1'));
    isDeviceError(error, 'auth-failed');
  });

  it('gives the host key by the same way', async () => {
    const one = await start({});
    for (const transport of ['ssh2', 'openssh']) {
      const way = `host: 127.0.0.1, port: ${String(one.port)}, transport: ${transport}`;
      const access = accessTo(one, intentOf(way, 'passwordEnv: LEAF_PASSWORD'));
      assert.deepEqual([await sshAccess(access).hostKey('sw1')], one.hostKeys);
    }
    assert.deepEqual(one.logins, []);
  });

  it('stays on this machine in the lab', async () => {
    const one = await start({});
    const way = 'host: 192.0.2.11, transport: openssh, jumpHost: bastion.invalid, sshConfig: nowhere';
    const intent = intentOf(way, 'passwordEnv: LEAF_PASSWORD');
    const lab = (host: string): Pick<SshAccess, 'lab'> => ({
      lab: {
        username: 'admin',
        password: 'correct-horse-battery',
        switches: new Map([['sw1', { host, port: one.port }]]),
      },
    });
    const pinned = checkAgainst(readKnownHosts(one.hostKeys.map(knownHostsLine).join('\n')));
    const hostKeys = (): Promise<typeof pinned> => Promise.resolve(pinned);
    const inside = accessTo(one, intent, { ...lab('127.0.0.1'), hostKeys });
    const { session } = await sshAccess(inside).open('sw1');
    await session.close();
    for (const host of ['192.0.2.11', 'bastion.invalid']) {
      const access = sshAccess(accessTo(one, intent, lab(host)));
      for (const attempt of [access.open('sw1'), access.hostKey('sw1')]) {
        const error = await thrownBy(attempt);
        assert.ok(error instanceof SafetyError);
        assert.equal(error.code, 'lab-not-loopback');
      }
    }
  });
}).timeout(30_000);
