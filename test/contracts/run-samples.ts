/** Plans, runs and switches as small as the store's tests allow. */
import assert from 'node:assert/strict';
import type { AppliedSwitch, AppliedUnit, NewRun, Store } from '../../src/engine/store.ts';
import type { Allocation } from '../../src/fabric/model/allocation.ts';
import type { AppliedFacts, Plan } from '../../src/fabric/plan/plan.ts';

/** Facts of a fabric with nothing in it. */
export const emptyFacts: AppliedFacts = { endpointGroups: [], networks: [], pairs: [], portIndexes: {} };

/** A plan without units; what a test is about is put in its place. */
export function samplePlan(changes: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-1',
    format: 1,
    fabric: 'lab',
    toolVersion: '0.1.0',
    createdAt: '2026-03-01T10:00:00.000Z',
    intentHash: 'a'.repeat(64),
    templatesHash: 'b'.repeat(64),
    overriddenTemplates: [],
    waivers: [],
    refusals: [],
    units: [],
    lags: [],
    blastRadius: [],
    removals: [],
    adopts: [],
    indexMoves: [],
    warnings: [],
    given: [],
    allocations: [],
    facts: emptyFacts,
    factsBefore: emptyFacts,
    ...changes,
  };
}

/** A run of jobs `id -> ids it depends on`, each on a unit of its own (`unit-<id>`) unless `units` says another. */
export function sampleRun(
  jobs: Readonly<Record<string, readonly string[]>>,
  changes: Partial<NewRun> & { readonly units?: Readonly<Record<string, string>> } = {},
): NewRun {
  const { units = {}, ...others } = changes;
  return {
    id: 'run-1',
    plan: samplePlan(),
    requestedBy: 'ada@desk',
    jobs: Object.entries(jobs).map(([id, dependsOn]) => ({ id, unit: units[id] ?? `unit-${id}`, dependsOn })),
    ...others,
  };
}

/** A VLAN of a network. */
export function vlanOf(owner: string, value: number): Allocation {
  return { kind: 'vlan', scope: '', owner, value };
}

/** A switch of which one VLAN and one port are owned. */
export function sampleSwitch(hostname: string, changes: Partial<AppliedSwitch> = {}): AppliedSwitch {
  return {
    hostname,
    driver: 'some-os',
    ownership: { vlans: [100], ports: ['Ethernet1'], portChannels: [], svis: [], pairDomain: false },
    config: 'vlan 100\n   name blue\n',
    saveOwed: false,
    ...changes,
  };
}

/** What a job leaves on switches, the only one of its plan unless `units` says otherwise. */
export function sampleApplied(
  switches: readonly AppliedSwitch[],
  fence: number,
  changes: Partial<AppliedUnit> = {},
): AppliedUnit {
  return { switches, fence, facts: emptyFacts, units: 1, ...changes };
}

/** Claims a job that must be there for the taking; gives its fencing number. */
export async function claimed(store: Store, job: string, forMs = 60_000): Promise<number> {
  const claim = await store.claimJob(job, forMs);
  assert.ok(typeof claim === 'object', `the claim on ${job} got ${JSON.stringify(claim)}`);
  return claim.fence;
}
