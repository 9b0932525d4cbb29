/** Writes `openapi/health.yaml` from the contract. With `--check` it writes nothing and fails when the file is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderDocument } from './openapi/document.ts';

const DOCUMENT = path.join(import.meta.dirname, '..', 'openapi', 'health.yaml');
const name = path.relative(process.cwd(), DOCUMENT);

if (process.argv[2] === '--check') {
  if (readFileSync(DOCUMENT, 'utf8') !== renderDocument()) {
    console.error(`${name} is stale. Run: node health/openapi.ts`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(DOCUMENT, renderDocument());
  console.log(`${name}: written`);
}
