import { DatabaseSync } from 'node:sqlite';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MlflowServer, prepareMlflow } from './mlflow.ts';
import { VENV_PYTHON } from './paths.js';
import { processStart } from './processIdentity.js';
import { type TemporaryFolder, temporaryFolder } from './temporary.ts';

let folder: TemporaryFolder;
let mlflow: MlflowServer;

beforeAll(async () => {
  folder = await temporaryFolder('mlflow-test');
  mlflow = await prepareMlflow({ folder: folder.path });
  await mlflow.start();
});
afterAll(async () => {
  await mlflow?.stop(0);
  await folder?.remove();
});

async function experiments(): Promise<unknown> {
  const answer = await fetch(`${mlflow.url}/api/2.0/mlflow/experiments/search?max_results=9`);
  return await answer.json();
}

/** Tables with their columns, indexes, and the last migration. The texts of SQL differ: MLflow writes sets into them. */
function schema(file: string): unknown {
  using database = new DatabaseSync(file, { readOnly: true });
  const read = (sql: string) => database.prepare(sql).all();
  return {
    version: read('SELECT version_num FROM alembic_version'),
    columns: read(`SELECT m.name AS tableName, c.* FROM sqlite_master m, pragma_table_info(m.name) c
      WHERE m.type = 'table' ORDER BY m.name, c.cid`),
    indexes: read("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY name"),
  };
}

it('starts on a copy of empty tables that is what MLflow makes itself', async () => {
  expect(await experiments()).toMatchObject({
    experiments: [{ experiment_id: '0', name: 'Default', artifact_location: 'mlflow-artifacts:/0' }],
  });
  const create = `from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
SqlAlchemyStore("sqlite:///own.db", "./artifacts")`;
  await execa(VENV_PYTHON, ['-c', create], { cwd: folder.path });
  expect(schema(mlflow.database)).toEqual(schema(`${folder.path}/own.db`));
});

it('leaves no process behind, and keeps address and data over a start', async () => {
  await fetch(`${mlflow.url}/api/2.0/mlflow/experiments/create`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'kept' }),
  });
  const pid = mlflow.pid ?? 0;
  const { stdout } = await execa('ps', ['-o', 'pid=', '-g', String(pid)]);
  const processes = stdout.trim().split(/\s+/).map(Number);
  expect(processes.length).toBeGreaterThan(0);
  await mlflow.stop();
  expect(processes.map(processStart)).toEqual(processes.map(() => undefined));
  expect(mlflow.pid).toBeUndefined();
  await mlflow.start();
  expect(JSON.stringify(await experiments())).toContain('"kept"');
});
