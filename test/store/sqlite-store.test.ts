import { storeContract } from '../contracts/store.contract.ts';
import { newSqlitePlace } from './sqlite-place.ts';

storeContract('SQLite', newSqlitePlace);
