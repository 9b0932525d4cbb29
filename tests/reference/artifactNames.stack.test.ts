/** What becomes of special characters in the name of a file is what the page about artifacts says. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { ROOT, VENV_PYTHON } from '../../machine/paths.js';
import { runProgram } from '../examples/program.ts';

const { trackingUri, key } = inject('stack');

const NAMES = `
import json, mlflow
mlflow.set_experiment("artifact-names")
with mlflow.start_run() as run:
    for name in ["cut#here.txt", "ask?me.txt", "a%20space.txt", "folder%2Ffile.txt"]:
        mlflow.log_text("x", name)
files = mlflow.artifacts.list_artifacts(run_id=run.info.run_id)
print(json.dumps({file.path: file.is_dir for file in files}))`;

it('cuts at # and ?, and decodes %20 and %2F, which makes a folder', async () => {
  const { stdout, code } = await runProgram([VENV_PYTHON, '-c', NAMES], {
    MLFLOW_TRACKING_URI: trackingUri,
    MLFLOW_TRACKING_TOKEN: key,
    MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT: 'true',
  });
  expect(code).toBe(0);
  const stored: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(stored).toEqual({ cut: false, ask: false, 'a space.txt': false, folder: true });
  const page = await readFile(path.join(ROOT, 'docs/guide/tracking/artifacts.mdx'), 'utf8');
  expect(page).toContain(
    'MLflow cuts names at `#` and `?`, decodes `%20` to a space, and decodes `%2F` to a slash, which creates folders.',
  );
});
