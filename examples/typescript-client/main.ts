/** Fits a line by gradient descent and logs how: parameters, the loss of every step, and the line as an artifact. */
import { parseArgs } from 'node:util';
import { HokusaiError } from './errors.ts';
import { createHokusaiClient, metricValue, present, type Schemas } from './hokusai.ts';

const HELP = `Usage: node main.ts [--experiment NAME] [--steps N] [--rate R]

Fits a line by gradient descent and logs the run to Hokusai.
  --experiment NAME  experiment to log to, made when missing (typescript)
  --steps N          steps of gradient descent, 1 to 100000 (200)
  --rate R           learning rate, above 0 (0.05)

Reads MLFLOW_TRACKING_URI and MLFLOW_TRACKING_TOKEN.`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  experiment: { type: 'string', default: 'typescript' },
  steps: { type: 'string', default: '200' },
  rate: { type: 'string', default: '0.05' },
} as const;

/** MLflow takes at most this many metrics in one call. */
const BATCH = 1000;

const POINTS = [0, 1, 2, 3, 4].map((x) => ({ x, y: 2 * x + 1 }));

interface Line {
  slope: number;
  intercept: number;
}
type Client = ReturnType<typeof createHokusaiClient>;

/** What the caller typed cannot be used. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const { experiment, steps, rate } = readArguments();
  const client = createHokusaiClient();
  const experimentId = await findOrCreateExperiment(client, experiment);
  const created = await client.POST('/api/2.0/mlflow/runs/create', {
    body: { experiment_id: experimentId, start_time: Date.now() } satisfies Schemas['CreateRunRequest'],
  });
  const info = present(created.data?.run?.info, 'run.info');
  const runId = present(info.run_id, 'run.info.run_id');
  process.once('SIGINT', () => endRun(client, runId, 'KILLED').finally(() => process.exit(130)));
  try {
    const { line, losses } = fit(steps, rate);
    await logFit(client, runId, { steps, rate, losses });
    await uploadLine(client, present(info.artifact_uri, 'run.info.artifact_uri'), line);
    await endRun(client, runId, 'FINISHED');
    console.log(`run ${runId}: y = ${line.slope.toFixed(2)} x + ${line.intercept.toFixed(2)}`);
  } catch (error) {
    await endRun(client, runId, 'FAILED').catch(() => console.error(`run ${runId} stays RUNNING`));
    throw error;
  }
}

function readArguments(): { experiment: string; steps: number; rate: number } {
  const values = parseOptions();
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const steps = Number(values.steps);
  const rate = Number(values.rate);
  if (!Number.isInteger(steps) || steps < 1 || steps > 100_000)
    throw new UsageError('--steps must be a whole number from 1 to 100000.');
  if (!(rate > 0)) throw new UsageError('--rate must be a number above 0.');
  return { experiment: values.experiment, steps, rate };
}

function parseOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Gradient descent on the mean squared error. A rate that is too high makes the loss infinite. */
function fit(steps: number, rate: number): { line: Line; losses: number[] } {
  const line = { slope: 0, intercept: 0 };
  const losses: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const errors = POINTS.map(({ x, y }) => ({ x, error: line.slope * x + line.intercept - y }));
    const mean = (of: (point: { x: number; error: number }) => number) =>
      errors.reduce((sum, point) => sum + of(point), 0) / errors.length;
    losses.push(mean(({ error }) => error ** 2));
    line.slope -= rate * 2 * mean(({ x, error }) => error * x);
    line.intercept -= rate * 2 * mean(({ error }) => error);
  }
  return { line, losses };
}

async function findOrCreateExperiment(client: Client, name: string): Promise<string> {
  try {
    const found = await client.GET('/api/2.0/mlflow/experiments/get-by-name', {
      params: { query: { experiment_name: name } },
    });
    return present(found.data?.experiment?.experiment_id, 'experiment.experiment_id');
  } catch (error) {
    if (!(error instanceof HokusaiError && error.code === 'RESOURCE_DOES_NOT_EXIST')) throw error;
  }
  const created = await client.POST('/api/2.0/mlflow/experiments/create', {
    body: { name } satisfies Schemas['CreateExperimentRequest'],
  });
  return present(created.data?.experiment_id, 'experiment_id');
}

async function logFit(
  client: Client,
  runId: string,
  { steps, rate, losses }: { steps: number; rate: number; losses: number[] },
): Promise<void> {
  const timestamp = Date.now();
  const metrics = losses.map((loss, step) => ({ key: 'loss', value: metricValue(loss), timestamp, step }));
  const params = [
    { key: 'steps', value: String(steps) },
    { key: 'rate', value: String(rate) },
  ];
  await logBatch(client, { run_id: runId, params });
  for (let start = 0; start < metrics.length; start += BATCH) {
    await logBatch(client, { run_id: runId, metrics: metrics.slice(start, start + BATCH) });
  }
}

async function logBatch(client: Client, body: Schemas['LogBatchRequest']): Promise<void> {
  await client.POST('/api/2.0/mlflow/runs/log-batch', { body });
}

async function uploadLine(client: Client, artifactUri: string, line: Line): Promise<void> {
  const folder = artifactUri.replace(/^mlflow-artifacts:\/*/, '');
  await client.PUT('/api/2.0/mlflow-artifacts/artifacts/{artifact_path}', {
    params: { path: { artifact_path: `${folder}/line.json` } },
    body: JSON.stringify(line),
    bodySerializer: (text) => text,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
}

async function endRun(client: Client, runId: string, status: Schemas['RunStatus']): Promise<void> {
  await client.POST('/api/2.0/mlflow/runs/update', {
    body: { run_id: runId, status, end_time: Date.now() } satisfies Schemas['UpdateRunRequest'],
  });
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${HELP}`);
  else console.error(error instanceof HokusaiError ? `${error.code}: ${error.message}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
