/** Each fault that users meet, made in a real MLflow or in front of it, and what the report says of it. */
import { execFileSync } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import type { DetailedReport } from '../../health/contract.ts';
import { WINDOW } from '../../health/probe/state.ts';
import { send } from '../../health/testing/send.ts';
import {
  CANARY_KEYS,
  type Codes,
  codesIn,
  type Rounds,
  startWatchedEndpoint,
  type WatchedEndpoint,
  within,
} from './endpoint.ts';

let endpoint: WatchedEndpoint;

beforeAll(async () => {
  // A run is created in every round of the canary, so that no test waits an hour for one.
  endpoint = await startWatchedEndpoint({
    PROBE_INTERVAL_MS: '300',
    CANARY_INTERVAL_MS: '400',
    CANARY_RUN_EVERY_MS: '100',
  });
  await passes();
}, 120_000);
afterAll(() => endpoint?.remove());

/** An outage soon after another shows as `intermittent` until the first has left the window, and so has this one's start. */
const passes = () =>
  within(
    endpoint,
    WINDOW + 2,
    'both',
    (report) => report.status === 'pass' && Object.keys(codesIn(report)).length === 0,
  );

const shows = (codes: Codes) => (report: DetailedReport) =>
  Object.entries(codes).every(([name, code]) =>
    Object.entries(codesIn(report)).some(([n, c]) => n === name && c === code),
  );

/** Changes MLflow's database as an operator's accident would. */
function sql(text: string): void {
  const database = new DatabaseSync(endpoint.mlflow.database, { timeout: 20_000 });
  database.exec(text);
  database.close();
}

const refuseInserts = (table: string) =>
  `CREATE TRIGGER refuse_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`;

/** Limits the size of any file that MLflow writes: what a full disk does to it. */
function limitFiles(bytes: number | 'unlimited'): void {
  const { pid } = endpoint.mlflow;
  if (pid === undefined) throw new TypeError('MLflow does not run');
  const children = execFileSync('ps', ['-e', '-o', 'pid=,pgid='], { encoding: 'utf8' });
  for (const line of children.trim().split('\n')) {
    const [process, group] = line.trim().split(/\s+/);
    if (group !== String(pid) || process === undefined) continue;
    execFileSync('prlimit', [`--pid=${process}`, `--fsize=${bytes}:unlimited`]);
  }
}

interface Fault {
  readonly name: string;
  readonly make: () => void | Promise<void>;
  readonly heal: () => void | Promise<void>;
  readonly status: 'warn' | 'fail';
  readonly codes: Codes;
  readonly kind?: Rounds;
}

const artifacts = () => endpoint.mlflow.artifacts;

const faults: readonly Fault[] = [
  {
    name: 'no new run can be stored',
    make: () => sql(refuseInserts('runs')),
    heal: () => sql('DROP TRIGGER refuse_runs'),
    status: 'fail',
    codes: { writes: 'write_refused' },
  },
  {
    name: 'no tag can be stored',
    make: () => sql(refuseInserts('tags')),
    heal: () => sql('DROP TRIGGER refuse_tags'),
    status: 'fail',
    codes: { writes: 'write_refused' },
  },
  {
    name: 'the table of runs is gone',
    make: () => sql('ALTER TABLE runs RENAME TO gone'),
    heal: () => sql('ALTER TABLE gone RENAME TO runs'),
    status: 'fail',
    codes: { writes: 'db_unavailable' },
  },
  {
    name: 'the table of metrics is gone',
    make: () => sql('ALTER TABLE metrics RENAME TO gone'),
    heal: () => sql('ALTER TABLE gone RENAME TO metrics'),
    status: 'fail',
    codes: { writes: 'db_unavailable' },
  },
  {
    name: 'the disk of database and artifacts is full',
    make: () => limitFiles(0),
    heal: () => limitFiles('unlimited'),
    status: 'fail',
    codes: { writes: 'db_unavailable', artifacts: 'write_refused' },
  },
  {
    name: 'the artifact folder cannot be written to',
    make: async () => {
      await rename(artifacts(), `${artifacts()}-away`);
      await writeFile(artifacts(), 'not a folder');
    },
    heal: async () => {
      await rm(artifacts());
      await rename(`${artifacts()}-away`, artifacts());
    },
    status: 'warn',
    codes: { artifacts: 'write_refused' },
  },
  {
    name: 'keys cannot be checked',
    make: () => endpoint.breakKeyService(true),
    heal: () => endpoint.breakKeyService(false),
    status: 'fail',
    codes: { 'front-door': 'key_service' },
  },
  {
    name: 'the database is locked',
    make: () => {
      locked = new DatabaseSync(endpoint.mlflow.database);
      locked.exec('BEGIN EXCLUSIVE');
    },
    heal: () => locked?.close(),
    status: 'fail',
    codes: { tracking: 'db_unavailable', registry: 'db_unavailable' },
    kind: 'ended',
  },
  {
    name: 'MLflow is killed',
    make: () => endpoint.mlflow.stop(0),
    heal: () => endpoint.mlflow.start(),
    status: 'fail',
    // Nobody gets through the front door either, but that says nothing of the door.
    codes: { server: 'connect_refused', tracking: 'connect_refused', 'front-door': 'unproven' },
    kind: 'both',
  },
];

let locked: DatabaseSync | undefined;

describe('a fault turns the report within two rounds of the kind that sees it', () => {
  it.each(faults)('$name', { timeout: 120_000 }, async ({ make, heal, status, codes, kind = 'canary' }) => {
    await make();
    try {
      const { report } = await within(endpoint, 2, kind, shows(codes));
      expect(report.status).toBe(status);
      expect((await send(endpoint.service.origin, HEALTH_PATH)).status).toBe(status === 'fail' ? 503 : 200);
    } finally {
      await heal();
    }
    await passes();
  });
});

describe("the canary's key", () => {
  it('is replaced without a gap, and says so when none is good', async () => {
    endpoint.goodKeys.add(CANARY_KEYS[1]);
    endpoint.goodKeys.delete(CANARY_KEYS[0]);
    const before = (await endpoint.detailed()).rounds.canary;
    await within(endpoint, 4, 'canary', (report) => {
      expect(codesIn(report)).toEqual({});
      return report.rounds.canary > before + 2;
    });
    endpoint.goodKeys.delete(CANARY_KEYS[1]);
    const skipped = { 'front-door': 'canary_key', writes: 'canary_key' };
    const { report } = await within(endpoint, 1, 'canary', shows(skipped));
    expect(report.status).toBe('pass');
    expect(report.notes).toEqual(['front-door canary_key', 'artifacts unproven', 'writes canary_key']);
    endpoint.goodKeys.add(CANARY_KEYS[1]);
    await passes();
  });
});

describe('what it leaves in MLflow', () => {
  it('is one experiment, one living run, and files that are overwritten', async () => {
    const database = new DatabaseSync(endpoint.mlflow.database, { readOnly: true, timeout: 20_000 });
    const count = (text: string) => database.prepare(`SELECT count(*) AS n FROM ${text}`).get()?.n;
    expect(count("experiments WHERE name = 'hokusai-health-canary'")).toBe(1);
    expect(count("runs WHERE lifecycle_stage = 'active'")).toBe(1);
    expect(count("metrics WHERE key = 'hokusai.health'")).toBe(1);
    expect(count("tags WHERE key LIKE 'hokusai.health.beat.%'")).toBeLessThanOrEqual(8);
    database.close();
  });
});
