import assert from 'node:assert/strict';
import { DeviceError } from '../../../src/fabric/errors.ts';
import type { SessionTarget } from '../../../src/transport/cli-session.ts';
import { hostKeyArguments, shellArguments } from '../../../src/transport/openssh/client-arguments.ts';

const files = { knownHosts: '/tmp/x y/known_hosts', log: '/tmp/x y/log' };
const target: SessionTarget = {
  hostname: 'sw1',
  host: '192.0.2.11',
  port: 2022,
  username: 'admin',
  authentication: { kind: 'password', password: 'sw0rdfish' },
  loopbackOnly: false,
  openssh: {},
};

function argumentsFor(changes: Partial<SessionTarget> = {}, pinnedTypes: readonly string[] = []): string[] {
  return [...shellArguments({ target: { ...target, ...changes }, files, pinnedTypes })];
}

/** What `ssh` takes for an option: the first of each counts. */
function optionOf(args: readonly string[], name: string): string | undefined {
  return args.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
}

describe('the arguments of ssh', () => {
  it('name the host last, behind the end of the options', () => {
    assert.deepEqual(argumentsFor().slice(-6), ['-l', 'admin', '-p', '2022', '--', '192.0.2.11']);
  });

  it('leave the usual port to the configuration of the user', () => {
    assert.ok(!argumentsFor({ port: 22 }).includes('-p'));
  });

  it('hold no secret', () => {
    const key = { kind: 'key', privateKey: 'PRIVATE sw0rdfish', passphrase: 'sw0rdfish' } as const;
    for (const changes of [{}, { authentication: key }, { enablePassword: 'sw0rdfish' }]) {
      assert.ok(!argumentsFor(changes).join(' ').includes('sw0rdfish'));
    }
  });

  it('let nothing but the pinned keys vouch for the switch', () => {
    const args = argumentsFor();
    assert.equal(optionOf(args, 'StrictHostKeyChecking'), 'yes');
    assert.equal(optionOf(args, 'UserKnownHostsFile'), '"/tmp/x y/known_hosts"');
    assert.equal(optionOf(args, 'GlobalKnownHostsFile'), '/dev/null');
    assert.equal(optionOf(args, 'UpdateHostKeys'), 'no');
    assert.equal(optionOf(args, 'VerifyHostKeyDNS'), 'no');
    assert.equal(optionOf(args, 'KnownHostsCommand'), 'none');
  });

  it('use no connection that somebody else has opened', () => {
    assert.equal(optionOf(argumentsFor(), 'ControlPath'), 'none');
    assert.equal(optionOf(argumentsFor(), 'ControlMaster'), 'no');
  });

  it('ask for a pinned RSA key by all its algorithms, before the others', () => {
    const algorithms = optionOf(argumentsFor({}, ['ssh-rsa']), 'HostKeyAlgorithms');
    assert.equal(algorithms, '^rsa-sha2-512,rsa-sha2-256,ssh-rsa');
    assert.equal(optionOf(argumentsFor({}, []), 'HostKeyAlgorithms'), undefined);
  });

  it('pass the configuration and the jump host of the site on', () => {
    const args = shellArguments({
      target: { ...target, openssh: { configFile: '/site/ssh_config', jumpHost: 'ops@bastion:22,[::1]' } },
      files: { ...files, config: '/tmp/link' },
      pinnedTypes: [],
    });
    assert.deepEqual(args.slice(0, 2), ['-F', '/tmp/link']);
    assert.equal(args[args.indexOf('-J') + 1], 'ops@bastion:22,[::1]');
  });

  it('keep the lab on this machine, whatever the site and the user have configured', () => {
    const args = argumentsFor({ loopbackOnly: true, openssh: { jumpHost: 'bastion', configFile: '/x' } });
    assert.deepEqual(args.slice(0, 2), ['-F', 'none']);
    assert.ok(!args.includes('-J'));
    assert.equal(optionOf(args, 'ProxyJump'), 'none');
    assert.equal(optionOf(args, 'ProxyCommand'), 'none');
  });

  it('log nobody in to see a host key', () => {
    const args = [...hostKeyArguments({ target, files, pinnedTypes: [] })];
    assert.equal(optionOf(args, 'PreferredAuthentications'), 'none');
    assert.equal(optionOf(args, 'StrictHostKeyChecking'), 'accept-new');
    assert.ok(args.includes('-N'));
  });

  const refused: Readonly<Record<string, Partial<SessionTarget>>> = {
    'a host that is an option': { host: '-oProxyCommand=reboot' },
    'a host with a blank': { host: 'sw1 reboot' },
    'a host with a shell word': { host: '$(reboot)' },
    'no host': { host: '' },
    'an account that is an option': { username: '-oProxyCommand=reboot' },
    'an account with a shell word': { username: 'admin;reboot' },
    'a jump host that is an option': { openssh: { jumpHost: '-oProxyCommand=reboot' } },
    'a second jump host that is an option': { openssh: { jumpHost: 'bastion,-F/x' } },
    'a jump host with a shell word': { openssh: { jumpHost: 'bastion`reboot`' } },
  };
  for (const [name, changes] of Object.entries(refused)) {
    it(`are refused for ${name}`, () => {
      assert.throws(
        () => argumentsFor(changes),
        (error) => error instanceof DeviceError && error.code === 'connect-failed' && !error.retryable,
      );
    });
  }
});
