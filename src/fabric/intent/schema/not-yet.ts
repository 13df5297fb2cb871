/** Keys and values that the contract reserves for parts of Twinleaf that are not built yet. */
import { z } from 'zod';

/** The part a reserved key belongs to, by its schema. */
const parts = z.registry<{ readonly part: string }>();

/** Reserved values of otherwise usable keys, by value. */
const reservedValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: { vxlan: 'layer-3', routed: 'layer-3' },
  accessMode: { l3: 'layer-3' },
};

/** A reserved key: an empty list is harmless, anything else is refused by name. */
export function notYet(part: string): z.ZodOptional<z.ZodArray<z.ZodUnknown>> {
  const schema = z
    .array(z.unknown())
    .max(0)
    .optional()
    .describe(`Reserved for the ${part} part of Twinleaf, which is not built yet. Leave it out.`);
  parts.add(schema, { part });
  return schema;
}

/** The part a schema made by `notYet` is reserved for. */
export function partOf(schema: z.core.$ZodType | undefined): string | undefined {
  return schema === undefined ? undefined : parts.get(schema)?.part;
}

/** The part a value of a key is reserved for. */
export function partOfValue(key: string, value: unknown): string | undefined {
  return typeof value === 'string' ? reservedValues[key]?.[value] : undefined;
}
