/** Applied state: the fabric's facts and allocations, and what each switch was left with. */
import type { EntityManager } from 'typeorm';
import type { AppliedSwitch, FabricState, Store } from '../engine/store.ts';
import { factsOfPart } from '../engine/united-facts.ts';
import { SafetyError } from '../fabric/errors.ts';
import type { Allocation, Allocations } from '../fabric/model/allocation.ts';
import { compareText } from '../fabric/model/ids.ts';
import type { Ownership } from '../fabric/model/ownership.ts';
import type { AppliedFacts } from '../fabric/plan/plan.ts';
import { insertRows } from './databases/database.ts';
import type { Database } from './databases/database.ts';
import { allocationTable, appliedSwitchTable, fabricTable, theFabric } from './entities/fabric-rows.ts';
import type { AllocationRow, AppliedSwitchRow } from './entities/fabric-rows.ts';
import { endJob } from './jobs.ts';
import { jobTable } from './entities/run-rows.ts';
import { requireJob, requireRun } from './required-rows.ts';
import { storeFailed } from './store-error.ts';

type StateStore = Pick<Store, 'readState' | 'writeState' | 'recordApplied' | 'recordFacts' | 'recordSwitch'>;

const noFacts: AppliedFacts = { endpointGroups: [], networks: [], pairs: [], portIndexes: {} };

/** The part of the store that holds applied state. */
export function stateStore(database: Database): StateStore {
  return {
    readState: () => database.read(readState),
    writeState: (state) =>
      database.write(async (rows) => {
        if (await rows.exists(appliedSwitchTable)) {
          throw storeFailed(database.place, 'it already has applied state');
        }
        await bindFabric(rows, state.fabric);
        await replaceAllocations(rows, state.allocations);
        await writeFacts(rows, state.facts);
        await putSwitches(rows, state.switches);
      }),
    recordApplied: (job, { switches, fence, facts, renamed, units }) =>
      database.write(async (rows) => {
        await endJob(rows, job, fence, await database.time(rows));
        await putSwitches(rows, switches);
        const isWhole = (await succeededBeside(rows, job)) === units;
        const known = (await rows.findOneBy(fabricTable, { id: theFabric }))?.facts ?? null;
        const reached = new Set(switches.map(({ hostname }) => hostname));
        await writeFacts(rows, isWhole ? facts : factsOfPart(factsOf(known), facts, reached, renamed));
      }),
    recordFacts: (run, facts) =>
      database.write(async (rows) => {
        await requireRun(rows, run);
        await writeFacts(rows, facts);
      }),
    recordSwitch: (applied) => database.write((rows) => putSwitches(rows, [applied])),
  };
}

/** Makes the store the fabric's for good; throws `state-foreign` if it is another one's. */
export async function bindFabric(rows: EntityManager, fabric: string): Promise<void> {
  const bound = await rows.findOneBy(fabricTable, { id: theFabric });
  if (bound === null) {
    await insertRows(rows, fabricTable, [{ id: theFabric, name: fabric, facts: null }]);
  } else if (bound.name !== fabric) {
    throw new SafetyError('state-foreign', `the store belongs to fabric ${bound.name}, not to ${fabric}`, {
      storeFabric: bound.name,
      fabric,
      hint: 'use the state directory of this site, or another one for a new fabric',
    });
  }
}

/** Every stored allocation, in order. */
export async function readAllocations(rows: EntityManager): Promise<Allocations> {
  return (await rows.find(allocationTable)).map(allocationOf).sort(byOwner);
}

/** Puts the given allocations in the place of all stored ones. */
export async function replaceAllocations(rows: EntityManager, allocations: Allocations): Promise<void> {
  await rows.createQueryBuilder().delete().from(allocationTable).execute();
  await insertRows(rows, allocationTable, allocations.map(allocationRow));
}

async function readState(rows: EntityManager): Promise<FabricState | undefined> {
  const bound = await rows.findOneBy(fabricTable, { id: theFabric });
  if (bound === null) return undefined;
  const switches = await rows.find(appliedSwitchTable);
  return {
    fabric: bound.name,
    allocations: await readAllocations(rows),
    facts: factsOf(bound.facts),
    switches: switches.map(appliedSwitchOf).sort((a, b) => compareText(a.hostname, b.hostname)),
  };
}

/** How many jobs of a job's run have succeeded. */
async function succeededBeside(rows: EntityManager, job: string): Promise<number> {
  const { run } = await requireJob(rows, job);
  return rows.countBy(jobTable, { run, state: 'succeeded' });
}

function factsOf(json: string | null): AppliedFacts {
  return json === null ? noFacts : (JSON.parse(json) as AppliedFacts);
}

async function writeFacts(rows: EntityManager, facts: AppliedFacts): Promise<void> {
  await rows.update(fabricTable, { id: theFabric }, { facts: JSON.stringify(facts) });
}

async function putSwitches(rows: EntityManager, switches: readonly AppliedSwitch[]): Promise<void> {
  for (const applied of switches) {
    await rows.delete(appliedSwitchTable, { hostname: applied.hostname });
    await insertRows(rows, appliedSwitchTable, [appliedSwitchRow(applied)]);
  }
}

function allocationRow({ kind, scope, owner, value, ports }: Allocation): AllocationRow {
  return { kind, scope, owner, value, ports: ports === undefined ? null : JSON.stringify(ports) };
}

function allocationOf({ kind, scope, owner, value, ports }: AllocationRow): Allocation {
  const allocation = { kind: kind as Allocation['kind'], scope, owner, value };
  return ports === null ? allocation : { ...allocation, ports: JSON.parse(ports) as string[] };
}

function byOwner(a: Allocation, b: Allocation): number {
  return (
    compareText(a.kind, b.kind) ||
    compareText(a.scope, b.scope) ||
    compareText(a.owner, b.owner) ||
    a.value - b.value
  );
}

function appliedSwitchRow({
  hostname,
  driver,
  ownership,
  config,
  saveOwed,
}: AppliedSwitch): AppliedSwitchRow {
  return {
    hostname,
    driver,
    ownership: JSON.stringify(ownership),
    config: JSON.stringify(config),
    saveOwed,
  };
}

function appliedSwitchOf({ hostname, driver, ownership, config, saveOwed }: AppliedSwitchRow): AppliedSwitch {
  return {
    hostname,
    driver,
    ownership: JSON.parse(ownership) as Ownership,
    config: JSON.parse(config) as string,
    saveOwed,
  };
}
