/** Runs every Python sample that calls the MLflow client, in the document's order. */
import path from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { TRACKING_URI } from '../../endpoint.ts';
import { VENV_PYTHON } from '../../machine/paths.js';
import { loadExamples } from '../../openapi/generate/examples.ts';
import { EXAMPLES, render } from '../../openapi/generate/files.ts';
import { codeSamples } from '../../openapi/generate/samples.ts';
import { startMlflow } from '../../openapi/record/server.ts';
import type { Outcomes } from './playSamples.ts';

const outcomesSchema = z.record(z.string(), z.string().nullable());

/** Operations whose Python sample calls the MLflow client. */
export const clientSampled = render().operations.filter(({ words }) => words.value.python !== undefined);

/** Runs them on an MLflow of their own. */
export async function playClientSamples(): Promise<Outcomes> {
  const examples = loadExamples(EXAMPLES);
  await using server = await startMlflow();
  const samples = clientSampled.map((operation) => {
    const example = examples.get(operation.id);
    const made = example === undefined ? [] : codeSamples(operation, example);
    const source = made.find(({ lang }) => lang === 'python')?.source;
    return { id: operation.id, source: String(source).replaceAll(TRACKING_URI, server.url) };
  });
  const output = await runPython(server.url, JSON.stringify(samples));
  return new Map(Object.entries(outcomesSchema.parse(JSON.parse(output))));
}

/** Standard output of `client_samples.py`; its standard error in the message when it fails. */
async function runPython(url: string, input: string): Promise<string> {
  const { stdout } = await execa(VENV_PYTHON, [path.join(import.meta.dirname, 'client_samples.py')], {
    input,
    env: { SERVER: url, MLFLOW_TRACKING_TOKEN: '', MLFLOW_DISABLE_TELEMETRY: 'true' },
  });
  return stdout;
}
