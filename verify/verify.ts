/** Looks at a deployment, row by row, and says what it saw. */
import type { Expectation } from '../routing/expectations.ts';
import { NoAnswer } from './request.ts';
import { type Deployment, failed, type Outcome, type Row } from './row.ts';
import { certificateRows } from './rows/certificate.ts';
import { healthRows } from './rows/health.ts';
import { keyRows } from './rows/keys.ts';
import { routeRows } from './rows/routes.ts';
import { siteRows } from './rows/site.ts';

export interface Result {
  readonly group: Row['group'];
  readonly name: string;
  readonly outcome: Outcome;
  readonly ms: number;
}

/** Every row there is for a deployment, in the order in which they are looked at. */
export function rowsOf(deployment: Deployment, expectations: readonly Expectation[]): Row[] {
  return [
    ...certificateRows(deployment),
    ...routeRows(deployment, expectations),
    ...healthRows(deployment),
    ...keyRows(deployment),
    ...siteRows(deployment),
  ];
}

/**
 * Looks at each row, one after another: a deployment is not put under load.
 *
 * @param onResult gets each result as it comes
 */
export async function verify(
  rows: readonly Row[],
  onResult: (result: Result) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  for (const row of rows) {
    const started = performance.now();
    const outcome = await look(row);
    const result = { group: row.group, name: row.name, outcome, ms: Math.round(performance.now() - started) };
    results.push(result);
    onResult(result);
  }
  return results;
}

async function look(row: Row): Promise<Outcome> {
  try {
    return await row.look();
  } catch (error) {
    if (error instanceof NoAnswer) return failed(error.message);
    throw error;
  }
}
