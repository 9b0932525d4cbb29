/** What the contract tests have proven of the MLflow API: the rows of `openapi/coverage.json`, and their sums. */

/** One operation. */
export interface CoverageRow {
  operation: string;
  tag: string;
  /** The server has the route. */
  exists: boolean;
  /** True, or why the local server cannot succeed. */
  success: boolean | string;
  /** `2 of 2`: refusals that were provoked, out of those that are documented for the operation itself. */
  errors: string;
  /** `1 of 1`: required fields that were left out and refused, out of all. */
  required: string;
}

/** So many were proven, out of so many. */
export interface Tally {
  proven: number;
  all: number;
}

export interface CoverageTotals {
  operations: Tally;
  errors: Tally;
  required: Tally;
}

export function coverageTotals(rows: readonly CoverageRow[]): CoverageTotals {
  const succeeded = rows.filter(({ success }) => success === true).length;
  return {
    operations: { proven: succeeded, all: rows.length },
    errors: sum(rows.map(({ errors }) => readTally(errors))),
    required: sum(rows.map(({ required }) => readTally(required))),
  };
}

/** Reads `1 of 2`. */
export function readTally(text: string): Tally {
  const [proven = 0, all = 0] = text.split(' of ').map(Number);
  return { proven, all };
}

export function writeTally({ proven, all }: Tally): string {
  return `${proven} of ${all}`;
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { proven, all }) => ({ proven: total.proven + proven, all: total.all + all }),
    {
      proven: 0,
      all: 0,
    },
  );
}

/** Rows by their tag, in their order. */
export function byTag(rows: readonly CoverageRow[]): Map<string, CoverageRow[]> {
  return groupBy(rows, ({ tag }) => tag);
}

/** Operations that cannot succeed on the local server, by the reason. */
export function byExcuse(rows: readonly CoverageRow[]): Map<string, CoverageRow[]> {
  const excused = rows.filter(({ success }) => success !== true);
  return groupBy(excused, ({ success }) => String(success));
}

/** `Map.groupBy`, which Safari has from 17.4 on only. */
function groupBy(
  rows: readonly CoverageRow[],
  keyOf: (row: CoverageRow) => string,
): Map<string, CoverageRow[]> {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
