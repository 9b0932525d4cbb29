/** Runs a code sample of the API reference as a reader does, and tells what the server answered to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { PLACEHOLDER_KEY, TRACKING_URI } from '../../endpoint.ts';
import { temporaryFolder } from '../../machine/temporary.ts';
import type { Server } from '../../openapi/record/call.ts';

/** Languages of the samples that make an HTTP request themselves. */
export type Language = 'curl' | 'python' | 'typescript';

/** What came back: media type without parameters, body as text. */
interface SampleAnswer {
  status: number;
  media: string;
  text: string;
}

export interface SampleRunner {
  /** @throws Error when the sample made no request, or ends in another way than by an answer */
  run(source: string): Promise<SampleAnswer>;
  stop(): Promise<void>;
}

/** Starts what runs the samples of a language. The reader's changes are made in a sample: server and key. */
export async function startRunner(language: Language, server: Server): Promise<SampleRunner> {
  const fill = (source: string): string =>
    source.replaceAll(TRACKING_URI, server.url).replaceAll(PLACEHOLDER_KEY, server.key ?? '');
  const runner = await STARTS[language](server);
  return { ...runner, run: (source) => runner.run(fill(source)) };
}

const STARTS: Readonly<Record<Language, (server: Server) => Promise<SampleRunner>>> = {
  curl: startCurl,
  python: startPython,
  typescript: startTypescript,
};

/** The sample in bash. A `.curlrc` makes curl tell the status, so that the sample itself stays as it is shown. */
async function startCurl(): Promise<SampleRunner> {
  const { path: home, remove } = await temporaryFolder('curl');
  const rules = ['silent', 'show-error', 'max-time = 30', 'write-out = "\\n%{http_code} %{content_type}"'];
  await writeFile(path.join(home, '.curlrc'), `${rules.join('\n')}\n`);
  const run = async (source: string): Promise<SampleAnswer> => {
    const env = { PATH: process.env.PATH, CURL_HOME: home, HOME: home };
    const child = spawn('bash', ['-c', source], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const end = /\n(?<status>\d{3}) ?(?<media>[^\n;]*)[^\n]*$/.exec(output);
    if (end === null) throw new Error(`curl gave no status: ${errors}`);
    const { status, media = '' } = end.groups ?? {};
    return { status: Number(status), media, text: output.slice(0, end.index) };
  };
  return { run, stop: remove };
}

/** The sample in a context of its own, with a `fetch` that remembers the answer. */
async function startTypescript({ key = '' }: Server): Promise<SampleRunner> {
  const run = async (source: string): Promise<SampleAnswer> => {
    let answer: Response | undefined;
    const remember: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      answer = response.clone();
      return response;
    };
    const names = {
      fetch: remember,
      process: { env: { MLFLOW_TRACKING_TOKEN: key } },
      console: { log() {} },
    };
    const failure = await ending(runInNewContext(`(async () => {\n${source}\n})()`, names));
    if (answer === undefined || (answer.ok && failure !== undefined)) throw failure;
    const media = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    return { status: answer.status, media, text: await answer.text() };
  };
  return { run, stop: async () => {} };
}

/** What a promise is rejected with; undefined when it is not. */
async function ending(running: unknown): Promise<unknown> {
  try {
    await running;
    return undefined;
  } catch (error) {
    return error;
  }
}

const outcomeSchema = z.union([
  z.object({ status: z.number(), media: z.string(), text: z.string() }),
  z.object({ error: z.string() }),
]);

/** The sample in a Python process that runs them one after the other: starting one for each takes too long. */
async function startPython({ key = '' }: Server): Promise<SampleRunner> {
  const python = path.join(import.meta.dirname, '../../.venv/bin/python');
  const child = spawn(python, [path.join(import.meta.dirname, 'requests_samples.py')], {
    env: { ...process.env, MLFLOW_TRACKING_TOKEN: key },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const run = async (source: string): Promise<SampleAnswer> => {
    child.stdin.write(`${JSON.stringify(source)}\n`);
    const { value } = await lines.next();
    const outcome = outcomeSchema.parse(JSON.parse(String(value)));
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome;
  };
  return { run, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  await end;
}
