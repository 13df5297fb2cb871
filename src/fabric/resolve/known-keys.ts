type Known<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/** The same object without the keys whose value is undefined: an absent key is how the model says "not given". */
export function knownKeys<Values extends object>(values: Values): Known<Values> {
  const known: Record<string, unknown> = {};
  for (const key in values) {
    const value: unknown = values[key];
    if (value !== undefined) known[key] = value;
  }
  return known as Known<Values>;
}
