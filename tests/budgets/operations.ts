/** The ten operation pages that are weighed and measured: five that many read, and the largest. */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { BUILD_DIR } from './builtSite.ts';

const OFTEN_READ = ['create-experiment', 'create-run', 'log-batch', 'search-runs', 'upload-artifact'];

const COUNT = 10;

/** Paths on the site, such as `/api/mlflow/create-run/`. */
export function tenOperationPages(): string[] {
  const largest = globSync(path.join(BUILD_DIR, 'api/mlflow/*/index.html'))
    .filter((file) => readFileSync(file, 'utf8').includes('r-address'))
    .sort((a, b) => statSync(b).size - statSync(a).size)
    .map((file) => path.basename(path.dirname(file)));
  const names = [...new Set([...OFTEN_READ, ...largest])].slice(0, COUNT);
  return names.map((name) => `/api/mlflow/${name}/`);
}
