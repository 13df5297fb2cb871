/** What every store must do, whatever database it lies in. */
import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import { claimCases } from './store-claims.ts';
import { jobCases } from './store-jobs.ts';
import { leaseCases } from './store-leases.ts';
import { moveCases } from './store-moves.ts';
import type { NewPlace, StorePlace } from './store-place.ts';
import { processCases } from './store-processes.ts';
import { stateCases } from './store-state.ts';

/** What the cases of a suite share: a fresh place for each case and everything they opened, closed afterwards. */
export interface StoreBench {
  /** Opens the store of this case. */
  open(options?: { readonly now?: () => number }): Promise<Store>;
  place(): StorePlace;
}

/** Describes the whole contract for one kind of store. */
export function storeContract(kind: string, newPlace: NewPlace): void {
  describe(`the store in ${kind}`, () => {
    let place: StorePlace | undefined;
    let opened: Store[] = [];

    beforeEach(async () => {
      place = await newPlace();
    });
    afterEach(async () => {
      await Promise.all(opened.map((store) => store.close()));
      opened = [];
      await place?.remove();
    });
    const bench: StoreBench = {
      place: () => {
        assert.ok(place);
        return place;
      },
      open: async (options) => {
        const store = await bench.place().open(options);
        opened.push(store);
        return store;
      },
    };

    describe('applied state', () => {
      stateCases(bench);
    });
    describe('runs, jobs and journals', () => {
      jobCases(bench);
    });
    describe('moves', () => {
      moveCases(bench);
    });
    describe('claims', () => {
      claimCases(bench);
    });
    describe('leases', () => {
      leaseCases(bench);
    });
    describe('several processes', function () {
      // Each starts processes, which takes seconds on a busy machine.
      this.timeout(120_000);
      processCases(bench);
    });
  });
}
