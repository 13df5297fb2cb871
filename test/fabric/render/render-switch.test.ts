import assert from 'node:assert/strict';
import { TwinleafError } from '../../../src/fabric/errors.ts';
import type { DesiredSwitch } from '../../../src/fabric/desired/desired-switch.ts';
import { vlanId } from '../../../src/fabric/model/ids.ts';
import type { Feature, TemplateItem, TemplateTexts } from '../../../src/fabric/render/feature.ts';
import { renderSwitch } from '../../../src/fabric/render/render-switch.ts';

const desired: DesiredSwitch = {
  hostname: 'sw1',
  driver: 'test',
  vlans: [
    { id: vlanId(10), name: 'tl:a&b', isControl: false },
    { id: vlanId(20), name: 'tl:c', isControl: true },
  ],
  portChannels: [],
  ports: [],
};

const vlanFeature: Feature = {
  template: 'vlan',
  items: ({ vlans }) => vlans.map(({ id, name, isControl }) => ({ id, name, isControl })),
};

function rendered(text: string, feature: Feature = vlanFeature): string {
  const templates: TemplateTexts = new Map([['vlan', { text, file: 'templates/test/vlan.hbs' }]]);
  return renderSwitch(desired, [feature], templates)
    .map((fragment) => `${fragment.source}> ${fragment.text}`)
    .join('');
}

const giving = (item: TemplateItem): Feature => ({ template: 'vlan', items: () => [item] });

function failure(work: () => unknown): TwinleafError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof TwinleafError);
    return error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
}

describe('rendering a switch', () => {
  it('fills the template once per item and says which template each piece came from', () => {
    assert.equal(
      rendered('vlan {{id}}\n   name {{name}}\n{{#if isControl}}\n   control\n{{/if}}\n'),
      'vlan> vlan 10\n   name tl:a&b\nvlan> vlan 20\n   name tl:c\n   control\n',
    );
  });

  it('offers a VLAN list to every template', () => {
    assert.equal(rendered('{{vlanList ids}}\n', giving({ ids: [3, 1, 2] })), 'vlan> 1-3\n');
  });

  it('names file and line of a value that the template misses', () => {
    const error = failure(() => rendered('vlan {{id}}\n   name {{nmae}}\n'));
    assert.equal(error.code, 'template-error');
    assert.match(error.message, /^templates\/test\/vlan\.hbs:2: "nmae" not defined/);
  });

  it('names file and line of a template that is not well-formed', () => {
    const error = failure(() => rendered('vlan {{id}}\n{{#if name}}\n   name {{name}}\n'));
    assert.equal(error.code, 'template-error');
    assert.match(error.message, /^templates\/test\/vlan\.hbs:\d+: Parse error/);
  });

  it('refuses a helper that does not exist', () => {
    const error = failure(() => rendered('vlan {{id}}\n{{shout name}}\n'));
    assert.equal(error.code, 'template-error');
    assert.match(error.message, /vlan\.hbs:2: .*shout/);
  });

  it('names the driver whose template is missing', () => {
    const error = failure(() => renderSwitch(desired, [vlanFeature], new Map()));
    assert.equal(error.code, 'template-error');
    assert.match(error.message, /driver test has no template vlan/);
  });

  for (const [what, character] of [
    ['a newline', '\n'],
    ['a carriage return', '\r'],
    ['an escape', '\u001b'],
    ['a C1 control', '\u0085'],
    ['a Unicode line separator', '\u2028'],
  ] as const) {
    it(`lets no text with ${what} become a command, wherever it stands in the item`, () => {
      const hostile = `a${character}no vlan 10`;
      for (const item of [
        { name: hostile },
        { deep: { name: hostile } },
        { list: ['ok', { name: hostile }] },
      ]) {
        assert.equal(failure(() => rendered('x\n', giving(item))).code, 'command-not-printable');
      }
    });
  }
});
