/** What the contract tests have seen, as a table of operations: exists, success, errors, required. */
import { type CoverageRow, coverageTotals, writeTally } from '../../src/lib/reference/coverage.ts';
import type { Sighting } from './play.ts';

/** Rows in the document's order. The generator refuses an operation that the server has no route for. */
export function coverageRows(sightings: Iterable<Sighting>): CoverageRow[] {
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
      errors: writeTally({ proven: provoked.length, all: documented.length }),
      required: writeTally({ proven: refused, all: required.size }),
    };
  });
}

/** Client errors that the descriptions document for the operation itself. A 500 is documented where clients cause it. */
export function documentedErrors({ operation }: Sighting): number[] {
  return Object.keys(operation.words.value.errors)
    .map(Number)
    .filter((status) => status !== 500);
}

/** One line that sums the table up. */
export function coverageSummary(rows: CoverageRow[]): string {
  const { operations, errors, required } = coverageTotals(rows);
  return `${writeTally(operations)} operations succeed, ${writeTally(errors)} documented client errors provoked, ${writeTally(required)} required fields proven`;
}
