/** Every table of the store. */
import { allocationTable, appliedSwitchTable, fabricTable } from './fabric-rows.ts';
import { exchangeTable, stepTable } from './journal-rows.ts';
import { leaseTable } from './lease-rows.ts';
import { dependencyTable, jobTable, planTable, runTable } from './run-rows.ts';

/** For the data source; a migration must exist for each of them. */
export const allTables = [
  fabricTable,
  allocationTable,
  appliedSwitchTable,
  planTable,
  runTable,
  jobTable,
  dependencyTable,
  stepTable,
  exchangeTable,
  leaseTable,
];
