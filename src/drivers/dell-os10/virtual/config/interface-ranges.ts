/** Ranges of interfaces: `1/1/53-1/1/54,1/1/56`. */
import { compareInterfaces, interfaceName, type InterfaceName } from './interface-names.ts';

/**
 * The interfaces of a range: `ethernet1/1/1-1/1/4,1/1/7`, `vlan2-3,5`, `ethernet1/1/1,ethernet1/1/3`. Undefined
 * where a part of it is no interface.
 */
export function interfaceRange(text: string): readonly InterfaceName[] | undefined {
  const names: InterfaceName[] = [];
  let word = '';
  for (const part of text.split(',')) {
    const [, own = '', low = '', high = low] = /^([a-z-]*?)(\d[\d/:]*)(?:-([\d/:]+))?$/i.exec(part) ?? [];
    word = own === '' ? word : own;
    const found = low === '' ? undefined : between(word, low, high);
    if (found === undefined) return undefined;
    names.push(...found);
  }
  return names;
}

/** The interfaces from one number to another: only the last part of it may differ. */
function between(word: string, low: string, high: string): readonly InterfaceName[] | undefined {
  const [head, from] = splitLast(low);
  const [otherHead, to] = splitLast(high);
  const count = to - from;
  if (otherHead !== head || count < 0 || count > 4094) return undefined;
  const names = Array.from({ length: count + 1 }, (_, index) =>
    interfaceName(`${word}${head}${from + index}`),
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** `1/1/53-1/1/54,1/1/56`: neighbouring ports of ascending names as ranges, without the word in front. */
export function portRangeText(names: readonly string[]): string {
  const runs: string[][] = [];
  for (const name of [...names].sort(compareInterfaces)) {
    const number = interfaceName(name)?.number ?? name;
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && isNext(last, number)) runs.at(-1)?.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0] ?? ''}-${run.at(-1) ?? ''}`)).join(',');
}

function isNext(number: string, other: string): boolean {
  const [head, from] = splitLast(number);
  const [otherHead, to] = splitLast(other);
  return head === otherHead && to === from + 1;
}

/** `1/1/53` as `1/1/` and 53. */
function splitLast(number: string): readonly [string, number] {
  const [, head = '', last = ''] = /^(.*?)(\d+)$/.exec(number) ?? [];
  return [head, Number(last)];
}

/** The ports of a printed `discovery-interface` line, in its order; none without one. */
export function discoveryPorts(text: string | undefined): readonly string[] {
  const list = text?.slice('discovery-interface '.length) ?? '';
  return (interfaceRange(list) ?? []).map(({ long }) => long);
}
