/** How the schema turns text into values: a parser gives the value, or says what is wrong with the text. */
import { z } from 'zod';
import type { ProblemCode } from '../../errors.ts';

/** What is wrong with one value, as the words behind its name: "`mac` is no MAC address". */
export class Fault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string;

  constructor(code: ProblemCode, message: string, hint?: string) {
    this.code = code;
    this.message = message;
    if (hint !== undefined) this.hint = hint;
  }
}

/** The schema followed by a parser; a fault becomes an issue that carries it as `params.fault`. */
export function parsedBy<Schema extends z.ZodType, Value>(
  schema: Schema,
  parse: (written: z.output<Schema>) => Value | Fault,
): z.ZodPipe<Schema, z.ZodTransform<Value, z.output<Schema>>> {
  const transform = z.transform<z.output<Schema>, Value>((written, context) => {
    const value = parse(written);
    if (!(value instanceof Fault)) return value;
    context.issues.push({ code: 'custom', message: value.message, params: { fault: value }, input: written });
    return z.NEVER;
  });
  return schema.pipe(transform);
}

/** The fault behind an issue that `parsedBy` made. */
export function faultOf(params: Readonly<Record<string, unknown>> | undefined): Fault | undefined {
  const fault = params?.['fault'];
  return fault instanceof Fault ? fault : undefined;
}
