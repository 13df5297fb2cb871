import { transportContract } from './transport.contract.ts';
import { carriers } from './transport-carrier.ts';

for (const carrier of carriers) transportContract(carrier);
