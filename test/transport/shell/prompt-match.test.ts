import assert from 'node:assert/strict';
import { promptMode, promptStem } from '../../../src/transport/shell/prompt-match.ts';
import { smallDialect } from '../small-dialect.ts';

const { modes } = smallDialect;

describe('the mode of a prompt', () => {
  const prompts: Record<string, string> = {
    'leaf-a>': 'exec',
    'leaf-a> ': 'exec',
    'leaf-a#': 'privileged',
    'leaf-a# ': 'privileged',
    'leaf-a.dc1.example.net#': 'privileged',
    'spine(s1)#': 'privileged',
    'spine(s2)>': 'exec',
    'spine(s1)(config)#': 'config',
    'leaf-a(config)#': 'config',
    'leaf-a(config-if-Et1)#': 'config',
    'leaf-a(config-if-Et49/1)#': 'config',
    'leaf-a(config-if-Po11)#': 'config',
    'leaf-a(config-mlag)#': 'config',
    'leaf-a(config-s-prov-1)#': 'session',
    'leaf-a(config-s-prov-x-if-Et1)#': 'session',
    'leaf-a(config-s-prov-1-vlan-100)#': 'session',
    'config#': 'privileged',
    'leaf_a@rack:7#': 'privileged',
  };
  for (const [prompt, mode] of Object.entries(prompts)) {
    it(`of "${prompt}" is ${mode}`, () => {
      assert.equal(promptMode(modes, prompt), mode);
    });
  }

  for (const line of [
    '',
    '#',
    '% Invalid input',
    '*** Authorized access only # ***',
    '#### leaf-a ####',
    'leaf-a#show version',
    'Password: ',
    'leaf-a#  ',
    '[admin@leaf-a ~]$',
    `${'x'.repeat(64)}#`,
    `${'x'.repeat(300)}(config)#`,
  ]) {
    it(`is none for ${JSON.stringify(line.slice(0, 40))}`, () => {
      assert.equal(promptMode(modes, line), undefined);
    });
  }

  it('does not depend on what an expression has matched before', () => {
    const sticky = [{ name: 'any', prompt: /leaf-a#/g, unless: [] }];
    assert.equal(promptMode(sticky, 'leaf-a#'), 'any');
    assert.equal(promptMode(sticky, 'leaf-a#'), 'any');
  });

  it('is ruled out by a text that the mode excludes', () => {
    const excluding = [{ name: 'root', prompt: /#$/, unless: ['(maint'] }];
    assert.equal(promptMode(excluding, 'leaf-a(maint-mode)#'), undefined);
  });
});

describe('the stem of a prompt', () => {
  const stems: Record<string, string> = {
    'leaf-a>': 'leaf-a',
    'leaf-a# ': 'leaf-a',
    'leaf-a(config-s-prov-1)#': 'leaf-a',
    'spine(s1)(config)#': 'spine',
    'OS10#': 'OS10',
    'admin@sonic:~$ ': 'admin@sonic:~',
  };
  for (const [prompt, stem] of Object.entries(stems)) {
    it(`of "${prompt}" is "${stem}"`, () => {
      assert.equal(promptStem(prompt), stem);
    });
  }
});
