import type { ConfigRules } from '../../../../src/fabric/remediation/config-rules.ts';
import type { Cli } from '../cli-model.ts';
import type { Device } from '../device.ts';

/** One operating system for the laws: its rules, how it prints, and a command line that obeys it. */
export interface Style {
  readonly name: string;
  readonly rules: ConfigRules;
  /** The configuration of a device, one line each. */
  print(device: Device): readonly string[];
  /** Global lines that the device needs and that are only ever added. */
  prerequisites(device: Device): readonly string[];
  /** Headers of everything that `print` shows. */
  sections(device: Device): readonly string[];
  /** Understood by the command line, and somebody else's. */
  readonly foreign: readonly string[];
  /** Somebody else's, and not understood. */
  readonly opaque: string;
  newCli(): Cli;
}
