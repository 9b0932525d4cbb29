/** The defaults on the page about environment variables are those of the installed MLflow. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT, VENV_PYTHON } from '../../setup/paths.js';
import { tableRows } from './tables.ts';

const PAGE = 'docs/guide/reference/environment-variables.mdx';

const ASK = `
import json, mlflow
from mlflow import environment_variables as variables
known = [each for each in vars(variables).values() if hasattr(each, "default")]
print(json.dumps({"version": mlflow.__version__, "limit": variables._MLFLOW_HTTP_REQUEST_MAX_RETRIES_LIMIT.default,
    "defaults": {each.name: repr(each.default) for each in known}}))`;

const installedSchema = z.object({
  version: z.string(),
  limit: z.number(),
  defaults: z.record(z.string(), z.string()),
});

const { stdout } = await promisify(execFile)(VENV_PYTHON, ['-c', ASK]);
const installed = installedSchema.parse(JSON.parse(stdout));
const rows = (await tableRows(PAGE)).filter(([name]) => name?.startsWith('`MLFLOW_'));

/** How the page writes a default of Python. */
function written(value: string | undefined): string | undefined {
  if (value === 'None') return 'not set';
  return value && `\`${/^(True|False)$/.test(value) ? value.toLowerCase() : value}\``;
}

it('has rows to check', () => {
  expect(rows.length).toBeGreaterThan(30);
});

it.each(rows.map(([name = '', said]) => [name.replaceAll('`', ''), said]))('%s', (name, said) => {
  expect(said).toBe(written(installed.defaults[name ?? '']));
});

it('names the installed version, and the most retries that it allows', async () => {
  const source = await readFile(path.join(ROOT, PAGE), 'utf8');
  expect(source).toContain(`MLflow ${installed.version}`);
  expect(source).toContain(`At most ${installed.limit};`);
});
