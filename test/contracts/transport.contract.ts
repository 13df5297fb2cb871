/** What every transport owes its callers, whatever carries the bytes. */
import { loginContract } from './transport-login.ts';
import type { Carrier } from './transport-carrier.ts';
import { hostKeyContract, reachContract } from './transport-reach.ts';
import { routerContract, sshdContract } from './transport-servers.ts';
import { virtualContract } from './transport-virtual.ts';
import { faultContract, sessionContract } from './transport-session.ts';

/** To be run once for each transport. */
export function transportContract(carrier: Carrier): void {
  describe(`the ${carrier.name} transport`, () => {
    before(function () {
      if (carrier.missing === undefined) return;
      console.log(`      (${carrier.missing})`);
      this.skip();
    });
    loginContract(carrier);
    hostKeyContract(carrier);
    reachContract(carrier);
    sessionContract(carrier);
    faultContract(carrier);
    virtualContract(carrier);
    sshdContract(carrier);
    routerContract(carrier);
  }).timeout(120_000);
}
