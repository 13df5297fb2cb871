import assert from 'node:assert/strict';
import type { VirtualSession } from '../../../src/drivers/virtual-switch.ts';
import { at, switchOf, typeAll } from '../virtual-rig.ts';
import { configure, lines, privileged, rig, shown } from './virtual-rig.ts';

function pending(session: VirtualSession, name: string, ...typed: readonly string[]): void {
  typeAll(session, [`configure session ${name}`, ...typed, 'end']);
}

describe('configuration sessions of a virtual EOS switch', () => {
  it('changes nothing before the commit and everything with it', () => {
    const virtual = switchOf(rig());
    const session = privileged(virtual);
    typeAll(session, ['configure session prov-1', 'vlan 100', 'name tenant']);
    assert.ok(!lines(virtual).includes('vlan 100'));
    assert.equal(session.type('commit').output, '');
    assert.equal(session.prompt(), 'sw1#');
    assert.ok(lines(virtual).includes('vlan 100'));
    assert.doesNotMatch(virtual.startupConfig(), /vlan 100/);
  });

  it('shows the difference from inside and, with the name, from outside', () => {
    const session = privileged(switchOf(rig()));
    typeAll(session, ['configure session prov-1', 'interface Ethernet3', 'description new']);
    const inside = session.type('show session-config diffs').output;
    session.type('end');
    assert.equal(session.type('show session-config named prov-1 diffs').output, inside);
    const [from, to, ...body] = inside.trimEnd().split('\n');
    assert.deepEqual([from, to], ['--- system:/running-config', '+++ session:/prov-1-session-config']);
    assert.deepEqual(
      body.filter((line) => /^[+-]/.test(line)),
      ['+   description new'],
    );
  });

  it('shows no difference for a session that changes nothing', () => {
    const session = privileged(switchOf(rig()));
    typeAll(session, ['configure session prov-1', 'interface Ethernet3', 'no shutdown']);
    assert.equal(session.type('show session-config diffs').output, '');
  });

  it('keeps a session pending over `end` and the loss of the connection, until it is aborted', () => {
    const virtual = switchOf(rig());
    const first = privileged(virtual);
    typeAll(first, ['configure session prov-1', 'vlan 100']);
    first.end();
    const second = privileged(virtual);
    assert.equal(at(shown(virtual, 'show configuration sessions'), 'sessions', 'prov-1', 'state'), 'pending');
    typeAll(second, ['configure session prov-1', 'abort']);
    assert.deepEqual(at(shown(virtual, 'show configuration sessions'), 'sessions'), {});
    assert.ok(!lines(virtual).includes('vlan 100'));
  });

  it('refuses a sixth pending session', () => {
    const session = privileged(switchOf(rig()));
    for (let number = 1; number <= 5; number += 1) pending(session, `prov-${number}`);
    assert.match(
      session.type('configure session prov-6').output,
      /^Maximum number of pending sessions has been reached/,
    );
    assert.equal(session.prompt(), 'sw1#');
  });

  it('keeps what others changed elsewhere meanwhile and refuses what they changed in the same place', () => {
    const virtual = switchOf(rig());
    const session = privileged(virtual);
    pending(session, 'prov-1', 'interface Ethernet1', 'description mine');
    configure(virtual, 'interface Ethernet1\nshutdown\ninterface Ethernet2\ndescription theirs');
    assert.equal(session.type('configure session prov-1 commit').output, '');
    for (const line of ['   description mine', '   shutdown', '   description theirs']) {
      assert.ok(lines(virtual).includes(line), line);
    }
    pending(session, 'prov-2', 'interface Ethernet2', 'description mine');
    configure(virtual, 'interface Ethernet2\ndescription others');
    assert.match(session.type('configure session prov-2 commit').output, /^% Cannot commit/);
    assert.ok(lines(virtual).includes('   description others'));
  });

  it('refuses to enter or commit a session that is completed', () => {
    const session = privileged(switchOf(rig()));
    pending(session, 'prov-1', 'vlan 5');
    typeAll(session, ['configure session prov-1 commit']);
    assert.match(session.type('configure session prov-1').output, /^% Cannot enter session/);
    assert.match(session.type('configure session prov-1 commit').output, /^% Cannot commit/);
  });

  it('starts from what a fresh switch has after `rollback clean-config`', () => {
    const virtual = switchOf(rig());
    configure(virtual, 'vlan 10');
    typeAll(privileged(virtual), [
      'configure session prov-1',
      'rollback clean-config',
      'hostname sw1',
      'vlan 20',
      'commit',
    ]);
    assert.ok(lines(virtual).includes('vlan 20'));
  });
});

describe('the commit timer of a virtual EOS switch', () => {
  it('puts the old configuration back by itself when nobody confirms', () => {
    const made = rig();
    const virtual = switchOf(made);
    const before = virtual.runningConfig();
    typeAll(privileged(virtual), ['configure session prov-1', 'vlan 100', 'commit timer 00:05:00']);
    assert.ok(lines(virtual).includes('vlan 100'));
    made.clock.move(299_999);
    assert.ok(lines(virtual).includes('vlan 100'));
    made.clock.move(1);
    assert.equal(virtual.runningConfig(), before);
    assert.deepEqual(at(shown(virtual, 'show configuration sessions'), 'sessions'), {});
  });

  it('keeps the change once it is confirmed from outside', () => {
    const made = rig();
    const virtual = switchOf(made);
    pending(privileged(virtual), 'prov-1', 'vlan 100');
    typeAll(privileged(virtual), ['configure session prov-1 commit timer 00:05:00']);
    assert.equal(privileged(virtual).type('configure session prov-1 commit').output, '');
    made.clock.move(600_000);
    assert.ok(lines(virtual).includes('vlan 100'));
  });

  it('puts the old configuration back at once when the session is aborted', () => {
    const virtual = switchOf(rig());
    const before = virtual.runningConfig();
    typeAll(privileged(virtual), ['configure session prov-1', 'vlan 100', 'commit timer 00:05:00']);
    assert.equal(privileged(virtual).type('configure session prov-1 abort').output, '');
    assert.equal(virtual.runningConfig(), before);
  });

  it('blocks every other commit and refuses to be entered again', () => {
    const virtual = switchOf(rig());
    const session = privileged(virtual);
    pending(session, 'prov-2', 'vlan 200');
    typeAll(session, ['configure session prov-1', 'vlan 100', 'commit timer 00:05:00']);
    assert.match(
      session.type('configure session prov-2 commit').output,
      /^% Cannot commit.*pending commit timer/,
    );
    assert.match(session.type('configure session prov-1').output, /pendingCommitTimer/);
    assert.equal(session.prompt(), 'sw1#');
  });

  it('tells the state and the moment of the revert in seconds of uptime', () => {
    const made = rig();
    const virtual = switchOf(made);
    made.clock.move(10_000);
    typeAll(privileged(virtual), ['configure session prov-1', 'vlan 100', 'commit timer 00:01:00']);
    made.clock.move(5_000);
    const sessions = shown(virtual, 'show configuration sessions detail');
    assert.equal(at(sessions, 'sessions', 'prov-1', 'state'), 'pendingCommitTimer');
    assert.equal(at(sessions, 'sessions', 'prov-1', 'commitBy'), 70);
    assert.equal(at(shown(virtual, 'show version'), 'uptime'), 15);
  });

  it('takes foreign lines with it when it runs out', () => {
    const made = rig();
    const virtual = switchOf(made);
    typeAll(privileged(virtual), ['configure session prov-1', 'vlan 100', 'commit timer 00:01:00']);
    configure(virtual, 'vlan 300');
    made.clock.move(60_000);
    assert.ok(!lines(virtual).some((line) => line.startsWith('vlan ')));
  });

  it('forgets timer and sessions when the power fails', () => {
    const made = rig();
    const virtual = switchOf(made);
    typeAll(privileged(virtual), [
      'configure session prov-1',
      'vlan 100',
      'commit timer 00:01:00',
      'write memory',
    ]);
    virtual.restart();
    made.clock.move(60_000);
    assert.ok(lines(virtual).includes('vlan 100'));
  });
});
