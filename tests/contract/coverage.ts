/** What the contract tests have seen, as a table of operations: exists, success, errors, required. */
import type { Sighting } from './play.ts';

export interface Row {
  operation: string;
  tag: string;
  /** The server has the route; the generator refuses an operation without one. */
  exists: true;
  /** True, or why the local server cannot succeed. */
  success: true | string;
  /** Statuses of refusals that were provoked, out of those that are documented for the operation itself. */
  errors: string;
  /** Required fields that were left out and refused, out of all. */
  required: string;
}

/** Rows in the document's order. */
export function coverageRows(sightings: Iterable<Sighting>): Row[] {
  return [...sightings].map((seen) => {
    const { operation, required } = seen;
    const refused = [...required.values()].filter(Boolean).length;
    const documented = documentedErrors(seen);
    const provoked = documented.filter((status) => seen.refusals.has(status));
    return {
      operation: operation.id,
      tag: operation.tag,
      exists: true,
      success: seen.success || (seen.excuse ?? 'never succeeded'),
      errors: `${provoked.length} of ${documented.length}`,
      required: `${refused} of ${required.size}`,
    };
  });
}

/** Client errors that the overlay documents for the operation itself. A 500 is documented where clients cause it. */
export function documentedErrors({ operation }: Sighting): number[] {
  return Object.keys(operation.words.value.errors)
    .map(Number)
    .filter((status) => status !== 500);
}

/** One line that sums the table up. */
export function coverageSummary(rows: Row[]): string {
  const succeeded = rows.filter(({ success }) => success === true).length;
  const count = (key: 'errors' | 'required') =>
    rows.reduce(
      ([done, all], row) => {
        const [some = 0, total = 0] = row[key].split(' of ').map(Number);
        return [done + some, all + total] as const;
      },
      [0, 0] as readonly [number, number],
    );
  const [errors, allErrors] = count('errors');
  const [required, allRequired] = count('required');
  return `${succeeded} of ${rows.length} operations succeed, ${errors} of ${allErrors} documented client errors provoked, ${required} of ${allRequired} required fields proven`;
}
