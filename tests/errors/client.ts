/** Lets the real MLflow client fail in all cases at once, in one process, and tells what a reader sees. */
import { execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { VENV_PYTHON } from '../../machine/paths.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { maskKey } from '../../snippets/runner/target.ts';
import type { SharedStack } from '../sharedStack.ts';
import { motoEnvironment } from '../terraform/moto.ts';
import { type Case, HOMES } from './cases.ts';
import type { Places } from './places.ts';

const PROVOKE = fileURLToPath(new URL('./provoke.py', import.meta.url));

const seenSchema = z.object({ version: z.string(), seen: z.record(z.string(), z.string()) });

export type Seen = z.infer<typeof seenSchema>;

/**
 * Runs the cases.
 *
 * @param cases by the id under which the result is wanted
 * @returns the client's version, and for each case the end of the traceback in production's words
 */
export async function provoke(
  cases: Readonly<Record<string, Case>>,
  uris: Places,
  stack: SharedStack,
): Promise<Seen> {
  await using folder = await temporaryFolder('errors');
  const root = folder.path;
  const s3 = await s3Packages();
  const homes = await makeHomes(root);
  const asked = Object.entries(cases).map(([id, each]) => ({
    id,
    uri: uris[each.at],
    call: each.call,
    env: { MLFLOW_TRACKING_TOKEN: stack.key, ...each.env, HOME: homes[each.env?.HOME ?? 'empty'] },
    packages: each.s3Packages ? [s3] : [],
  }));
  const { version, seen } = seenSchema.parse(JSON.parse(await runPython(JSON.stringify(asked), root)));
  const inWords = Object.entries(cases).map(([id, each]) => [
    id,
    maskKey(asInProduction(seen[id] ?? '', uris[each.at]), stack),
  ]);
  return { version, seen: Object.fromEntries(inWords) };
}

/** moto brings the packages that reach S3; they stay out of the pinned client's own environment. */
async function s3Packages(): Promise<string> {
  const { python } = await motoEnvironment();
  const where = 'import boto3, pathlib; print(pathlib.Path(boto3.__file__).parent.parent)';
  return (await promisify(execFile)(python, ['-c', where])).stdout.trim();
}

async function makeHomes(root: string): Promise<Record<string, string>> {
  for (const [home, files] of Object.entries(HOMES)) {
    await mkdir(path.join(root, home));
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(root, home, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content, { mode: 0o600 });
    }
  }
  return Object.fromEntries(Object.keys(HOMES).map((home) => [home, path.join(root, home)]));
}

async function runPython(input: string, cwd: string): Promise<string> {
  const child = spawn(VENV_PYTHON, [PROVOKE], {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      TMPDIR: cwd,
      LANG: 'C.UTF-8',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`provoke.py ended with ${code}:\n${errors}`);
  return output;
}

/** Puts the registry in the place of the address that failed, as a reader of production sees it. */
export function asInProduction(seen: string, uri: string): string {
  const production = new URL(REGISTRY_ORIGIN);
  const { hostname, origin, port } = new URL(uri.includes('://') ? uri : `https://${uri}`);
  const pool = new RegExp(`HTTPS?(Connection(?:Pool)?)\\(host='${hostname}', port=${port || 443}\\)`, 'g');
  return seen
    .replaceAll(origin, REGISTRY_ORIGIN)
    .replaceAll(pool, `HTTPS$1(host='${production.hostname}', port=443)`)
    .replaceAll('registry.invalid', production.hostname);
}
