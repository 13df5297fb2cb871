import assert from 'node:assert/strict';
import { forgetful } from '../../../src/fabric/memory.ts';
import { groupMembers } from '../../../src/fabric/resolve/selector.ts';
import { externalSystem, group, server, site } from '../intent-builder.ts';

const endpoints = [
  server('esx01', [], { labels: { cluster: 'a', rack: '1' } }),
  server('esx02', [], { labels: { cluster: 'a', rack: '2' } }),
  server('esx03', [], { labels: { cluster: 'b', rack: '1' } }),
  server('lone', []),
  externalSystem('array1', []),
];

function membersOf(...groups: ReturnType<typeof group>[]) {
  const intent = site({ endpoints, groups });
  const { members, problems } = groupMembers(intent.endpointGroups, intent.endpoints, forgetful);
  return {
    members: members.map(({ group: { name }, endpoints: names }) => [name, ...names]),
    problems: problems.map(({ code, path, message }) => `${code} ${path}: ${message}`),
  };
}

describe('the endpoints of a group', () => {
  it('are the union of those named and those selected, sorted, each once', () => {
    const found = membersOf(
      group('g', ['lone', 'esx02'], [], { externalSystems: ['array1'], selector: { cluster: 'a' } }),
    );
    assert.deepEqual(found, { members: [['g', 'array1', 'esx01', 'esx02', 'lone']], problems: [] });
  });

  it('have all labels of the selector', () => {
    const found = membersOf(group('g', [], [], { selector: { cluster: 'a', rack: '1' } }));
    assert.deepEqual(found.members, [['g', 'esx01']]);
  });

  it('come with their groups in order of name', () => {
    const found = membersOf(group('z', ['lone'], []), group('a', ['lone'], []));
    assert.deepEqual(
      found.members.map(([name]) => name),
      ['a', 'z'],
    );
  });

  it('must not be none', () => {
    assert.deepEqual(membersOf(group('g', [], [])).problems, [
      'empty-group endpointGroups[0].endpoints: endpoint group g has no endpoint',
    ]);
  });

  it('must not be none of a selector, even where others are named', () => {
    const found = membersOf(group('g', ['lone'], [], { selector: { rack: '9', cluster: 'a' } }));
    assert.deepEqual(found.problems, [
      'empty-group endpointGroups[0].endpoints.selector: endpoint group g: no endpoint has the labels cluster: a, rack: 9',
    ]);
  });

  it('are not everything for a selector without labels', () => {
    assert.equal(membersOf(group('g', [], [], { selector: {} })).problems.length, 1);
  });
});
