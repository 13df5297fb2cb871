/** Where the text of a site comes from: read by the edge, handed to the core as values. */

export interface SourceFile {
  /** As shown in messages, relative to where the user stands. */
  readonly name: string;
  readonly text: string;
}
