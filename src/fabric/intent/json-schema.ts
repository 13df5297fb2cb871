/** The published JSON Schema of a site, for editors. */
import { z } from 'zod';
import { siteSchema } from './schema/site-schema.ts';

/** JSON Schema (draft 2020-12) of one YAML document of a site, with a description on every key. */
export function siteJsonSchema(): object {
  const schema = z.toJSONSchema(siteSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    ...schema,
    title: 'Twinleaf site',
    description: 'One document of a site; the documents of all its files are joined.',
  };
}
