/** One measured figure against its bound. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly bound: string;
  readonly ok: boolean;
}
