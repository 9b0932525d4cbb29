/** What reference pages say of the MLflow client is true of the installed one. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { childEnvironment } from '../../machine/environment.ts';
import { ROOT, VENV_PYTHON } from '../../machine/paths.js';
import { tableRows } from './tables.ts';

const VARIABLES = 'docs/guide/reference/environment-variables.mdx';
const ERROR_BODIES = 'docs/guide/reference/error-bodies.mdx';

/** All questions in one process: loading MLflow takes seconds. */
const ASK = `
import contextlib, io, json, os, mlflow
from mlflow import environment_variables as variables, exceptions
from mlflow.store.artifact.mlflow_artifacts_repo import MlflowArtifactsRepository as Repository

def doctor(**options):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        mlflow.doctor(**options)
    return printed.getvalue()

# Does the client send big files in parts, and read them so, when the server offers it?
def multipart():
    repository = Repository.__new__(Repository)
    offers = {"multipart_uploads_enabled": True, "multipart_downloads_enabled": True}
    repository._fetch_server_capabilities = lambda: offers
    return [repository._is_multipart_upload_enabled(), repository._is_multipart_download_enabled()]

known = [each for each in vars(variables).values() if hasattr(each, "default")]
answers = {"version": mlflow.__version__, "limit": variables._MLFLOW_HTTP_REQUEST_MAX_RETRIES_LIMIT.default,
    "defaults": {each.name: repr(each.default) for each in known}, "statuses": exceptions.ERROR_CODE_TO_HTTP_STATUS,
    "doctor": doctor(), "masked": doctor(mask_envs=True), "multipart": multipart()}
os.environ["MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD"] = "false"
print(json.dumps({**answers, "uploadsOff": multipart()}))`;

const TOKEN = 'a-key-that-nobody-has';

const installedSchema = z.object({
  version: z.string(),
  limit: z.number(),
  defaults: z.record(z.string(), z.string()),
  statuses: z.record(z.string(), z.number()),
  doctor: z.string(),
  masked: z.string(),
  /** Uploads and downloads, with nothing set by the reader. */
  multipart: z.tuple([z.boolean(), z.boolean()]),
  uploadsOff: z.tuple([z.boolean(), z.boolean()]),
});

const { stdout } = await promisify(execFile)(VENV_PYTHON, ['-c', ASK], {
  env: childEnvironment({ MLFLOW_TRACKING_TOKEN: TOKEN }),
});
const installed = installedSchema.parse(JSON.parse(stdout));

describe('multipart transfers', () => {
  it('follow the server while the variables are not set, as both pages say', async () => {
    expect(installed.multipart).toEqual([true, true]);
    expect(installed.uploadsOff).toEqual([false, true]);
    const rows = [
      ...(await tableRows(VARIABLES)),
      ...(await tableRows('docs/guide/tracking/artifacts.mdx')),
    ].filter(([name = '']) => name.startsWith('`MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD`'));
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.join(' ')).toMatch(/server offers/);
  });
});

describe('mlflow doctor', () => {
  it('prints the key unless it is told not to, as the page warns', async () => {
    expect(installed.doctor).toContain(TOKEN);
    expect(installed.masked).toContain('MLFLOW_TRACKING_TOKEN: ***');
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
