/** What the migration example copies, between two stores on disk: the guide's page copies to the running stack. */
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { copyEmptyDatabase } from '../../machine/emptyDatabase.ts';
import { VENV_PYTHON } from '../../machine/paths.js';
import { testFolder } from '../../machine/testing/folder.ts';
import { type Ended, EXAMPLES, runProgram } from './program.ts';

const PROGRAM = path.join(EXAMPLES, 'migrate', 'copy_experiment.py');

const folder = await testFolder('copy-experiment');

/** Runs Python code in the folder of the stores, with the example importable. */
const python = (code: string) =>
  runProgram([VENV_PYTHON, '-c', code], { PYTHONPATH: path.dirname(PROGRAM) }, folder);

const copy = (...args: string[]) =>
  runProgram(
    [VENV_PYTHON, PROGRAM, 'old', '--from', 'sqlite:///old.db', ...args],
    { MLFLOW_TRACKING_URI: 'sqlite:///new.db' },
    folder,
  );

/** Facts about the target, as JSON, by names of runs: IDs differ. */
const FACTS = `
import json
from mlflow import MlflowClient
client = MlflowClient("sqlite:///new.db", "sqlite:///new.db")
runs = client.search_runs([client.get_experiment_by_name("old").experiment_id], order_by=["start_time ASC"])
names = {run.info.run_id: run.info.run_name for run in runs}
history = lambda run, key: [(m.value, m.timestamp, m.step) for m in client.get_metric_history(run.info.run_id, key)]
version = client.get_model_version_by_alias("old-model", "champion")
print(json.dumps({
    "runs": [
        [run.info.run_name, run.info.status, run.info.start_time, run.info.end_time, run.data.params,
         names.get(run.data.tags.get("mlflow.parentRunId")), len(client.list_artifacts(run.info.run_id))]
        for run in runs
    ],
    "loss": history(runs[0], "loss"),
    "versions": [version.version, names[version.run_id], version.source.endswith("/artifacts/model")],
    "models": [[model.name, names.get(model.source_run_id), model.params, [m.value for m in model.metrics or []]]
               for model in client.search_logged_models([runs[0].info.experiment_id])],
}))
`;

const SEED = `
import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric
mlflow.set_tracking_uri("sqlite:///old.db")
client = MlflowClient()
experiment = client.create_experiment("old")
parent = client.create_run(experiment, start_time=1000, run_name="parent").info.run_id
client.log_batch(parent, metrics=[Metric("loss", 1 / (n + 1), 2000 + n, n) for n in range(1000)])
client.log_batch(parent, metrics=[Metric("loss", 0.5, 3000, 1000), Metric("loss", float("inf"), 3000, 1001)])
client.log_param(parent, "depth", 3)
client.log_text(parent, "weights", "model/weights.txt")
client.set_terminated(parent, "FAILED", 9000)
child = client.create_run(experiment, start_time=2000, run_name="child", tags={"mlflow.parentRunId": parent})
client.create_run(experiment, start_time=3000, run_name="deleted")
client.delete_run(client.search_runs([experiment], "attributes.run_name = 'deleted'")[0].info.run_id)
logged = client.create_logged_model(experiment, "line", child.info.run_id, params={"slope": "2"})
client.log_batch(child.info.run_id, metrics=[Metric("r2", 1.0, 2500, 0, model_id=logged.model_id)])
client.finalize_logged_model(logged.model_id, "READY")
client.create_registered_model("old-model")
client.create_model_version("old-model", client.get_run(parent).info.artifact_uri + "/model", parent)
client.set_registered_model_alias("old-model", "champion", "1")
client.create_model_version("old-model", "s3://elsewhere/model", parent)
`;

/** What is left at the target when a copy is stopped in the middle of its first run. */
const HALF = `
from mlflow import MlflowClient
client = MlflowClient("sqlite:///new.db", "sqlite:///new.db")
old = MlflowClient("sqlite:///old.db", "sqlite:///old.db")
[source] = old.search_runs([old.get_experiment_by_name("old").experiment_id], "attributes.run_name = 'parent'")
run = client.create_run(client.create_experiment("old"), 1000, {"migrated_from_run": source.info.run_id}, "parent")
client.log_metric(run.info.run_id, "loss", 1.0, 2000, 0)
`;

beforeAll(async () => {
  for (const store of ['old.db', 'new.db']) await copyEmptyDatabase(path.join(folder, store));
  expect(await python(SEED + HALF)).toMatchObject({ code: 0 });
});

const lines = ({ stdout }: Ended) => stdout.trim().split('\n');

it('counts without copying', async () => {
  const { code, stdout } = await copy('--dry-run');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'old: 2 runs and 1 logged models to copy at most\n' });
});

it('finishes what it had begun, and copies times, whole history, files, parents, models and versions', async () => {
  const ended = await copy('--models');
  expect(ended).toMatchObject({ code: 0 });
  expect(lines(ended)).toEqual([
    'run 1 of 2: parent copied',
    'run 2 of 2: child copied',
    'old-model version 1 copied as version 1 champion',
    'old-model version 2 left out: its files are in no copied run or model',
  ]);
  const facts = JSON.parse((await python(FACTS)).stdout);
  expect(facts).toMatchObject({
    runs: [
      ['parent', 'FAILED', 1000, 9000, { depth: '3' }, null, 1],
      ['child', 'RUNNING', 2000, null, {}, 'parent', 0],
    ],
    versions: [1, 'parent', true],
    models: [['line', 'child', { slope: '2' }, [1]]],
  });
  expect(facts.loss).toHaveLength(1002);
  expect(facts.loss[999]).toEqual([1 / 1000, 2999, 999]);
}, 120_000);

it('copies nothing again', async () => {
  const before = (await python(FACTS)).stdout;
  expect(lines(await copy('--models'))).toEqual([
    'run 1 of 2: parent is there',
    'run 2 of 2: child is there',
    'old-model version 2 left out: its files are in no copied run or model',
  ]);
  expect((await python(FACTS)).stdout).toBe(before);
}, 120_000);

it('reads lists page by page', async () => {
  const { stdout } = await python(`
from mlflow import MlflowClient
from copy_experiment import pages
client = MlflowClient("sqlite:///old.db")
asked = []
def search(*args, **kwargs):
    asked.append(kwargs["page_token"])
    return client.search_runs(*args, max_results=1, **kwargs)
print(len(list(pages(search, [client.get_experiment_by_name("old").experiment_id]))), len(asked))
`);
  expect(stdout).toBe('2 2\n');
});

it('refuses what it cannot do, in words', async () => {
  const unknown = await runProgram(
    [VENV_PYTHON, PROGRAM, 'nope', '--from', 'sqlite:///old.db', '--to', 'sqlite:///new.db'],
    {},
    folder,
  );
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("has no experiment 'nope'") });
  const twoServers = await copy('--from', 'http://127.0.0.1:1', '--to', 'http://127.0.0.1:2');
  expect(twoServers).toMatchObject({ code: 2, stderr: expect.stringContaining('one key') });
});
