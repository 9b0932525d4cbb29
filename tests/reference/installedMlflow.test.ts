/** What reference pages say of the MLflow client is true of the installed one. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT, VENV_PYTHON } from '../../machine/paths.js';
import { tableRows } from './tables.ts';

const VARIABLES = 'docs/guide/reference/environment-variables.mdx';
const ERROR_BODIES = 'docs/guide/reference/error-bodies.mdx';

const ASK = `
import json, mlflow
from mlflow import environment_variables as variables, exceptions
known = [each for each in vars(variables).values() if hasattr(each, "default")]
print(json.dumps({"version": mlflow.__version__, "limit": variables._MLFLOW_HTTP_REQUEST_MAX_RETRIES_LIMIT.default,
    "defaults": {each.name: repr(each.default) for each in known}, "statuses": exceptions.ERROR_CODE_TO_HTTP_STATUS}))`;

const installedSchema = z.object({
  version: z.string(),
  limit: z.number(),
  defaults: z.record(z.string(), z.string()),
  statuses: z.record(z.string(), z.number()),
});

const { stdout } = await promisify(execFile)(VENV_PYTHON, ['-c', ASK]);
const installed = installedSchema.parse(JSON.parse(stdout));

describe(VARIABLES, async () => {
  const said = (await tableRows(VARIABLES)).flatMap(([first = '']) => {
    const [, name, value] = /^`(MLFLOW_\w+)`<br \/>(.+)$/.exec(first) ?? [];
    return name && value ? [[name, value] as const] : [];
  });

  /** How the page writes a default of Python. */
  function written(value: string | undefined): string | undefined {
    if (value === 'None') return 'not set';
    return value && `\`${/^(True|False)$/.test(value) ? value.toLowerCase() : value}\``;
  }

  it('has rows to check', () => {
    expect(said.length).toBeGreaterThan(30);
  });

  it.each(said)('%s is %s', (name, value) => {
    expect(value).toBe(written(installed.defaults[name]));
  });

  it('names the installed version, and the most retries that it allows', async () => {
    const source = await readFile(path.join(ROOT, VARIABLES), 'utf8');
    expect(source).toContain(`MLflow ${installed.version}`);
    expect(source).toContain(`At most ${installed.limit};`);
  });
});

describe(ERROR_BODIES, async () => {
  const rows = await tableRows(ERROR_BODIES);
  const codes = rows.flatMap(([names = '', status]) =>
    [...names.matchAll(/`([A-Z_]{3,})`/g)].map(([, code = '']) => [code, Number(status)] as const),
  );

  // The service in front of MLflow has made RESOURCE_NOT_FOUND up.
  it.each(codes.filter(([code]) => code !== 'RESOURCE_NOT_FOUND'))('%s is %i', (code, status) => {
    expect(installed.statuses[code]).toBe(status);
  });
});
