/** Unified differences of two texts, as the session commands print them. */

const contextLines = 3;

type Edit = readonly [mark: ' ' | '-' | '+', line: string];

/** Beyond that many differences in one block it is shown as taken out and put in whole. */
const mostEdits = 200;

/** The hunks between two lists of blocks, without file headers; empty where they are equal. */
export function unifiedHunks(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): readonly string[] {
  const edits = blockEdits(before, after);
  const changed = edits.flatMap(([mark], index) => (mark === ' ' ? [] : [index]));
  const hunks: string[] = [];
  let at = 0;
  while (at < changed.length) {
    const first = changed[at] ?? 0;
    let last = first;
    while (at < changed.length && (changed[at] ?? 0) - last <= 2 * contextLines) {
      last = changed[at] ?? last;
      at += 1;
    }
    hunks.push(
      ...hunk(edits, Math.max(0, first - contextLines), Math.min(edits.length, last + contextLines + 1)),
    );
  }
  return hunks;
}

function hunk(edits: readonly Edit[], from: number, to: number): readonly string[] {
  const count = (list: readonly Edit[], mark: '-' | '+'): number =>
    list.filter((edit) => edit[0] === ' ' || edit[0] === mark).length;
  const [head, body] = [edits.slice(0, from), edits.slice(from, to)];
  const before = `-${count(head, '-') + 1},${count(body, '-')}`;
  const after = `+${count(head, '+') + 1},${count(body, '+')}`;
  return [`@@ ${before} ${after} @@`, ...body.map(([mark, line]) => mark + line)];
}

/**
 * Blocks are matched by their first line. Both lists are in canonical order, so that one walk through them is
 * enough and the time grows with their length only.
 */
function blockEdits(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): readonly Edit[] {
  const headers = { before: headersOf(before), after: headersOf(after) };
  const edits: Edit[] = [];
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const [one = [], other = []] = [before[at], after[to]];
    const next = nextBlocks(one, other, headers);
    for (const edit of next === 'both' ? editScript(one, other) : whole(next, one, other)) edits.push(edit);
    if (next !== 'fresh') at += 1;
    if (next !== 'old') to += 1;
  }
  return edits;
}

/** A block that has no counterpart: every line of it goes, or comes. */
function whole(next: 'old' | 'fresh', old: readonly string[], fresh: readonly string[]): readonly Edit[] {
  return next === 'old' ? old.map((line) => ['-', line]) : fresh.map((line) => ['+', line]);
}

function headersOf(blocks: readonly (readonly string[])[]): ReadonlySet<string | undefined> {
  return new Set(blocks.map(([header]) => header));
}

/** What comes next: the old block and the fresh one as its successor, or one of the two alone; an end is empty. */
function nextBlocks(
  [old]: readonly string[],
  [fresh]: readonly string[],
  headers: Readonly<Record<'before' | 'after', ReadonlySet<string | undefined>>>,
): 'both' | 'old' | 'fresh' {
  if (old === fresh) return 'both';
  if (old === undefined) return 'fresh';
  return fresh === undefined || !headers.after.has(old) || headers.before.has(fresh) ? 'old' : 'fresh';
}

function editScript(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  ) {
    end += 1;
  }
  const keep = (lines: readonly string[]): readonly Edit[] => lines.map((line) => [' ', line]);
  return [
    ...keep(before.slice(0, start)),
    ...shortestEdits(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...keep(before.slice(before.length - end)),
  ];
}

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), greedy form with a trace. */
function shortestEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const most = Math.min(mostEdits, before.length + after.length);
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let depth = 0; depth <= most; depth += 1) {
    trace.push(reach);
    const next = new Map(reach);
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      let x = startOf(next, diagonal, depth);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return backtracked(before, after, trace);
    }
    reach = next;
  }
  return [...before.map((line): Edit => ['-', line]), ...after.map((line): Edit => ['+', line])];
}

/** Where a path that ends on a diagonal at that depth began to follow it: after an insertion or a removal. */
function startOf(reach: ReadonlyMap<number, number>, diagonal: number, depth: number): number {
  return isInsertion(reach, diagonal, depth)
    ? furthest(reach, diagonal + 1)
    : furthest(reach, diagonal - 1) + 1;
}

function isInsertion(reach: ReadonlyMap<number, number>, diagonal: number, depth: number): boolean {
  if (Math.abs(diagonal) === depth) return diagonal === -depth;
  return furthest(reach, diagonal - 1) < furthest(reach, diagonal + 1);
}

function furthest(reach: ReadonlyMap<number, number>, diagonal: number): number {
  return reach.get(diagonal) ?? -1;
}

function backtracked(
  before: readonly string[],
  after: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): readonly Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [before.length, after.length];
  const keepDownTo = (fromX: number, fromY: number): void => {
    while (x > fromX && y > fromY) {
      edits.push([' ', before[x - 1] ?? '']);
      [x, y] = [x - 1, y - 1];
    }
  };
  for (const [depth, reach] of [...trace.entries()].slice(1).reverse()) {
    const inserts = isInsertion(reach, x - y, depth);
    const fromX = furthest(reach, inserts ? x - y + 1 : x - y - 1);
    const fromY = fromX - (inserts ? x - y + 1 : x - y - 1);
    keepDownTo(inserts ? fromX : fromX + 1, inserts ? fromY + 1 : fromY);
    edits.push(inserts ? ['+', after[y - 1] ?? ''] : ['-', before[x - 1] ?? '']);
    [x, y] = [fromX, fromY];
  }
  keepDownTo(0, 0);
  return edits.reverse();
}
