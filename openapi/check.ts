/**
 * Checks the OpenAPI documents. Both: valid for Redocly and for Spectral. That of MLflow too: made from its sources,
 * fresh, complete, described, and fitting the recorded examples. Prints what is left out and why. Ends with 1 when
 * anything is wrong.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkComplete, loadDifferences } from './check/complete.ts';
import { checkExamples } from './check/examples.ts';
import { checkRedocly } from './check/redocly.ts';
import { checkSpectral } from './check/spectral.ts';
import { DocumentValidator } from './check/validator.ts';
import { checkWords } from './check/words.ts';
import { loadExamples } from './generate/examples.ts';
import { DIFFERENCES, DOCUMENT, EXAMPLES, HEALTH_DOCUMENT, type Rendered, render } from './generate/files.ts';
import { formatProblem, GenerateError, type Problem } from './generate/problems.ts';

try {
  await check(render());
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  report(error.problems);
}

async function check({ text, document, operations, inventory }: Rendered): Promise<void> {
  const file = 'openapi/mlflow.yaml';
  const problems: Problem[] = [];
  const note = (message: string) => problems.push({ file, message });
  if (!existsSync(DOCUMENT) || readFileSync(DOCUMENT, 'utf8') !== text) {
    note('is not what its sources make; run: npm run openapi');
  }
  const differences = loadDifferences(DIFFERENCES);
  const complete = checkComplete(inventory, operations, differences, 'openapi/differences.yaml');
  problems.push(...complete.problems);
  for (const message of checkWords(document)) note(message);
  problems.push(...(await checkValid(DOCUMENT)), ...(await checkValid(HEALTH_DOCUMENT)));
  const examples = loadExamples(EXAMPLES);
  for (const message of checkExamples(operations, examples, new DocumentValidator(document))) note(message);
  console.log(`MLflow ${inventory.mlflow}: ${operations.length} operations documented. Left out:`);
  for (const [why, routes] of complete.leftOut) console.log(`  ${String(routes.length).padStart(3)}  ${why}`);
  report(problems);
}

/** What both linters find in a document. */
async function checkValid(file: string): Promise<Problem[]> {
  if (!existsSync(file)) return [];
  const shown = path.relative(process.cwd(), file);
  return [...(await checkRedocly(file, shown)), ...(await checkSpectral(readFileSync(file, 'utf8'), shown))];
}

function report(problems: Problem[]): void {
  for (const problem of problems) console.error(formatProblem(problem));
  if (problems.length > 0) process.exitCode = 1;
  console.log(problems.length === 0 ? 'openapi: all checks passed' : `openapi: ${problems.length} problems`);
}
