/** All laws about a site as a whole. */
import type { TraitsCatalog } from '../../model/driver-traits.ts';
import type { Finding } from '../finding.ts';
import type { WrittenSite } from '../written-site.ts';
import { type Check, checkContext } from './check-context.ts';
import { checkCredentials } from './credentials.ts';
import { checkCables, checkHostSwitches, checkMacs, checkOsIndexes } from './interfaces.ts';
import { checkManagement } from './management.ts';
import { checkNames, checkUnitNames } from './names.ts';
import { checkConnectionMtus, checkIpv6Mtus, checkReservedVlans, checkVlans } from './networks.ts';
import { checkDomainIds, checkDomains } from './pair-domains.ts';
import { checkMembers, checkSystemMacs } from './pairs.ts';
import { checkPorts } from './ports.ts';
import { checkRanges } from './ranges.ts';
import { checkReferences } from './references.ts';

const checks: readonly Check[] = [
  checkNames,
  checkUnitNames,
  checkReferences,
  checkCredentials,
  checkManagement,
  checkRanges,
  checkMembers,
  checkSystemMacs,
  checkDomains,
  checkDomainIds,
  checkPorts,
  checkCables,
  checkMacs,
  checkOsIndexes,
  checkHostSwitches,
  checkVlans,
  checkReservedVlans,
  checkIpv6Mtus,
  checkConnectionMtus,
];

/** What is wrong with the well-formed entries of a site, taken together. */
export function checkSite(site: WrittenSite, drivers: TraitsCatalog): Finding[] {
  const context = checkContext(site, drivers);
  return checks.flatMap((check) => check(context));
}
