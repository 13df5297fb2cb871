/** The buffer of `configure dual-stage`: lines that are read now and applied together later. */
import type { Configuration } from '../../../virtual/configuration.ts';
import type { Mismatch } from '../grammar/syntax.ts';
import type { SwitchCore } from '../switch-core.ts';
import type { ConfigEditor } from '../edit/config-editor.ts';
import type { Reply } from '../edit/edit.ts';

interface BufferedLine {
  readonly text: string;
  /** How many sections were open when it was typed. */
  readonly openDepth: number;
  /** In how many sections it stands. */
  readonly depth: number;
}

export class DualStage {
  readonly #core: SwitchCore;
  readonly editor: ConfigEditor;
  #lines: BufferedLine[] = [];

  constructor(core: SwitchCore) {
    this.#core = core;
    this.editor = core.liveEditor({ isDryRun: true });
  }

  /** Reads a line against the features that are in force already, and keeps it. */
  type(line: string): Reply | Mismatch {
    const openDepth = this.editor.depth;
    const reply = this.editor.type(line);
    if (reply === undefined) this.#lines.push({ text: line.trim(), openDepth, depth: this.editor.lineDepth });
    return reply;
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  clear(): void {
    this.#lines = [];
  }

  /** What `show configuration` prints: sections one space deeper, `!` before each of the top level. */
  get text(): readonly string[] {
    const lines = this.#lines.flatMap(({ text, depth }) => [
      ...(depth === 0 ? ['!'] : []),
      ' '.repeat(depth) + text,
    ]);
    return ['! Cached configuration', ...lines];
  }

  /** The running configuration with all lines, or what the first line that is refused says. */
  applied(): Configuration | string {
    const config = this.#core.running.clone();
    const editor = this.#core.editor(config);
    for (const { text, openDepth } of this.#lines) {
      editor.leaveTo(openDepth);
      const reply = editor.type(text);
      if (reply === undefined) continue;
      if ('why' in reply) return `Syntax error while parsing '${text}'`;
      if (reply.isRefused) return reply.text;
    }
    return config;
  }

  /** What `verify` and `commit` say of lines that are refused (SOURCES.md 2.2). */
  static failure(error: string): string {
    return `Failed. err=${error}\ncommit verification failed`;
  }
}
