import assert from 'node:assert/strict';
import { Answerer } from '../../../src/transport/openssh/questions.ts';

const password = { kind: 'password', password: 'sw0rdfish' } as const;
const identity = '/tmp/twinleaf-ssh-Ab12/identity';
const ask = { isSettled: false, method: undefined };

describe('the questions of ssh', () => {
  it('for the password of the switch are answered once', () => {
    const answerer = new Answerer(password);
    const question = { ...ask, text: "admin@192.0.2.11's password: ", method: 'password' };
    assert.deepEqual(answerer.reply(question), { text: 'sw0rdfish' });
    assert.equal(answerer.reply(question), 'nobody');
  });

  it('from a jump host, before the switch is reached, get no password', () => {
    const answerer = new Answerer(password);
    assert.equal(answerer.reply({ ...ask, text: "admin@bastion's password: " }), 'nobody');
    assert.equal(answerer.isGiven, false);
  });

  it('for a passphrase are answered for the key of the credentials and no other', () => {
    const answerer = new Answerer({ kind: 'key', privateKey: '', passphrase: 'sesame' }, identity);
    const other = "Enter passphrase for key '/home/me/.ssh/id_rsa': ";
    assert.equal(answerer.reply({ ...ask, text: other, method: 'publickey' }), 'nobody');
    const own = `Enter passphrase for key '${identity}': `;
    assert.deepEqual(answerer.reply({ ...ask, text: own, method: 'publickey' }), { text: 'sesame' });
    assert.equal(answerer.reply({ ...ask, text: own, method: 'publickey' }), 'nobody');
  });

  it('of keyboard-interactive get the secret first and then nothing', () => {
    const answerer = new Answerer(password);
    const method = 'keyboard-interactive';
    assert.equal(answerer.reply({ ...ask, text: '(admin@192.0.2.11) Kenn', method }), undefined);
    const first = { ...ask, text: '(admin@192.0.2.11) Kennwort: ', method };
    assert.deepEqual(answerer.reply(first), { text: 'sw0rdfish' });
    assert.deepEqual(answerer.reply({ ...first, text: 'New password: ' }), { text: '' });
  });

  it('of no known form are questions when nothing follows', () => {
    const answerer = new Answerer(password);
    const question = { text: 'Say the word', method: 'keyboard-interactive' };
    assert.equal(answerer.reply({ ...question, isSettled: false }), undefined);
    assert.deepEqual(answerer.reply({ ...question, isSettled: true }), { text: 'sw0rdfish' });
  });

  for (const text of [
    'Enter PIN for ECDSA-SK key /home/me/.ssh/id_ecdsa_sk: ',
    "Enter admin@192.0.2.11's old password: ",
    'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
  ]) {
    it(`are for a person: ${text}`, () => {
      assert.equal(new Answerer(password).reply({ ...ask, text, method: 'password' }), 'nobody');
    });
  }

  it('are not answered with a secret that would be two lines', () => {
    const answerer = new Answerer({ kind: 'password', password: 'one\ntwo' });
    assert.equal(answerer.reply({ ...ask, text: "a@b's password: ", method: 'password' }), 'nobody');
  });

  it('are none where a banner only speaks of passwords', () => {
    const answerer = new Answerer(password);
    assert.equal(answerer.reply({ ...ask, text: 'Passwords expire every 90 days.' }), undefined);
  });
});
