/** Verification against time: polls the members until they show what they must, or the deadline has passed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { VerifyError } from '../../fabric/errors.ts';
import { contradictedBonds } from '../../fabric/plan/legs/pair-parameters.ts';
import type { Check } from '../../fabric/verify/check.ts';
import { lostForwarding } from '../../fabric/verify/lost-forwarding.ts';
import type { ObservedSwitch } from '../../fabric/verify/observed-switch.ts';
import { stateChecks } from '../../fabric/verify/state-checks.ts';
import type { Member } from './member/member.ts';
import { touchesPair } from './member/preflight.ts';
import { observe } from '../switches/read-switch.ts';
import type { Timing } from '../timing.ts';

interface Awaited {
  /** In words, what is not there yet; empty: everything is. */
  readonly missing: readonly string[];
  readonly waiting: number;
}

/** Throws where nobody is to wait any longer: an end that was asked for comes at once, not at the deadline. */
type UnlessStopped = () => Promise<void>;

interface Wait {
  readonly timing: Timing;
  readonly unlessStopped: UnlessStopped;
  readonly code: 'forwarding-lost' | 'not-observed';
}

/**
 * Between the members: whatever forwarded before, on either of them, forwards again, but for the bonds of which
 * it was foreseen that they stop on one member until both are alike.
 */
export async function awaitForwarding(
  members: readonly Member[],
  timing: Timing,
  unlessStopped: UnlessStopped,
): Promise<string> {
  const mayBeLost: MayBeLost = {
    pair: members.some((member) => touchesPairOf(member)),
    bonds: new Set(
      members.flatMap(({ plan, driver, before }) =>
        [...contradictedBonds(plan, driver)].filter((id) => before.portChannels.has(id)),
      ),
    ),
  };
  await poll(members, { timing, unlessStopped, code: 'forwarding-lost' }, (member, now) => ({
    missing: lostOf(member, now, mayBeLost),
    waiting: 0,
  }));
  return mayBeLost.bonds.size === 0
    ? 'everything that forwarded before forwards'
    : `everything that forwarded before forwards, but for what waits for the other member: port-channel ${[...mayBeLost.bonds].join(', ')}`;
}

/** What is foreseen not to forward between the members. */
interface MayBeLost {
  readonly pair: boolean;
  readonly bonds: ReadonlySet<number>;
}

const nothing: MayBeLost = { pair: false, bonds: new Set() };

/** After both: nothing is wrong that was not wrong before, and nothing forwards less. */
export async function awaitIntended(
  pair: string | undefined,
  members: readonly Member[],
  timing: Timing,
  unlessStopped: UnlessStopped = () => Promise.resolve(),
): Promise<string> {
  const { waiting } = await poll(members, { timing, unlessStopped, code: 'not-observed' }, (member, now) => {
    const checks = stateChecks(pair, member.plan.desired, now);
    const wrong = checks.filter((check) => check.state === 'wrong' && !wasWrong(pair, member, check));
    return {
      missing: [...wrong.map(sentence), ...lostOf(member, now, nothing)],
      waiting: checks.filter((check) => check.state === 'waiting').length,
    };
  });
  return waiting === 0
    ? 'everything is as intended'
    : `as intended; ${String(waiting)} check(s) wait for the other side`;
}

async function poll(
  members: readonly Member[],
  { timing, unlessStopped, code }: Wait,
  judge: (member: Member, now: ObservedSwitch) => Awaited,
): Promise<Awaited> {
  const until = Date.now() + timing.verifyMs;
  for (;;) {
    const verdicts = await Promise.all(
      members.map(async (member) => judge(member, await observe(member.connection))),
    );
    const missing = verdicts.flatMap((verdict) => verdict.missing);
    if (missing.length === 0) {
      return { missing, waiting: verdicts.reduce((sum, verdict) => sum + verdict.waiting, 0) };
    }
    if (Date.now() + timing.pollMs > until) {
      throw new VerifyError(
        code,
        `not within ${String(timing.verifyMs / 1000)} s: ${missing.slice(0, 10).join('; ')}`,
      );
    }
    await unlessStopped();
    await sleep(timing.pollMs);
  }
}

/** What a change of the pair itself may stop for a moment. */
const pairSubjects: ReadonlySet<string> = new Set(['the pair domain', 'the keepalive']);

function lostOf({ plan, before }: Member, now: ObservedSwitch, mayBeLost: MayBeLost): readonly string[] {
  const legs = [...mayBeLost.bonds].flatMap((id) => [...(before.portChannels.get(id)?.members.keys() ?? [])]);
  const joining = mayBeLost.pair ? joiningPair(plan, before) : [];
  const givenUp = new Set([...plan.claimedPorts, ...plan.releasedPorts, ...legs, ...joining]);
  return lostForwarding(before, now, givenUp)
    .filter((subject) => !((mayBeLost.pair || givesUpPair(plan)) && pairSubjects.has(subject)))
    .map((subject) => `${plan.switch}: ${subject} no longer forwards`);
}

/**
 * Of a member whose pair is not up, as of one that came back empty: the ports that were in no bond and go into the
 * peer-link or a bond over both members. They forward when the other end is configured too, after the second member.
 */
function joiningPair({ desired }: Member['plan'], before: ObservedSwitch): readonly string[] {
  if (before.pair?.peerLinkUp === true) return [];
  const bundled = new Set([...before.portChannels.values()].flatMap(({ members }) => [...members.keys()]));
  const overBoth = desired.portChannels.filter(({ role }) => role === 'mlag');
  return [...(desired.pair?.peerLinkPorts ?? []), ...overBoth.flatMap(({ members }) => members)].filter(
    (port) => !bundled.has(port),
  );
}

/** The plan takes away the pair domain that was Twinleaf's. */
function givesUpPair({ ownership, ownershipBefore }: Member['plan']): boolean {
  return ownershipBefore.pairDomain && !ownership.pairDomain;
}

/** Wrong before in the same way, about something that exists and that this plan does not touch. */
function wasWrong(pair: string | undefined, member: Member, check: Check): boolean {
  if (['no member', 'absent', 'not listed', 'no pair domain'].includes(check.observed)) return false;
  if (check.check === 'pair-health' && touchesPairOf(member)) return false;
  return stateChecks(pair, member.plan.desired, member.before).some(
    (old) => old.check === check.check && old.subject === check.subject && old.observed === check.observed,
  );
}

function touchesPairOf({ plan, driver }: Member): boolean {
  return touchesPair(plan, driver.sectionsOf({ kind: 'pair-domain' }));
}

function sentence(check: Check): string {
  return `${check.switch}: ${check.subject} should be ${check.expected} and is ${check.observed}`;
}
