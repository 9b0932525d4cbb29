/**
 * Calls a registry with the types that openapi-typescript made: fields that are always there are read without a check.
 * Arguments: the tracking URI, and a name for what it makes. Prints what it got, as JSON.
 */
import createClient from 'openapi-fetch';
import type { paths } from './registry.ts';

const [baseUrl = '', name = ''] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.MLFLOW_TRACKING_TOKEN}` };
const registry = createClient<paths>({ baseUrl, headers });

interface Outcome<T> {
  data?: T;
  error?: unknown;
}

function got<T>({ data, error }: Outcome<T>): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const { experiment_id } = got(await registry.POST('/api/2.0/mlflow/experiments/create', { body: { name } }));
const { experiment } = got(
  await registry.GET('/api/2.0/mlflow/experiments/get', { params: { query: { experiment_id } } }),
);
const empty = got(
  await registry.POST('/api/2.0/mlflow/runs/search', { body: { experiment_ids: [experiment_id] } }),
);

const { run } = got(await registry.POST('/api/2.0/mlflow/runs/create', { body: { experiment_id } }));
const { run_id } = run.info;
const read = got(await registry.GET('/api/2.0/mlflow/runs/get', { params: { query: { run_id } } })).run;
const files = got(await registry.GET('/api/2.0/mlflow/artifacts/list', { params: { query: { run_id } } }));

const artifact_path = `${experiment_id}/${run_id}/artifacts/notes.txt`;
await registry.PUT('/api/2.0/mlflow-artifacts/artifacts/{artifact_path}', {
  params: { path: { artifact_path } },
  body: 'Tried three depths.',
  bodySerializer: (body) => body,
});
const file = got(
  await registry.GET('/api/2.0/mlflow-artifacts/artifacts/{artifact_path}', {
    params: { path: { artifact_path } },
    parseAs: 'text',
  }),
);

const { registered_model } = got(
  await registry.POST('/api/2.0/mlflow/registered-models/create', { body: { name } }),
);
const source = `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`;
const { model_version } = got(
  await registry.POST('/api/2.0/mlflow/model-versions/create', { body: { name, source, run_id } }),
);
const { dataset } = got(
  await registry.POST('/api/3.0/mlflow/datasets/create', { body: { name, experiment_ids: [experiment_id] } }),
);
const missing = await registry.GET('/api/2.0/mlflow/runs/get', { params: { query: { run_id: 'nobody' } } });

console.log(
  JSON.stringify({
    experiment: [experiment.name, experiment.lifecycle_stage],
    runs_of_an_empty_experiment: empty.runs?.length ?? 0,
    run: [read.info.status, read.info.lifecycle_stage],
    empty_folder: files.files?.length ?? 0,
    file,
    model: registered_model.name,
    version: [model_version.version, model_version.current_stage, model_version.status],
    dataset: dataset.name,
    missing:
      typeof missing.error === 'object' && 'error_code' in missing.error
        ? missing.error.error_code
        : undefined,
  }),
);
