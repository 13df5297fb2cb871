import assert from 'node:assert/strict';
import type { VirtualSession } from '../../../src/drivers/virtual-switch.ts';
import { switchOf, typeAll } from '../virtual-rig.ts';
import { configure, lines, quiet, rig } from './virtual-rig.ts';

describe('checkpoints of a virtual NX-OS switch', () => {
  it('goes back to a checkpoint as a whole', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'vlan 10\nfeature lacp\ninterface Ethernet1/1\ndescription old');
    const before = virtual.runningConfig();
    const session = quiet(virtual);
    assert.equal(session.type('checkpoint prov-000123').output, '.Done\n');
    configure(
      virtual,
      'no vlan 10\nvlan 20\nno feature lacp\ninterface Ethernet1/1\nno description\nshutdown',
    );
    const { output } = session.type('rollback running-config checkpoint prov-000123 atomic');
    assert.match(output, /^ADVISORY: Rollback operation started\.\.\. CTRL-C is disabled\.\n/);
    assert.match(output, /\nRollback completed successfully\.\n$/);
    assert.equal(virtual.runningConfig(), before);
  });

  it('takes the file form, which may be written again', () => {
    const virtual = switchOf(rig());
    const before = virtual.runningConfig();
    const session = quiet(virtual);
    const file = 'bootflash:prov-000123.cfg';
    typeAll(session, [`checkpoint file ${file}`, `checkpoint file ${file}`]);
    configure(virtual, 'vlan 10');
    assert.match(session.type(`rollback running-config file ${file}`).output, /completed successfully/);
    assert.equal(virtual.runningConfig(), before);
  });

  it('shows the lines that lead to the checkpoint, and that there are none', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    session.type('checkpoint prov-1');
    const show = 'show diff rollback-patch checkpoint prov-1 running-config';
    assert.match(session.type(show).output, /Rollback Patch is Empty/);
    configure(virtual, 'interface Ethernet1/1\ndescription new');
    assert.match(session.type(show).output, /\ninterface Ethernet1\/1\n {2}description new\n/);
  });

  it('fails without the checkpoint and refuses a name that is taken', () => {
    const session = quiet(switchOf(rig()));
    assert.match(session.type('rollback running-config checkpoint none').output, /Rollback failed\./);
    typeAll(session, ['checkpoint prov-1']);
    assert.match(session.type('checkpoint prov-1').output, /^ERROR:/);
    assert.equal(session.type('no checkpoint prov-1').output, '.Done\n');
    assert.match(session.type('show checkpoint prov-1').output, /does not exist/);
  });

  it('keeps checkpoints over a restart and loses them with `write erase`', () => {
    const virtual = switchOf(rig());
    quiet(virtual).type('checkpoint prov-1');
    virtual.restart();
    assert.match(quiet(virtual).type('show checkpoint summary').output, /prov-1/);
    quiet(virtual).type('write erase');
    assert.doesNotMatch(quiet(virtual).type('show checkpoint summary').output, /prov-1/);
  });
});

function staged(session: VirtualSession, ...typed: readonly string[]): readonly string[] {
  return typeAll(session, ['configure dual-stage', ...typed]).slice(1);
}

describe('two-stage commits of a virtual NX-OS switch', () => {
  it('changes nothing before the commit, all of it with it, and stays in the mode', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    const before = virtual.runningConfig();
    staged(session, 'vlan 100', 'name tenant', 'interface Ethernet1/1', 'description new');
    assert.equal(session.prompt(), 'leaf-a(config-dual-stage-if)# ');
    assert.equal(virtual.runningConfig(), before);
    const { output } = session.type('commit');
    assert.match(
      output,
      /^Verification Succeeded\.\n(.*\n)*Configuration committed by user 'admin' using Commit ID : 1000000001\n$/,
    );
    assert.match(session.prompt(), /^leaf-a\(config-dual-stage/);
    assert.ok(lines(virtual).includes('  name tenant'));
    assert.ok(lines(virtual).includes('  description new'));
  });

  it('shows what is buffered and drops it on abort', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    staged(session, 'interface loopback123', 'description x', 'exit', 'vlan 20');
    assert.equal(
      session.type('show configuration').output,
      '! Cached configuration\n!\ninterface loopback123\n description x\n!\nvlan 20\n',
    );
    session.type('abort');
    assert.equal(session.prompt(), 'leaf-a# ');
    staged(session);
    assert.equal(session.type('show configuration').output, '! Cached configuration\n');
    assert.ok(!lines(virtual).includes('interface loopback123'));
  });

  it('applies nothing where one line is refused, which shows only when it is verified', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'feature lacp\ninterface port-channel11\nswitchport mode trunk');
    const before = virtual.runningConfig();
    const session = quiet(virtual);
    const typed = staged(session, 'vlan 100', 'interface Ethernet1/1', 'channel-group 11 mode active');
    assert.deepEqual(typed, ['', '', '']);
    for (const command of ['verify', 'commit', 'commit confirmed 60']) {
      assert.equal(
        session.type(command).output,
        'Failed. err=command failed: port not compatible [port mode]\ncommit verification failed\n',
      );
    }
    assert.equal(virtual.runningConfig(), before);
  });

  it('only checks on verify', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    staged(session, 'vlan 100');
    assert.equal(session.type('verify').output, 'Verification Succeeded.\n');
    assert.ok(!lines(virtual).includes('vlan 1,100'));
  });

  it('does not know the commands of a feature before that feature is committed', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    const [, refused] = staged(session, 'feature vpc', 'vpc domain 101');
    assert.match(refused ?? '', /% Invalid command at '\^' marker\.$/);
    typeAll(session, ['commit', 'vpc domain 101', 'commit']);
    assert.ok(lines(virtual).includes('vpc domain 101'));
  });

  it('puts the old configuration back when nobody confirms in time, and says so inside the output', () => {
    const made = rig();
    const virtual = switchOf(made);
    const before = virtual.runningConfig();
    const session = quiet(virtual);
    staged(session, 'vlan 100', 'commit confirmed 120');
    made.clock.move(119_999);
    assert.ok(lines(virtual).includes('vlan 1,100'));
    made.clock.move(1);
    assert.equal(virtual.runningConfig(), before);
    assert.match(
      session.type('show hostname').output,
      /^Confirm commit Timer expired, triggering rollback commit\nRollback in progress\n(.*\n)*leaf-a \n$/,
    );
  });

  it('keeps the change once it is confirmed, from another session too', () => {
    const made = rig();
    const virtual = switchOf(made);
    const first = quiet(virtual);
    staged(first, 'vlan 100', 'commit confirmed 120');
    first.end();
    const [answer] = staged(quiet(virtual), 'commit');
    assert.equal(answer, '');
    made.clock.move(600_000);
    assert.ok(lines(virtual).includes('vlan 1,100'));
  });

  it('takes only times from 30 seconds to 65535', () => {
    const session = quiet(switchOf(rig()));
    for (const seconds of [29, 65_536]) {
      const [answer] = staged(session, `commit confirmed ${seconds}`);
      assert.match(answer ?? '', /% Invalid number at '\^' marker\.$/);
    }
  });

  it('goes back to what an earlier commit made', () => {
    const virtual = switchOf(rig());
    const session = quiet(virtual);
    staged(session, 'vlan 100', 'commit', 'vlan 200', 'commit', 'end');
    assert.match(session.type('show configuration commit changes 1000000002').output, /vlan 200/);
    const { output } = session.type('rollback configuration to 1000000001');
    assert.match(output, /^Rolling back to commitID :1000000001\n/);
    assert.ok(lines(virtual).includes('vlan 1,100'));
  });

  it('is unknown to an older release, which the startup configuration may name', () => {
    const startup = { 'leaf-a': 'version 9.3(13) Bios:version\nfeature lacp\n' };
    const virtual = switchOf(rig({ startup }));
    const session = quiet(virtual);
    assert.match(session.type('configure dual-stage').output, /% Invalid command at '\^' marker\.\n$/);
    assert.equal(session.prompt(), 'leaf-a# ');
    assert.match(session.type('show version').output, /NXOS: version 9\.3\(13\)/);
    typeAll(session, ['configure terminal', 'interface port-channel11', 'shutdown']);
    assert.match(session.type('no lacp suspend-individual pxe').output, /% Invalid command/);
    assert.equal(session.type('no lacp suspend-individual').output, '');
  });

  it('forgets timer and buffer when the power fails', () => {
    const made = rig();
    const virtual = switchOf(made);
    const session = quiet(virtual);
    staged(session, 'vlan 100', 'commit confirmed 120', 'copy running-config startup-config');
    virtual.restart();
    made.clock.move(200_000);
    assert.ok(lines(virtual).includes('vlan 1,100'));
    assert.equal(session.type('show version').isClosed, true);
  });
});
