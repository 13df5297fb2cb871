/** One hash over a resolved fabric, from hashes of its parts, so that only the parts that changed are gone through. */
import type { Memory } from '../memory.ts';
import type { ResolvedFabric } from '../model/resolved-fabric.ts';
import { groupedBy } from '../resolve/grouped-by.ts';
import { sha256 } from './binding.ts';

/** SHA-256 in hex; two fabrics that differ in anything have different ones. */
export function fabricHash(fabric: ResolvedFabric, memory: Memory): string {
  const { attachments, ...others } = fabric;
  const parts: readonly Part[] = [
    ...Object.entries(others).map(([name, value]): Part => ({ name, value })),
    ...[...groupedBy(attachments, ({ unit }) => unit)].map(([unit, value]): Part => {
      return { name: `attachments of ${unit}`, value };
    }),
  ];
  const hashes = memory.recallEach(hashOf, parts, ({ name }) => name);
  return sha256(JSON.stringify(parts.map(({ name }, position) => [name, hashes[position]])));
}

interface Part {
  readonly name: string;
  readonly value: unknown;
}

function hashOf({ value }: Part): string {
  return sha256(JSON.stringify(value));
}
