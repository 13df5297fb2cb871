/**
 * The order of a change: what a line needs is there before it is typed, and nothing is taken away that a line
 * still names. Sections stay in one piece as long as that is possible.
 */
import { SafetyError } from '../../errors.ts';

/** What typing a line does to what other lines rely on. Names are lines of the top level. */
export interface Effects {
  /** Has to be there first. */
  readonly needs: readonly string[];
  /** Is named no longer. */
  readonly drops: readonly string[];
  /** Is there from now on. */
  readonly adds: readonly string[];
  /** Is there no longer. */
  readonly removes: readonly string[];
  /** Among what is dropped, sections whose settings were copied from: left before they change. */
  readonly leaves: readonly string[];
  /** What only one line may hold: taken, and given up. */
  readonly takes: readonly string[];
  readonly frees: readonly string[];
}

/** One line to type. */
export interface Step extends Effects {
  /** Headers of the sections around it, outermost first. */
  readonly path: readonly string[];
  readonly text: string;
  /** Typing it opens the section of that header. */
  readonly opens?: boolean;
  /** Free text typed below it, as it stands. */
  readonly verbatim?: readonly string[];
  /** The same in two steps: the old line away, then the new one. */
  readonly apart?: readonly [Step, Step];
}

/** Steps that are typed together: the change of one line of the top level and of what is below it. */
export interface Block {
  readonly steps: readonly Step[];
  /** The section that is there and has changed with the last step: what is new and names it waits for that. */
  readonly changes?: string;
}

/**
 * The steps with every dependency met, otherwise in the order given; a block is taken apart only where
 * dependencies run into and out of it. Throws `order-cycle` naming the lines where that does not help.
 */
export function orderedSteps(blocks: readonly Block[]): readonly Step[] {
  let pieces: readonly Piece[] = blocks;
  for (;;) {
    const { order, cycle } = sorted(pieces);
    if (!cycle) return order.flatMap(({ steps }) => steps);
    pieces = refined(pieces, new Set(cycle));
  }
}

/** A block, or a part of one that comes after another part. */
interface Piece extends Block {
  readonly follows?: Piece;
  /** The section that the block it was part of changes. */
  readonly touches?: string;
}

interface Sorted {
  readonly order: readonly Piece[];
  /** Pieces that wait for one another, each for the next and the last for the first. */
  readonly cycle?: readonly Piece[];
}

/** Depth first from the first piece on, and before each piece what it waits for. */
function sorted(pieces: readonly Piece[]): Sorted {
  const waitsFor = waiting(pieces);
  const order: Piece[] = [];
  const done = new Set<Piece>();
  const trail = new Set<Piece>();
  const visit = (piece: Piece): readonly Piece[] | undefined => {
    if (done.has(piece)) return undefined;
    if (trail.has(piece)) return [...trail].slice([...trail].indexOf(piece));
    trail.add(piece);
    for (const earlier of waitsFor(piece)) {
      const cycle = visit(earlier);
      if (cycle) return cycle;
    }
    trail.delete(piece);
    done.add(piece);
    order.push(piece);
    return undefined;
  };
  for (const piece of pieces) {
    const cycle = visit(piece);
    if (cycle) return { order, cycle };
  }
  return { order };
}

/** What a piece waits for, in the order of the pieces. */
function waiting(pieces: readonly Piece[]): (piece: Piece) => readonly Piece[] {
  const rank = new Map(pieces.map((piece, i) => [piece, i]));
  const providers = byName(pieces, (piece) => [
    ...piece.steps.flatMap(({ adds }) => adds),
    ...(piece.changes === undefined ? [] : [piece.changes]),
  ]);
  const droppers = byName(pieces, ({ steps }) => steps.flatMap(({ drops }) => drops));
  const leavers = byName(pieces, ({ steps }) => steps.flatMap(({ leaves }) => leaves));
  const freers = byName(pieces, ({ steps }) => steps.flatMap(({ frees }) => frees));
  return (piece) => {
    const found = piece.steps.flatMap(({ needs, takes, removes }) => [
      ...needs.flatMap((name) => providers.get(name) ?? []),
      ...takes.flatMap((claim) => freers.get(claim) ?? []),
      ...removes.flatMap((name) => droppers.get(name) ?? []),
    ]);
    const touched = piece.changes ?? piece.touches;
    const left = touched === undefined ? [] : (leavers.get(touched) ?? []);
    const waits = new Set([...(piece.follows ? [piece.follows] : []), ...found, ...left]);
    waits.delete(piece);
    return [...waits].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  };
}

function byName(
  pieces: readonly Piece[],
  names: (piece: Piece) => readonly string[],
): ReadonlyMap<string, readonly Piece[]> {
  const found = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const name of new Set(names(piece))) {
      const known = found.get(name);
      if (known) known.push(piece);
      else found.set(name, [piece]);
    }
  }
  return found;
}

/** Takes the pieces of a cycle apart: into steps or, if they are, replacements into removal and addition. */
function refined(pieces: readonly Piece[], cycle: ReadonlySet<Piece>): readonly Piece[] {
  const intoSteps = [...cycle].some(({ steps }) => steps.length > 1);
  const lastParts = new Map<Piece, Piece>();
  const result = pieces.flatMap((piece) => {
    const follows = piece.follows && (lastParts.get(piece.follows) ?? piece.follows);
    const whole = follows ? { ...piece, follows } : piece;
    const parts = cycle.has(piece) ? divided(whole, intoSteps) : [whole];
    lastParts.set(piece, parts.at(-1) ?? whole);
    return parts;
  });
  if (result.length === pieces.length) throw cycleError([...cycle]);
  return result;
}

/** Each part follows the one before; the section has changed with the last. */
function divided(piece: Piece, intoSteps: boolean): readonly Piece[] {
  const steps = intoSteps ? piece.steps : piece.steps.flatMap((step) => step.apart ?? [step]);
  const touched = piece.changes ?? piece.touches;
  const parts: Piece[] = [];
  for (const [i, step] of steps.entries()) {
    const follows = parts.at(-1) ?? piece.follows;
    const isLast = i === steps.length - 1;
    parts.push({
      steps: [step],
      ...(follows ? { follows } : {}),
      ...(touched === undefined ? {} : { touches: touched }),
      ...(isLast && piece.changes !== undefined ? { changes: piece.changes } : {}),
    });
  }
  return parts;
}

function cycleError(cycle: readonly Piece[]): SafetyError {
  const lines = cycle.flatMap(({ steps }) => steps.map(({ path, text }) => [...path, text].join(' / ')));
  const circle = [...lines, ...lines.slice(0, 1)].map((line) => `"${line}"`).join(' waits for ');
  return new SafetyError('order-cycle', `the change has no safe order: ${circle}`, { lines });
}
