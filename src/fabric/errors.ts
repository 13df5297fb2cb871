/**
 * Every failure Twinleaf can name. Mistakes in the input are `Problem` values, collected and reported
 * together; everything else is thrown as one of the classes below. Codes are kebab-case, listed in
 * `docs/errors.md`, and never change meaning.
 */

/** One mistake in what the user wrote, with the place it stands in once that is known. */
export interface Problem {
  /** Kebab-case, from `problemCodes`. */
  readonly code: ProblemCode;
  /** One sentence: what is wrong, with the names and values concerned. */
  readonly message: string;
  /** Address in the joined site, for example `servers[0].interfaces[1].switch`. */
  readonly path: string;
  /** What would be right, for example the nearest known name. */
  readonly hint?: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in code units. */
  readonly column?: number;
  /** The offending line as the user wrote it. */
  readonly excerpt?: string;
}

/** What deserves a reader's attention and stops nothing. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** Codes of mistakes in the YAML, with the meaning `docs/errors.md` prints. */
export const problemCodes = {
  'yaml-syntax': 'The file is not well-formed YAML.',
  'file-unreadable': 'A file of the site cannot be read.',
  'empty-site': 'The site describes no switch, or no file of it has any content.',
  'unknown-key': 'A key is not part of the schema.',
  'missing-key': 'A required key is absent.',
  'wrong-type': 'A value is of another kind than the schema asks for.',
  'bad-value': 'A value is outside the allowed set, range or grammar.',
  'not-yet':
    'A key, an operating system or a format that the contract reserves for a part of Twinleaf that is not built yet.',
  'duplicate-key': 'A mapping has the same key twice.',
  'duplicate-name': 'Two objects of one kind have the same name.',
  'duplicate-fabric': 'The site describes `fabric` more than once.',
  'missing-fabric': 'The site has no `fabric`.',
  'unknown-switch': 'A switch is named that the site does not describe.',
  'unknown-driver': 'A switch names a driver that Twinleaf does not have.',
  'unknown-credentials': 'A switch names credentials that the site does not describe.',
  'unknown-server': 'An endpoint group names a server that the site does not describe.',
  'unknown-external-system': 'An endpoint group names an external system that the site does not describe.',
  'unknown-network': 'A connection names a logical network that the site does not describe.',
  'unknown-interface': 'A connection selects a port index or MAC that the server does not have.',
  'unknown-port': 'A port is not in the inventory of the switch.',
  'bad-port-name': 'A port name is none that the operating system of the switch knows.',
  'bad-range': 'A range is empty, reversed or outside what its kind allows.',
  'overlapping-ranges': 'Two ranges that must be separate share values.',
  'bad-mac': 'A MAC address is malformed or not a unicast address.',
  'duplicate-mac': 'Two interfaces have the same MAC address.',
  'duplicate-os-index': 'Two interfaces of a server have the same OS index.',
  'port-in-use-twice': 'Two interfaces, peer-links or other users claim one switch port.',
  'port-not-allowed': 'A management, protected, peer-link or uplink port is given to an endpoint.',
  'bad-pair':
    'A switch pair does not consist of two different switches of one driver, or a switch is in two.',
  'duplicate-system-mac': 'Two pairs have the same system MAC.',
  'duplicate-domain-id': 'Two pairs whose system MAC follows from the domain id have the same domain id.',
  'duplicate-vlan': 'Two networks, or a network and another user, claim one VLAN id.',
  'duplicate-port-channel': 'Two owners claim one port-channel number of a unit.',
  'reserved-vlan': 'A VLAN id is reserved by the fabric or by an operating system.',
  'range-full': 'No free value is left in a range.',
  'id-not-expressible': 'An explicit id is one that an operating system of the unit cannot use.',
  'name-not-expressible': 'A name cannot be written in the configuration of a switch.',
  'mtu-too-large': 'An MTU is more than a driver can carry, or more than its network has.',
  'no-cabled-port': 'A connection leads to a server without a cabled port.',
  'empty-group': 'An endpoint group or a selector matches no endpoint.',
  'needs-switch-pair': 'The redundancy asked for needs both members of one switch pair.',
  'ports-on-two-switches': 'A link aggregation is asked for ports on two switches.',
  'no-such-pair': 'The ports lead to two switches that are no pair.',
  'needs-two-ports': 'The redundancy asked for needs more than one port.',
  'needs-routed-network': 'ECMP needs a routed network.',
  'redundancy-disagrees': 'Connections that share ports do not agree on redundancy.',
  'ports-overlap': 'Two connections use port sets that overlap without being equal.',
  'two-untagged-networks': 'A bond has more than one untagged network.',
  'duplicate-connection': 'A network reaches the same ports of a server twice.',
  'network-described-differently': 'One network reaches a server through two groups of ports in two ways.',
  'unequal-speeds': 'The members of a bond have different speeds.',
  'needs-distributed-switch': 'A LAG towards an ESXi server without a distributed switch.',
  'fallback-impossible':
    'The fallback asked for is one that the driver, or the networks of the bond, cannot give.',
  'mode-not-supported': 'A combination of mode and implementation that the driver cannot keep safe.',
  'index-outside-server': 'A connection names a port index that the server does not have.',
  'renamed-from-exists': '`renamedFrom` names an object that still exists.',
} as const satisfies Record<string, string>;
export type ProblemCode = keyof typeof problemCodes;

/** Codes of warnings, with the meaning `docs/errors.md` prints. */
export const warningCodes = {
  'mlag-one-leg': 'An MLAG has legs on one member of its pair only.',
  'unequal-legs': 'A bond has unequal numbers of ports on the members of its pair.',
  'fallback-off':
    'Fallback is off, so a server that boots over the network has no link until it speaks LACP.',
  'provisioning-on':
    'A server is in provisioning, which keeps a fallback on that is not safe in steady state.',
  'vlan-outside-ranges': 'An explicit VLAN id lies outside the ranges of the fabric.',
  'vlan-in-foreign-use':
    'A VLAN that Twinleaf no longer needs is still used by something that is not its own.',
  'foreign-member-follows':
    'A port that Twinleaf does not own is in a port-channel of Twinleaf and changes with it.',
  'internal-vlans-undeclared': 'A switch does not declare which VLANs it takes for itself.',
  'no-native-network': 'A bond without an untagged network, so nothing can boot over it.',
  'foreign-drift': 'Configuration that is not Twinleaf’s own changed since the plan was made.',
  'save-owed': 'A switch runs what is not in its startup configuration.',
  'no-self-revert': 'A switch cannot undo a change by itself if its session is lost.',
  'renamed-hint': 'A removal and an addition have the same content; `renamedFrom` may be meant.',
  'feature-unavailable':
    'A part of the intent is left out because the operating system is not known to support it.',
  'job-unfinished': 'A job on a unit has not ended, or has left it half-applied.',
  'orphan-port': 'A server has legs on one member of a pair only.',
  'lldp-unverified':
    'Nothing shows whether a cable is where the site says, before its port is first configured.',
} as const satisfies Record<string, string>;
export type WarningCode = keyof typeof warningCodes;

/** Codes of thrown errors, with the meaning `docs/errors.md` prints. */
export const errorCodes = {
  'intent-invalid': 'The site has problems; all of them are listed.',
  usage: 'The command line is wrong, or a question had nobody to answer it.',
  'unknown-object': 'The command names a switch, server, unit, plan, run or job that does not exist.',
  'file-error': 'A file could not be read or written.',
  'lab-not-running': 'No lab is running for this site.',
  'lab-not-loopback': 'A lab command would leave the loopback range.',
  'plan-of-lab': 'The plan was made with `--lab`, from virtual switches, and is not sent to the network.',
  'template-error': 'A template is broken or misses a value.',
  'template-conflict': 'Two templates write the same line of a section.',
  'unsupported-feature': 'The driver of a switch cannot express a part of the intent.',
  'order-cycle': 'The lines of a change wait for one another, so no safe order exists.',
  'command-not-printable': 'A text with a control character was kept from becoming a command.',
  'guard-adopt': 'Something that Twinleaf does not own is in the way.',
  'guard-allow-removals': 'The plan takes away a group, network or pair.',
  'guard-accept-index-moves': 'The plan changes port indexes of a server in use.',
  'guard-allow-outage': 'The plan leaves a server without any leg.',
  'guard-no-lldp-check': 'A switch sees something else on a port than the site says is cabled there.',
  'guard-save-foreign': 'Saving would also save what somebody else changed.',
  'global-conflict': 'A global setting of a switch contradicts what the plan needs.',
  'foreign-member': 'A port-channel that is to be removed has a port that Twinleaf does not own.',
  'state-missing': 'The switches carry marks of Twinleaf and the store knows nothing of them.',
  'state-foreign': 'The store belongs to another fabric.',
  'plan-stale': 'What the plan is bound to has moved.',
  'plan-unreadable': 'The file is not a plan of this version of Twinleaf.',
  'pair-unhealthy': 'A switch pair is not in a state in which it may be changed.',
  'wrong-device': 'The switch that answered is not the one that was meant.',
  'no-privilege': 'The account may not configure the switch.',
  'unit-locked': 'Another change holds the unit or the device.',
  'connect-failed': 'No connection to the switch.',
  'host-key-unknown': 'The host key of the switch is not pinned.',
  'host-key-changed': 'The switch shows another host key than the pinned one.',
  'auth-failed': 'The switch refused the login.',
  'secret-missing': 'An environment variable or file that should hold a secret is missing.',
  'device-timeout': 'The switch did not answer in time.',
  'session-lost': 'The session ended before the switch had answered.',
  'line-rejected': 'The switch refused a line.',
  'commit-failed': 'The switch refused to commit.',
  'save-failed': 'The switch could not save its configuration.',
  'output-unreadable': 'The switch printed something its driver cannot read.',
  'not-observed': 'The switch accepted the change, but does not show it.',
  'forwarding-lost': 'Something that forwarded before the change does not forward after it.',
  'rolled-back': 'The job failed and both members are as they were.',
  'rollback-failed': 'The job failed and a member could not be put back; a person must look.',
  'half-applied': 'A unit is half-applied or its state is unknown; a person must look.',
  'store-failed': 'The store could not be read or written.',
  merged: 'A job was cancelled because a later one on the same unit does what it would have done, and more.',
  cancelled: 'Somebody cancelled the job.',
  'worker-lost': 'The process that did the job died or was cut off, and its members were put back.',
  'not-possible': 'A job is not in a state in which that can be done to it.',
  'change-unsafe': 'A line of the change would break a rule of safe order, so the plan is refused.',
  'unit-waits': 'A unit is left alone because it depends on one that could not be read.',
  'dependency-failed': 'A job was cancelled because one it depends on did not succeed.',
  interrupted: 'The command was interrupted before this step began.',
  internal: 'A fault of Twinleaf itself.',
} as const satisfies Record<string, string>;
/** What is not built yet is refused by one name, wherever it was asked for. */
export type ErrorCode = keyof typeof errorCodes | 'not-yet';

/** Facts about an error that a caller may show or store; never a secret. */
export interface ErrorDetails {
  readonly switch?: string;
  readonly command?: string;
  /** The device's own words. */
  readonly output?: string;
  readonly hint?: string;
  readonly [fact: string]: unknown;
}

/** The base of everything thrown on purpose: a code that never changes meaning, and the facts behind it. */
export class TwinleafError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean = false;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.details = details;
  }
}

/** The intent has problems; it carries all of them. */
export class IntentError extends TwinleafError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      'intent-invalid',
      `the site has ${problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`}`,
    );
    this.problems = problems;
  }
}

/** This driver cannot express that feature. */
export class UnsupportedError extends TwinleafError {}

/** A guard refused; nothing was sent. */
export class SafetyError extends TwinleafError {}

/** One reason for which a plan is not made, and what lifts it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

/** Guards refused a plan; it carries every refusal, and its own code is that of the first. */
export class GuardError extends SafetyError {
  readonly refusals: readonly [Refusal, ...Refusal[]];

  constructor(refusals: readonly [Refusal, ...Refusal[]]) {
    const [first] = refusals;
    super(first.code, first.message, first.hint === undefined ? {} : { hint: first.hint });
    this.refusals = refusals;
  }
}

/** The switch, or the way to it. `retryable` only before the first line was written. */
export class DeviceError extends TwinleafError {
  override readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    options: { retryable?: boolean; cause?: unknown } = {},
  ) {
    super(code, message, details, options.cause);
    this.retryable = options.retryable ?? false;
  }
}

/** The change was accepted, but what is observed differs. */
export class VerifyError extends TwinleafError {}

/** A member could not be put back; a person must look. */
export class RollbackError extends TwinleafError {}
