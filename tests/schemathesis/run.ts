/** Runs Schemathesis: requests made from an OpenAPI document, and every answer held against it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import * as z from 'zod';
import { STATE_DIR } from '../../machine/paths.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { ensureVenv } from '../../machine/venv.js';

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));

/** What to ask, and how. */
export interface Asking {
  /** Path of the OpenAPI document. */
  document: string;
  /** Where its paths begin. */
  url: string;
  /** Path of the configuration. */
  config: string;
  /** Variables that the configuration names, such as a key. */
  env: Readonly<Record<string, string>>;
  /** Further words for the command line. */
  more?: readonly string[];
  timeoutMs: number;
}

/** How a run ended: 0 when every answer was as the document says; what was printed; requests and answers. */
export interface Outcome {
  code: number;
  output: string;
  sent: readonly Sent[];
}

/** One request of a run, and its answer. */
export interface Sent {
  /** Method and path of the operation, as the document has them. */
  operation: string;
  method: string;
  /** Path that was asked for. */
  path: string;
  /** True for a request that is right by the document. */
  right: boolean;
  /** 0 when nothing answered. */
  status: number;
  /** Media type without parameters. */
  media: string;
  body: string;
}

/** Makes its environment, once. Gives the path of the program. */
export async function installSchemathesis(): Promise<string> {
  const venv = { folder: path.join(STATE_DIR, 'schemathesis'), requirements: REQUIREMENTS };
  const { bin } = await ensureVenv(venv, console.log);
  return path.join(bin, 'st');
}

/** Asks a running server all that a document allows, and some that it does not. */
export async function runSchemathesis(program: string, asking: Asking): Promise<Outcome> {
  const { document, url, config, env, timeoutMs, more = [] } = asking;
  // It leaves a cache where it runs.
  await using folder = await temporaryFolder('schemathesis');
  const events = path.join(folder.path, 'events.ndjson');
  const report = ['--report', 'ndjson', '--report-ndjson-path', events];
  const args = ['--config-file', config, '--no-color', 'run', document, '--url', url, ...report, ...more];
  const { exitCode, stdout, stderr } = await execa(program, args, {
    cwd: folder.path,
    extendEnv: false,
    // The same sets of texts in every run.
    env: { PATH: process.env.PATH, PYTHONHASHSEED: '0', ...env },
    timeout: timeoutMs,
    maxBuffer: 2 ** 28,
    reject: false,
    killDescendants: true,
  });
  const sent = exitCode === undefined ? [] : readSent(await readFile(events, 'utf8'));
  return { code: exitCode ?? -1, output: `${stdout}\n${stderr}`, sent };
}

const bytesSchema = z.object({ $base64: z.string() });

const interactionSchema = z.object({
  request: z.object({ method: z.string(), uri: z.url() }),
  response: z
    .object({
      status_code: z.number(),
      headers: z.record(z.string(), z.array(z.string())),
      content: bytesSchema.nullish(),
    })
    .nullable(),
});

const caseSchema = z.object({
  value: z.object({ meta: z.object({ generation: z.object({ mode: z.enum(['positive', 'negative']) }) }) }),
});

const eventSchema = z.object({
  ScenarioFinished: z
    .object({
      recorder: z.object({
        label: z.string(),
        cases: z.record(z.string(), caseSchema).default({}),
        interactions: z.record(z.string(), interactionSchema).default({}),
      }),
    })
    .optional(),
});

function readSent(lines: string): Sent[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { ScenarioFinished: scenario } = eventSchema.parse(JSON.parse(line));
      if (scenario === undefined) return [];
      const { label, cases, interactions } = scenario.recorder;
      return Object.entries(interactions).map(([id, { request, response }]) => ({
        operation: label,
        method: request.method,
        path: new URL(request.uri).pathname,
        right: cases[id]?.value.meta.generation.mode === 'positive',
        status: response?.status_code ?? 0,
        media: response?.headers['content-type']?.[0]?.split(';')[0] ?? '',
        body: Buffer.from(response?.content?.$base64 ?? '', 'base64').toString(),
      }));
    });
}
