/** The cabling as a lock: before a port is first configured, what is heard on it is compared with the site. */
import type { Refusal, Warning } from '../../errors.ts';
import { portKey } from '../../model/ids.ts';
import type { ResolvedFabric } from '../../model/resolved-fabric.ts';
import type { Cable, Cabling } from './cabling.ts';
import { evidenceOf, type CableEvidence, type Hearing } from './hearing.ts';
import { neighbourText, placeText } from './neighbour.ts';

/** A switch of the plan, with the ports that the plan configures for the first time. */
export interface ClaimingSwitch {
  readonly hostname: string;
  readonly claimedPorts: readonly string[];
  /** Absent where the configuration came from a file. */
  readonly hearing?: Hearing;
}

export interface CablingFindings {
  /** One for each wrong port; `--no-lldp-check` lifts them. */
  readonly refusals: readonly Refusal[];
  /** One for each reason for which ports could not be checked. */
  readonly warnings: readonly Warning[];
}

type Judged = { readonly cable: Cable } & CableEvidence;
type Reason = 'silent' | 'no-carrier' | 'shut' | 'deaf';

const code = 'guard-no-lldp-check';
const hint =
  'move the cable or correct the site (`twinleaf discover` shows what is seen where), or go on with --no-lldp-check';

/**
 * What stands against the cables of all ports that are claimed. Somebody else on a port refuses the plan, and so
 * does silence between switches; a server may be off, booting or silent, so its silence is a warning only. Ports
 * that are shut, and switches on which LLDP is not on yet, cannot be heard: that is a warning too.
 */
export function lldpGuard(
  { units }: Pick<ResolvedFabric, 'units'>,
  cabling: Cabling,
  switches: readonly ClaimingSwitch[],
): CablingFindings {
  const hearings = new Map(
    switches.flatMap(({ hostname, hearing }) =>
      hearing === undefined ? [] : [[hostname, hearing] as const],
    ),
  );
  const claimed = switches.flatMap(({ hostname, claimedPorts }) =>
    claimedPorts.flatMap((port) => cabling.byPort.get(portKey({ switch: hostname, port })) ?? []),
  );
  if (hearings.size === 0) return { refusals: [], warnings: unasked(claimed) };
  const judged = claimed.map((cable): Judged => {
    const members = units.find((unit) => unit.members.includes(cable.at.switch))?.members ?? [];
    return { cable, ...evidenceOf(cabling, cable, hearings, members) };
  });
  return {
    refusals: judged.flatMap((one) => refusal(cabling, one)),
    warnings: (Object.keys(reasons) as Reason[]).flatMap((reason) => warning(reason, judged)),
  };
}

/** What `--no-lldp-check` leaves to say: what would have been refused. */
export function waivedCabling(refusals: readonly Refusal[]): readonly Warning[] {
  const messages = refusals.filter((one) => one.code === code).map(({ message }) => message);
  if (messages.length === 0) return [];
  return [{ code: 'lldp-unverified', message: `not checked, as asked, although ${messages.join('; ')}` }];
}

function refusal(cabling: Cabling, judged: Judged): readonly Refusal[] {
  const { cable } = judged;
  const what = contradiction(cabling, judged);
  if (what === undefined) return [];
  return [{ code, message: `${portKey(cable.at)} should lead to ${farEnd(cable)}, but ${what}`, hint }];
}

/** What speaks against a cable, in words; undefined where that is nothing, or no more than a warning. */
function contradiction(cabling: Cabling, judged: Judged): string | undefined {
  if (judged.state === 'strange') return strangerText(cabling, judged);
  if (judged.state === 'elsewhere') return `that is seen on ${portKey(judged.at)}`;
  if (judged.cable.kind !== 'switch') return undefined;
  if (judged.state === 'no-carrier') return 'has no carrier';
  return judged.state === 'silent' ? 'nothing is heard there' : undefined;
}

function strangerText(
  cabling: Cabling,
  { neighbour, isLearnt }: Extract<CableEvidence, { readonly state: 'strange' }>,
): string {
  const seen = neighbourText(neighbour);
  const place = placeText(cabling, neighbour);
  const where = place === undefined ? 'which the site does not know' : `which the site has on ${place}`;
  return `${isLearnt ? `the MAC of ${seen} was learnt` : `${seen} is heard`} there, ${where}`;
}

function farEnd({ device, mac }: Cable): string {
  return mac === undefined ? device : `${device} (${mac})`;
}

const reasons: Readonly<Record<Reason, string>> = {
  silent: 'nothing is heard there, since a server may be off, booting or silent',
  'no-carrier': 'there is no carrier, since a server may be off',
  shut: 'a port that is shut hears nothing',
  deaf: 'the switch does not speak LLDP yet',
};

function warning(reason: Reason, judged: readonly Judged[]): readonly Warning[] {
  const cables = judged
    .filter(({ cable, state }) => state === reason && !isRefused(cable, reason))
    .map(({ cable }) => cable);
  return unverified(cables, reasons[reason]);
}

function isRefused({ kind }: Cable, reason: Reason): boolean {
  return kind === 'switch' && (reason === 'silent' || reason === 'no-carrier');
}

function unasked(cables: readonly Cable[]): readonly Warning[] {
  return unverified(cables, 'a saved configuration hears nothing');
}

/** Ports that one warning names before it only counts. */
const portsShown = 8;

function unverified(cables: readonly Cable[], why: string): readonly Warning[] {
  if (cables.length === 0) return [];
  const names = cables.slice(0, portsShown).map(({ at, device }) => `${portKey(at)} (${device})`);
  const more = cables.length > portsShown ? ` and ${String(cables.length - portsShown)} more` : '';
  const message = `cabling not verified on ${names.join(', ')}${more}: ${why}`;
  return [{ code: 'lldp-unverified', message }];
}
