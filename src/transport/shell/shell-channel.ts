/** A shell as bytes: what carries it is nobody's business above. */

export interface ShellChannel {
  /** What the switch said before the shell was open; may be empty. */
  readonly banner: string;
  /** Sets who hears of bytes and of the end; to be called once, before anything can arrive. */
  listen(listener: ShellListener): void;
  /** Resolves when the other side takes more, or at the end of the channel. */
  write(text: string): Promise<void>;
  /** Ends it in an orderly way, within a second, whatever the other side does. */
  close(): Promise<void>;
  /** Ends it now. */
  destroy(): void;
}

export interface ShellListener {
  readonly data: (chunk: Buffer) => void;
  /** Called once; nothing arrives afterwards. */
  readonly end: (reason: string) => void;
}
