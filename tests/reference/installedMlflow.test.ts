/** What reference pages say of the MLflow client is true of the installed one. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
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

/** The client's answer to: does it send big files in parts, when the server offers it and the reader set nothing? */
const MULTIPART = `
import json
from mlflow.store.artifact.mlflow_artifacts_repo import MlflowArtifactsRepository as Repository
repository = Repository.__new__(Repository)
offers = {"multipart_uploads_enabled": True, "multipart_downloads_enabled": True}
repository._fetch_server_capabilities = lambda: offers
print(json.dumps([repository._is_multipart_upload_enabled(), repository._is_multipart_download_enabled()]))`;

/** Runs the installed package with these variables; returns what it prints. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return (await promisify(execFile)(VENV_PYTHON, [...args], { env: { ...process.env, ...env } })).stdout;
}

describe('multipart transfers', { timeout: 30_000 }, () => {
  it('follow the server while the variables are not set, as both pages say', async () => {
    expect(JSON.parse(await run(['-c', MULTIPART]))).toEqual([true, true]);
    const off = { MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'false' };
    expect(JSON.parse(await run(['-c', MULTIPART], off))).toEqual([false, true]);
    const rows = [
      ...(await tableRows(VARIABLES)),
      ...(await tableRows('docs/guide/tracking/artifacts.mdx')),
    ].filter(([name = '']) => name.startsWith('`MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD`'));
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.join(' ')).toMatch(/server offers/);
  });
});

describe('mlflow doctor', { timeout: 30_000 }, () => {
  const env = { MLFLOW_TRACKING_TOKEN: 'a-key-that-nobody-has' };

  it('prints the key unless it is told not to, as the page warns', async () => {
    const both = 'import mlflow; mlflow.doctor(); print("MASKED"); mlflow.doctor(mask_envs=True)';
    const [plain = '', masked = ''] = (await run(['-c', both], env)).split('MASKED');
    expect(plain).toContain(env.MLFLOW_TRACKING_TOKEN);
    expect(masked).toContain('MLFLOW_TRACKING_TOKEN: ***');
    const page = await readFile(path.join(ROOT, 'docs/guide/authentication.mdx'), 'utf8');
    expect(page).toContain('including your key');
  });
});

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
