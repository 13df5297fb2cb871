import assert from 'node:assert/strict';
import type { VirtualSession, VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { section, switchOf, typeAll } from '../virtual-rig.ts';
import { configure, configuring, rig, shown } from './virtual-rig.ts';

const conflict = /^% Error:  Range configuration conflict - the last command was not applied\./;
const disintegrated = /^% Error:  The command failure resulted in disintegrated candidate configuration\./;
const diff = 'show diff candidate-configuration running-configuration';

/** A session in a transaction, in configuration mode. */
function inTransaction(virtual: VirtualSwitch): VirtualSession {
  const session = virtual.openSession();
  typeAll(session, ['lock', 'start transaction', 'configure terminal']);
  return session;
}

function prepared(): VirtualSwitch {
  const virtual = switchOf(rig());
  configure(virtual, 'interface range vlan 2-5\nexit\ninterface ethernet1/1/1\nswitchport mode trunk');
  return virtual;
}

describe('outside a transaction a virtual OS10 switch', () => {
  it('acts on every line at once', () => {
    const virtual = switchOf(rig());
    const session = configuring(virtual);
    session.type('interface vlan20');
    assert.deepEqual(section(virtual, 'interface vlan20'), ['no shutdown']);
    session.type('description late');
    assert.deepEqual(section(virtual, 'interface vlan20'), ['description late', 'no shutdown']);
  });

  it('has no difference to show, and nothing to commit or to throw away', () => {
    const virtual = prepared();
    const before = virtual.runningConfig();
    const answers = typeAll(virtual.openSession(), [diff, 'validate', 'commit', 'discard']);
    assert.deepEqual(answers, ['', '', '', '']);
    assert.equal(virtual.runningConfig(), before);
  });

  it('has no timer for a commit, and no rollback', () => {
    const session = switchOf(rig()).openSession();
    for (const line of ['commit confirmed 60', 'commit timer 00:05:00', 'rollback 1', 'checkpoint a']) {
      assert.match(session.type(line).output, /^% Error/, line);
    }
  });
});

describe('a transaction of a virtual OS10 switch', () => {
  it('takes effect with the commit, which leaves it', () => {
    const virtual = switchOf(rig());
    const session = inTransaction(virtual);
    typeAll(session, ['interface vlan20', 'description tenant', 'end']);
    assert.deepEqual(section(virtual, 'interface vlan20'), []);
    assert.deepEqual(typeAll(session, ['validate', 'commit']), ['', '']);
    assert.deepEqual(section(virtual, 'interface vlan20'), ['description tenant', 'no shutdown']);
    typeAll(session, ['configure terminal', 'interface vlan21']);
    assert.deepEqual(section(virtual, 'interface vlan21'), ['no shutdown']);
  });

  it('is committed from configuration mode with `do commit`', () => {
    const virtual = switchOf(rig());
    const session = inTransaction(virtual);
    assert.deepEqual(typeAll(session, ['interface vlan20', 'do commit']), ['', '']);
    assert.deepEqual(section(virtual, 'interface vlan20'), ['no shutdown']);
    assert.equal(session.prompt(), 'leaf-a(conf-if-vl-20)# ');
  });

  it('shows only what is new, as blocks', () => {
    const virtual = prepared();
    const session = inTransaction(virtual);
    typeAll(session, [
      'interface vlan100',
      'exit',
      'interface ethernet1/1/1',
      'switchport trunk allowed vlan 2',
    ]);
    typeAll(session, ['no interface vlan5', 'end']);
    assert.deepEqual(session.type(diff).output.split('\n'), [
      '!',
      'interface vlan100',
      ' no shutdown',
      '!',
      'interface ethernet1/1/1',
      ' switchport trunk allowed vlan 2',
      '',
    ]);
  });

  it('is thrown away by discard, with the section that was made in it', () => {
    const virtual = prepared();
    const before = virtual.runningConfig();
    const session = inTransaction(virtual);
    typeAll(session, ['interface vlan20', 'description x', 'do discard']);
    assert.equal(session.prompt(), 'leaf-a(config)# ');
    assert.deepEqual(typeAll(session, ['end', diff, 'commit']), ['', '', '']);
    assert.equal(virtual.runningConfig(), before);
  });

  it('is gone with its session', () => {
    const virtual = prepared();
    const before = virtual.runningConfig();
    const session = inTransaction(virtual);
    session.type('interface vlan20');
    session.end();
    assert.deepEqual(typeAll(inTransaction(virtual), ['do commit']), ['']);
    assert.equal(virtual.runningConfig(), before);
  });

  it('takes along what others have typed where nobody locked', () => {
    const virtual = prepared();
    const [one, other] = [virtual.openSession(), virtual.openSession()];
    for (const session of [one, other]) typeAll(session, ['start transaction', 'configure terminal']);
    one.type('interface vlan20');
    other.type('interface vlan30');
    one.type('do commit');
    assert.deepEqual(section(virtual, 'interface vlan30'), ['no shutdown']);
  });

  it('keeps what a session outside of it has changed meanwhile', () => {
    const virtual = prepared();
    const session = virtual.openSession();
    typeAll(session, ['start transaction', 'configure terminal', 'interface vlan20']);
    configure(virtual, 'interface vlan30\ndescription foreign');
    session.type('do commit');
    assert.deepEqual(section(virtual, 'interface vlan30'), ['description foreign', 'no shutdown']);
    assert.deepEqual(section(virtual, 'interface vlan20'), ['no shutdown']);
  });
});

describe('the lock of a virtual OS10 switch', () => {
  it('keeps others from changing anything until it is given back or its session ends', () => {
    for (const release of [
      (one: VirtualSession) => one.type('unlock'),
      (one: VirtualSession) => {
        one.end();
      },
    ]) {
      const virtual = prepared();
      const [one, other] = [virtual.openSession(), configuring(virtual)];
      assert.equal(one.type('lock').output, '');
      assert.match(other.type('interface vlan20').output, /^% Error/);
      assert.match(other.type('do lock').output, /^% Error/);
      assert.match(other.type('do unlock').output, /^% Error/);
      assert.deepEqual(section(virtual, 'interface vlan20'), []);
      release(one);
      assert.equal(other.type('interface vlan20').output, '');
    }
  });
});

describe('giving the lock back', () => {
  it('is no mistake where nobody holds it', () => {
    assert.equal(prepared().openSession().type('unlock').output, '');
  });
});

describe('the traps of an OS10 transaction', () => {
  it('refuse to delete VLANs that a list has named in it, and do not apply the line', () => {
    for (const line of ['no interface range vlan 2-4', 'no interface vlan3']) {
      const virtual = prepared();
      const session = inTransaction(virtual);
      typeAll(session, ['interface ethernet1/1/1', 'switchport trunk allowed vlan 2-5', 'exit']);
      assert.match(session.type(line).output, conflict, line);
      assert.equal(session.type('do commit').output, '');
      assert.ok(section(virtual, 'interface ethernet1/1/1').includes('switchport trunk allowed vlan 2-5'));
      assert.equal(session.type(line).output, '');
      assert.deepEqual(section(virtual, 'interface vlan3'), []);
    }
  });

  it('count a VLAN that was taken off a list too', () => {
    const virtual = prepared();
    configure(virtual, 'interface ethernet1/1/1\nswitchport trunk allowed vlan 2-5');
    const session = inTransaction(virtual);
    typeAll(session, ['interface ethernet1/1/1', 'no switchport trunk allowed vlan 2']);
    assert.match(session.type('no interface vlan2').output, conflict);
    assert.equal(session.type('no interface vlan5').output, '');
  });

  it('leave a candidate that only discard can mend, where part of a range could go and part not', () => {
    const virtual = prepared();
    const before = virtual.runningConfig();
    const session = inTransaction(virtual);
    typeAll(session, ['interface ethernet1/1/1', 'switchport trunk allowed vlan 2']);
    assert.match(session.type('no interface range vlan 2-3').output, disintegrated);
    for (const line of ['do validate', 'do commit', 'no interface vlan4', 'hostname x']) {
      assert.match(session.type(line).output, disintegrated, line);
    }
    assert.deepEqual(typeAll(session, ['do discard', 'interface vlan20', 'do commit']), ['', '', '']);
    assert.deepEqual(section(virtual, 'interface vlan3'), ['no shutdown']);
    assert.notEqual(virtual.runningConfig(), before);
  });

  it('do the same to a range of which one interface refuses a line', () => {
    const virtual = prepared();
    configure(virtual, 'interface port-channel11\ninterface ethernet1/1/2\nswitchport access vlan 2');
    const range = ['interface range ethernet1/1/3,1/1/2', 'channel-group 11 mode active'];
    assert.match(typeAll(inTransaction(virtual), range)[1] ?? '', disintegrated);
    assert.match(typeAll(inTransaction(prepared()), range)[1] ?? '', /not found/);
  });
});

describe('saving a virtual OS10 switch', () => {
  for (const command of ['write memory', 'copy running-configuration startup-configuration']) {
    it(`with "${command}" lasts past a restart; what was not saved is gone`, () => {
      const virtual = prepared();
      assert.ok(!virtual.startupConfig().includes('interface vlan5'));
      const session = virtual.openSession();
      assert.equal(session.type(command).output, '');
      const saved = virtual.runningConfig();
      assert.deepEqual(shown(virtual, 'show startup-configuration').join('\n'), saved.trimEnd());
      configure(virtual, 'interface vlan20');
      virtual.restart();
      assert.equal(virtual.runningConfig(), saved);
      assert.deepEqual(session.type('show vlan'), { output: '', isClosed: true });
    });
  }

  it('copies to files, and from them only on top of what runs, up to the first line that is refused', () => {
    const virtual = prepared();
    const session = virtual.openSession();
    session.type('copy running-configuration home://before.txt');
    configure(virtual, 'interface vlan20\nno interface vlan3\ninterface ethernet1/1/1\nmtu 9216');
    assert.equal(session.type('copy home://before.txt running-configuration').output, '');
    assert.deepEqual(section(virtual, 'interface vlan3'), ['no shutdown']);
    assert.deepEqual(section(virtual, 'interface vlan20'), ['no shutdown']);
    assert.ok(section(virtual, 'interface ethernet1/1/1').includes('mtu 9216'));
    assert.match(
      session.type('copy home://other.txt running-configuration').output,
      /^% Error: .* not found/,
    );
  });

  it('goes back as a whole by the startup file and a reload', () => {
    const virtual = prepared();
    const session = virtual.openSession();
    typeAll(session, ['write memory', 'copy config://startup.xml config://backup.xml']);
    configure(virtual, 'interface vlan20\ninterface ethernet1/1/1\nmtu 9216');
    typeAll(session, ['write memory', 'copy config://backup.xml config://startup.xml', 'reload']);
    assert.equal(session.prompt(), 'System configuration has been modified. Save? [yes/no]: ');
    session.type('no');
    assert.equal(session.prompt(), 'Proceed to reboot the system? [confirm yes/no]: ');
    assert.equal(session.type('yes').isClosed, true);
    assert.deepEqual(section(virtual, 'interface vlan20'), []);
    assert.ok(!section(virtual, 'interface ethernet1/1/1').includes('mtu 9216'));
  });
});
