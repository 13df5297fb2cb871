/** What is known to be in force, as far as the planner needs it: from the store, or read from the marks. */
import type { Allocations } from '../model/allocation.ts';
import type { Ownership } from '../model/ownership.ts';
import type { AppliedFacts } from './plan.ts';

export interface AppliedFabric {
  readonly source: 'store' | 'marks' | 'nothing';
  readonly allocations: Allocations;
  readonly facts: AppliedFacts;
  /** By hostname; a switch that is not in it owns nothing. */
  readonly ownership: ReadonlyMap<string, Ownership>;
  /** Hostnames of switches whose running configuration has not been saved. */
  readonly savesOwed: readonly string[];
}

/** Nothing was ever applied. */
export const nothingApplied: AppliedFabric = {
  source: 'nothing',
  allocations: [],
  facts: { endpointGroups: [], networks: [], pairs: [], portIndexes: {} },
  ownership: new Map(),
  savesOwed: [],
};
