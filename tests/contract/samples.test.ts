/** Runs every Python sample that calls the MLflow client against a real server: what readers copy works. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TRACKING_URI } from '../../endpoint.ts';
import { loadExamples } from '../../openapi/generate/examples.ts';
import { EXAMPLES, render } from '../../openapi/generate/files.ts';
import { codeSamples } from '../../openapi/generate/samples.ts';
import { type OwnServer, startMlflow } from '../../openapi/record/server.ts';

const examples = loadExamples(EXAMPLES);
const operations = render().operations.filter(({ words }) => words.value.python !== undefined);
const outcomeSchema = z.record(z.string(), z.string().nullable());
let server: OwnServer;
let outcomes: z.infer<typeof outcomeSchema>;

beforeAll(async () => {
  server = await startMlflow();
  const samples = operations.flatMap((operation) => {
    const example = examples.get(operation.id);
    const made = example === undefined ? [] : codeSamples(operation, example);
    const source = made.find(({ lang }) => lang === 'python')?.source;
    return [{ id: operation.id, source: String(source).replaceAll(TRACKING_URI, server.url) }];
  });
  outcomes = outcomeSchema.parse(JSON.parse(await runPython(JSON.stringify(samples))));
}, 300_000);

afterAll(() => server.stop());

/** Standard output of `samples.py`; its standard error in the message when it fails. */
async function runPython(input: string): Promise<string> {
  const python = join(import.meta.dirname, '../../.venv/bin/python');
  const child = spawn(python, [join(import.meta.dirname, 'samples.py')], {
    env: { ...process.env, SERVER: server.url, MLFLOW_TRACKING_TOKEN: '', MLFLOW_DISABLE_TELEMETRY: 'true' },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`samples.py ended with ${code}:\n${errors}`);
  return output;
}

describe('Python samples', () => {
  it.each(operations.map(({ id }) => id))('%s runs as it is shown', (id) => {
    expect(outcomes[id]).toBeNull();
  });
});
