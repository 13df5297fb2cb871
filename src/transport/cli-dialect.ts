/**
 * What the session layer has to know about a command line: prompts, modes, the ways between them, and how a
 * refusal looks. All of it is data; drivers fill it in, the session walks it.
 */

export interface CliDialect {
  /** The mode recognised on the last line decides where the session is; names are the driver's own. */
  readonly modes: readonly CliMode[];
  /** How to get from one mode to a neighbour; the session finds the way. */
  readonly ways: readonly CliWay[];
  /** The mode in which show commands are typed and from which everything starts. */
  readonly homeMode: string;
  /** Typed once after login, in `homeMode`, in this order. */
  readonly onOpen: readonly string[];
  /** Any of these in the output of a command means that the switch refused it. */
  readonly refusals: readonly RegExp[];
  /** Lines that look like a refusal and are none. */
  readonly notRefusals: readonly RegExp[];
  /** Log lines that the switch prints in the middle of other output; taken out before anything reads it. */
  readonly noise: readonly RegExp[];
  readonly pager: { readonly text: RegExp; readonly answer: string };
  /** What a question for the enable secret looks like. */
  readonly passwordPrompt: RegExp;
  /** Columns the pseudo-terminal is opened with. */
  readonly terminalColumns: number;
  /** Rows it is opened with, where the switch takes its page length from there; 512 if left out. */
  readonly terminalRows?: number;
}

export interface CliMode {
  readonly name: string;
  /** Matches the last line, stripped of ANSI sequences and carriage returns. */
  readonly prompt: RegExp;
  /** Substrings that rule the mode out. */
  readonly unless: readonly string[];
}

export interface CliWay {
  readonly from: string;
  readonly to: string;
  readonly command: string;
  /** The switch may ask for the enable secret on the way. */
  readonly asksPassword?: boolean;
}
