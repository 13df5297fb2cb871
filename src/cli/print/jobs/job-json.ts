/** A job in JSON: under `job`, the name that `apply --json` gives it too. */

/** The same record with its id as `job`, first. */
export function jobJson<Job extends { readonly id: string }>({
  id,
  ...rest
}: Job): Omit<Job, 'id'> & { readonly job: string } {
  return { job: id, ...rest };
}
