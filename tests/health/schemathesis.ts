/** Runs Schemathesis: requests made from an OpenAPI document, and every answer held against it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ROOT } from '../../setup/paths.js';
import { pythonEnvironment } from '../pythonEnvironment.ts';

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const CONFIG = fileURLToPath(new URL('./schemathesis.toml', import.meta.url));
const DOCUMENT = path.join(ROOT, 'openapi', 'health.yaml');
const TIMEOUT_MS = 60_000;

/** How a run ended: 0 when every answer was as the document says; what was printed; requests and answers. */
export type Outcome = { code: number; output: string; sent: readonly Sent[] };
/** One request of a run and the status of its answer. */
export type Sent = { method: string; path: string; status: number };

/** Makes its environment, once. Gives the path of the program. */
export async function installSchemathesis(): Promise<string> {
  const { bin } = await pythonEnvironment({
    name: 'schemathesis',
    requirements: REQUIREMENTS,
    module: 'schemathesis',
  });
  return path.join(bin, 'st');
}

/**
 * Asks a running service all that `openapi/health.yaml` allows, and some that it does not.
 * @param more further words for the command line
 */
export async function askEverything(
  program: string,
  origin: string,
  token: string,
  more: readonly string[] = [],
): Promise<Outcome> {
  // It leaves a cache where it runs.
  const folder = await mkdtemp(path.join(tmpdir(), 'schemathesis-'));
  const har = path.join(folder, 'sent.har');
  const args = ['--config-file', CONFIG, '--no-color', 'run', DOCUMENT, '--url', origin, ...more];
  const env = { PATH: process.env.PATH, OPERATORS_TOKEN: token };
  try {
    const { code, output } = await new Promise<Omit<Outcome, 'sent'>>((resolve) => {
      execFile(
        program,
        [...args, '--report', 'har', '--report-har-path', har],
        { cwd: folder, env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ code, output: `${stdout}\n${stderr}` });
        },
      );
    });
    return { code, output, sent: code < 0 ? [] : await readSent(har) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const harSchema = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ method: z.string(), url: z.url() }),
        response: z.object({ status: z.number() }),
      }),
    ),
  }),
});

async function readSent(file: string): Promise<Sent[]> {
  const { log } = harSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return log.entries.map(({ request, response }) => ({
    method: request.method,
    path: new URL(request.url).pathname,
    status: response.status,
  }));
}
