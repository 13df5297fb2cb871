/** What the schema says at a path of a value: its known keys, and the words that describe a key. */
import { z } from 'zod';
import type { SitePath } from '../site-path.ts';

/** The schema at a path, without what makes it optional; undefined where the schema has no such path. */
export function schemaAt(schema: z.core.$ZodType, path: SitePath): z.core.$ZodType | undefined {
  let node: z.core.$ZodType | undefined = schema;
  for (const part of path) node = node && childOf(bare(node), part);
  return node;
}

/** The keys of the mapping a schema describes. */
export function keysOf(schema: z.core.$ZodType | undefined): readonly string[] {
  const node = schema && bare(schema);
  return node instanceof z.ZodObject ? Object.keys(node.shape) : [];
}

/** The description of a key for a reader of the YAML. */
export function descriptionOf(schema: z.core.$ZodType | undefined): string | undefined {
  return schema === undefined ? undefined : z.globalRegistry.get(schema)?.description;
}

function childOf(node: z.core.$ZodType, part: string | number): z.core.$ZodType | undefined {
  if (node instanceof z.ZodObject && Object.hasOwn(node.shape, part)) {
    return (node.shape as Readonly<Record<string, z.core.$ZodType>>)[part];
  }
  if (node instanceof z.ZodArray) return node.element;
  return node instanceof z.ZodRecord ? node.valueType : undefined;
}

/** The schema inside optional, default and pipe wrappers, on the side of what is written. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return bare(schema.def.innerType);
  }
  return schema instanceof z.ZodPipe ? bare(schema.def.in) : schema;
}
