/** `npm run verify`: looks at a deployment, and ends with 1 when a row fails. */
import { writeFileSync } from 'node:fs';
import { loadExpectations } from '../routing/load.ts';
import { HELP, OptionsError, readOptions } from './options.ts';
import { jsonReport, junitReport, lineOf, summaryOf } from './report.ts';
import { createClient } from './request.ts';
import { type Result, rowsOf, verify } from './verify.ts';

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  const { origin, docs, key, json, junit } = options;
  const rows = rowsOf({ origin, docs, key, client: createClient(options) }, await loadExpectations());
  let group: string | undefined;
  const show = (result: Result): void => {
    if (result.group !== group) console.log(`${group === undefined ? '' : '\n'}${result.group}`);
    group = result.group;
    console.log(lineOf(result));
  };
  const results = await verify(rows, json ? undefined : show);
  if (json) console.log(jsonReport(origin, results));
  else console.log(`\n${origin}: ${summaryOf(results)}`);
  if (junit !== undefined) writeFileSync(junit, junitReport(results));
  const failures = results.filter(({ outcome }) => outcome.status === 'fail');
  for (const { group: of, name, outcome } of failures)
    console.error(`failed: ${of}: ${name}: ${outcome.detail}`);
  return failures.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OptionsError)) throw error;
  console.error(`verify: ${error.message}\n  ${error.hint}`);
  process.exitCode = 2;
}
