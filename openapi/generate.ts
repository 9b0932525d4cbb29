/** Writes `openapi/mlflow.yaml` from the inventories, the descriptions and the recorded examples. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOCUMENT, render } from './generate/files.ts';
import { GenerateError } from './generate/problems.ts';

try {
  const { text, operations } = render();
  writeFileSync(DOCUMENT, text);
  console.log(`${path.relative(process.cwd(), DOCUMENT)}: ${operations.length} operations`);
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  console.error(`openapi: the document cannot be made, ${error.problems.length} problems:\n${error.message}`);
  process.exitCode = 1;
}
