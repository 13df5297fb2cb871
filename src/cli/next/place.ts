/** Where a command was typed and at what it is at work, so that the next one can be written out in full. */

/** The options that lead to a site, as typed. */
interface PlaceOptions {
  readonly lab?: boolean;
  readonly state?: string;
  readonly site?: string;
}

export class Place {
  /** What was typed, without the program. */
  readonly #args: readonly string[];
  readonly #options: PlaceOptions;
  #site: string | undefined;

  constructor(args: readonly string[], options: PlaceOptions) {
    this.#args = args;
    this.#options = options;
  }

  /** The path of the site, as typed; known once a command has opened one. */
  get site(): string {
    return this.#site ?? this.#options.site ?? '.';
  }

  /** Called when a site is opened. */
  enter(site: string): void {
    this.#site = site;
  }

  /** A command that takes the site as its argument: `twinleaf plan PATH FLAGS`. */
  onSite(command: string, flags: readonly string[] = []): string {
    return words(['twinleaf', ...command.split(' '), this.site, ...flags, ...this.#surroundings()]);
  }

  /** What starts the lab of the site; it takes no `--lab`. */
  onLab(): string {
    return words(['twinleaf', 'lab', this.site, ...this.#stateFlags()]);
  }

  /** A command whose argument is something else: `twinleaf jobs show ID`. */
  onObject(command: string, name: string, flags: readonly string[] = []): string {
    return words([...this.#program(command), ...(name === '' ? [] : [name]), ...flags, ...this.#siteFlags()]);
  }

  /** What was typed, to be typed once more, with these flags besides. */
  again(flags: readonly string[] = []): string {
    return words(['twinleaf', ...this.#args, ...flags]);
  }

  /** Whether the story of a job is on the screen already. */
  get showsJob(): boolean {
    return this.isAt('jobs') && this.#args.includes('show');
  }

  /** Whether one of these commands was typed. */
  isAt(...commands: readonly string[]): boolean {
    const typed = this.#args.find((word) => !word.startsWith('-'));
    return typed !== undefined && commands.includes(typed);
  }

  #program(command: string): readonly string[] {
    return ['twinleaf', ...command.split(' ')];
  }

  #siteFlags(): readonly string[] {
    return [...(this.site === '.' ? [] : ['--site', this.site]), ...this.#surroundings()];
  }

  #surroundings(): readonly string[] {
    return [...(this.#options.lab === true ? ['--lab'] : []), ...this.#stateFlags()];
  }

  #stateFlags(): readonly string[] {
    const { state } = this.#options;
    const isKnown = state === undefined || state === '' || state === process.env['TWINLEAF_STATE'];
    return isKnown ? [] : ['--state', state];
  }
}

/** Words as a shell takes them apart again. */
function words(list: readonly string[]): string {
  return list.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
