import type { Plan, SwitchPlan } from '../../src/fabric/plan/plan.ts';

/** What every switch of the sample has in common; none of it is printed. */
const unprinted = {
  driver: 'sample',
  claimedPorts: [],
  releasedPorts: [],
  desired: { hostname: '', driver: 'sample', vlans: [], portChannels: [], ports: [] },
  wayBack: [],
  binding: { sections: [], text: '', foreignHash: '' },
  intended: '',
  ownership: { vlans: [], ports: [], portChannels: [], svis: [], pairDomain: false },
  ownershipBefore: { vlans: [], ports: [], portChannels: [], svis: [], pairDomain: false },
} as const;

const first: SwitchPlan = {
  ...unprinted,
  switch: 'sw1',
  commands: ['vlan 100', '   name tl:mgmt', 'interface port 10', '   no description', '   bond 31'],
  disruptive: true,
};

/** Nothing is to be done, nothing is wrong. */
export const emptyPlan: Plan = {
  id: 'p-2',
  format: 1,
  fabric: 'ams1',
  toolVersion: '0.1.0',
  createdAt: '2026-01-31T09:15:02.000Z',
  intentHash: '',
  templatesHash: '',
  overriddenTemplates: [],
  waivers: [],
  refusals: [],
  given: [],
  units: [],
  lags: [],
  blastRadius: [],
  removals: [],
  adopts: [],
  indexMoves: [],
  warnings: [],
  allocations: [],
  facts: { endpointGroups: [], networks: [], pairs: [], portIndexes: {} },
  factsBefore: { endpointGroups: [], networks: [], pairs: [], portIndexes: {} },
};

/** One of everything: a removal, an index move, something in the way, an outage, a warning. */
export const fullPlan: Plan = {
  ...emptyPlan,
  id: 'p-1',
  waivers: ['adopt'],
  refusals: [
    { code: 'guard-allow-removals', message: 'group old goes' },
    { code: 'guard-accept-index-moves', message: 'esx01 moves' },
    { code: 'guard-allow-outage', message: 'lin01 has no leg' },
    { code: 'global-conflict', message: 'sw1 has another mode\n   mode other', hint: 'change it by hand' },
  ],
  units: [
    {
      unit: 'rack1',
      dependsOn: ['spines'],
      switches: [first, { ...unprinted, switch: 'sw2', commands: [], disruptive: false }],
    },
  ],
  lags: [
    {
      unit: 'rack1',
      kind: 'mlag',
      id: 31,
      server: 'esx01',
      bond: 0,
      members: [
        { switch: 'sw1', port: 'Port10', index: 0, lacpPriority: 1000 },
        { switch: 'sw2', port: 'Port10', index: 1, lacpPriority: 1001 },
      ],
      fallback: {
        setting: 'auto',
        enabled: true,
        port: 'sw1/Port10',
        claim: 'by-asymmetry',
        evidence: 'virtual switch',
        why: 'Only the member with port #0 lets its port forward without LACP.',
      },
    },
  ],
  blastRadius: [
    { server: 'esx01', legsBefore: 2, legsDuring: 1, step: 'sw1 changes Port10', seconds: 3 },
    { server: 'lin01', legsBefore: 1, legsDuring: 0, step: 'sw1 changes Port11', seconds: null },
  ],
  removals: [
    { kind: 'endpoint-group', name: 'old', message: 'its ports sw1/Port12 and sw2/Port12 are shut' },
  ],
  adopts: [
    {
      switch: 'sw1',
      section: 'interface port 10',
      lines: ['   description by hand\u001b[31m'],
      message: 'the port carries lines that are not ours',
    },
  ],
  indexMoves: [{ server: 'esx01', message: 'esx01: port #1 was sw1/Port11, becomes sw1/Port10' }],
  warnings: [{ code: 'mlag-one-leg', message: 'web01/bond0 has legs on sw1 only' }],
};
