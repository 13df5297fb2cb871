import { storeContract } from '../contracts/store.contract.ts';
import { sharedPostgres } from '../services/postgres.ts';
import { newPostgresPlace } from './postgres-place.ts';

describe('a PostgreSQL server', () => {
  before(async function () {
    this.timeout(120_000);
    if ((await sharedPostgres()) !== undefined) return;
    if (this.test !== undefined) this.test.title += ' (skipped: PostgreSQL is not installed)';
    this.skip();
  });
  storeContract('PostgreSQL', newPostgresPlace);
});
