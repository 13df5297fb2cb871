/** Switch ports: real ones, used once, and not given to an endpoint where they have another purpose. */
import { portKey } from '../../model/ids.ts';
import { type Finding, placeName, shown } from '../finding.ts';
import { nearestName } from '../known-names.ts';
import { readPort } from '../port-list.ts';
import { Fault } from '../schema/fault.ts';
import { formatSitePath, type SitePath } from '../site-path.ts';
import { type SwitchPorts, switchPorts } from '../switch-ports.ts';
import { type Check, type CheckContext, traitsOf } from './check-context.ts';

/** Who wants a port of a switch, and where that is written. */
interface Claim {
  readonly switch: string;
  readonly port: string;
  /** Where the port is written: the path of what holds it, and its key there. */
  readonly parent: SitePath;
  readonly key: string | number;
  /** As messages name it: `server "esx01"`. */
  readonly user: string;
  readonly purpose: 'peer-link' | 'endpoint';
  /** Whether Twinleaf would configure the port. */
  readonly isManaged: boolean;
}

/** All that is wrong with the ports of the site. */
export const checkPorts: Check = (context) => {
  const ledger = new PortLedger(context);
  for (const claim of [...peerLinkClaims(context), ...endpointClaims(context)]) ledger.add(claim);
  return ledger.findings;
};

class PortLedger {
  readonly findings: Finding[] = [];
  readonly #context: CheckContext;
  readonly #ports = new Map<string, SwitchPorts>();
  readonly #claims = new Map<string, Claim>();
  /** A port of each switch that is written well, to show how. */
  readonly #examples = new Map<string, string>();
  readonly #reported = new Set<string>();

  constructor(context: CheckContext) {
    this.#context = context;
    for (const entry of context.site.switches.all) {
      const traits = context.drivers.get(entry.value.driver);
      if (traits === undefined) continue;
      const ports = switchPorts(entry, traits);
      this.#ports.set(entry.value.hostname, ports);
      this.findings.push(...ports.findings);
    }
  }

  add(claim: Claim): void {
    const traits = traitsOf(this.#context, claim.switch);
    if (traits === undefined) return;
    const port = readPort(claim.port, traits);
    if (port instanceof Fault) {
      const message = `\`${placeName(pathOf(claim))}\` ${port.message}`;
      this.findings.push({ code: port.code, path: pathOf(claim), message, ...this.#example(claim) });
      return;
    }
    const canonical = { ...claim, port };
    if (!this.#examples.has(claim.switch)) this.#examples.set(claim.switch, port);
    this.#checkInventory(canonical);
    if (traits.isManagementPort(port)) {
      this.#refuse(canonical, 'a management port', 'use a port that carries traffic');
    } else this.#checkProtected(canonical);
    this.#checkOnce(canonical);
  }

  #checkInventory(claim: Claim): void {
    const inventory = this.#ports.get(claim.switch)?.inventory;
    if (inventory === undefined || inventory.has(claim.port)) return;
    const message = `${claim.switch} has no port ${claim.port} in its inventory`;
    this.findings.push({ code: 'unknown-port', path: pathOf(claim), message, ...this.#nearPort(claim) });
  }

  #checkProtected(claim: Claim): void {
    const entry = this.#ports.get(claim.switch)?.protectedPorts.get(claim.port);
    if (entry === undefined || !claim.isManaged) return;
    this.#refuse(claim, 'a protected port', 'use another port, or take it out of `protectedPorts`', entry);
  }

  #checkOnce(claim: Claim): void {
    const key = portKey(claim);
    const first = this.#claims.get(key);
    if (first === undefined) {
      this.#claims.set(key, claim);
      return;
    }
    if (first.purpose === 'peer-link' && claim.purpose === 'endpoint') {
      this.#refuse(claim, `part of the peer-link of ${first.user}`, 'use another port', pathOf(first));
      return;
    }
    // A peer-link lists its ports for both members, but stands in the site once.
    if (this.#reported.has(formatSitePath(pathOf(claim)))) return;
    this.#reported.add(formatSitePath(pathOf(claim)));
    const message = `port ${key} is used by ${first.user} already`;
    const hint = 'one cable ends in one port: one of the two is wrong';
    this.findings.push({
      code: 'port-in-use-twice',
      path: pathOf(claim),
      message,
      other: pathOf(first),
      hint,
    });
  }

  #refuse(claim: Claim, what: string, hint: string, other?: SitePath): void {
    const message = `${portKey(claim)} can't be given to ${claim.user}: it is ${what}`;
    const place = other === undefined ? {} : { other };
    this.findings.push({ code: 'port-not-allowed', path: pathOf(claim), message, ...place, hint });
  }

  #example(claim: Claim): { readonly hint?: string } {
    const example = this.#examples.get(claim.switch);
    return example === undefined ? this.#nearPort(claim) : { hint: `write it like ${example}` };
  }

  #nearPort(claim: Claim): { readonly hint?: string } {
    const inventory = this.#ports.get(claim.switch)?.inventory;
    const nearest = inventory && nearestName(claim.port, inventory);
    if (nearest !== undefined) return { hint: `did you mean ${shown(nearest)}?` };
    return inventory === undefined ? {} : { hint: `add it to \`ports\` of ${claim.switch} if it exists` };
  }
}

function peerLinkClaims({ site }: CheckContext): Claim[] {
  return site.switchPairs.all.flatMap(({ value, path }) =>
    [...new Set(value.members)].flatMap((hostname) =>
      (value.peerLink?.ports ?? []).map((port, index) => ({
        switch: hostname,
        port,
        parent: [...path, 'peerLink', 'ports'],
        key: index,
        user: `pair ${shown(value.name)}`,
        purpose: 'peer-link' as const,
        isManaged: value.manage,
      })),
    ),
  );
}

function endpointClaims({ interfaces }: CheckContext): Claim[] {
  return interfaces.flat().flatMap(({ owner: user, path: parent, switch: hostname, port }): Claim[] => {
    if (hostname === undefined || port === undefined) return [];
    return [{ switch: hostname, port, parent, key: 'port', user, purpose: 'endpoint', isManaged: true }];
  });
}

function pathOf({ parent, key }: Claim): SitePath {
  return [...parent, key];
}
