type Known<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/** The same object without the keys whose value is undefined: an absent key is how the model says "not given". */
export function knownKeys<Values extends object>(values: Values): Known<Values> {
  const known: Known<Values> = { ...values };
  for (const key of Object.keys(known) as (keyof Values)[]) {
    if (known[key] === undefined) Reflect.deleteProperty(known, key);
  }
  return known;
}
