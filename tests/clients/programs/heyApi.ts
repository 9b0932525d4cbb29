/**
 * Calls a registry through the client that @hey-api/openapi-ts made: fields that are always there are read without a check.
 * Arguments: the tracking URI, and a name for what it makes. Prints what it got, as JSON.
 */
import * as registry from './registry';
import { createClient } from './registry/client';

const [baseUrl = '', name = ''] = process.argv.slice(2);
const client = createClient({ baseUrl, auth: process.env.MLFLOW_TRACKING_TOKEN ?? '' });
const options = { client, throwOnError: true } as const;

const { experiment_id } = (await registry.createExperiment({ ...options, body: { name } })).data;
const { experiment } = (await registry.getExperiment({ ...options, query: { experiment_id } })).data;
const empty = (await registry.searchRuns({ ...options, body: { experiment_ids: [experiment_id] } })).data;

const { run } = (await registry.createRun({ ...options, body: { experiment_id } })).data;
const { run_id } = run.info;
const read = (await registry.getRun({ ...options, query: { run_id } })).data.run;
const files = (await registry.listArtifacts({ ...options, query: { run_id } })).data;

const path = { artifact_path: `${experiment_id}/${run_id}/artifacts/notes.txt` };
await registry.uploadArtifact({ ...options, path, body: new Blob(['Tried three depths.']) });
// Without it the client goes by the media type of the file.
const file = (await registry.downloadArtifact({ ...options, path, parseAs: 'blob' })).data;

const { registered_model } = (await registry.createRegisteredModel({ ...options, body: { name } })).data;
const source = `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`;
const { model_version } = (await registry.createModelVersion({ ...options, body: { name, source, run_id } }))
  .data;
const { dataset } = (
  await registry.createDataset({ ...options, body: { name, experiment_ids: [experiment_id] } })
).data;
const missing = await registry.getRun({ client, query: { run_id: 'nobody' } });

console.log(
  JSON.stringify({
    experiment: [experiment.name, experiment.lifecycle_stage],
    runs_of_an_empty_experiment: empty.runs?.length ?? 0,
    run: [read.info.status, read.info.lifecycle_stage],
    empty_folder: files.files?.length ?? 0,
    file: await file.text(),
    model: registered_model.name,
    version: [model_version.version, model_version.current_stage, model_version.status],
    dataset: dataset.name,
    missing:
      typeof missing.error === 'object' && 'error_code' in missing.error
        ? missing.error.error_code
        : undefined,
  }),
);
