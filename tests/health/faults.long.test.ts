/** Each fault that users meet, made in a real MLflow or in front of it, and what the report says of it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { spreadOf } from '../../health/bench/simulation.ts';
import type { DetailedReport } from '../../health/contract.ts';
import { WINDOW } from '../../health/probe/state.ts';
import { startRunningService } from '../../health/testing/runningService.ts';
import { send } from '../../health/testing/send.ts';
import {
  CANARY_KEYS,
  type Codes,
  codesIn,
  detailedOf,
  type Rounds,
  startWatchedEndpoint,
  type WatchedEndpoint,
  within,
} from './endpoint.ts';
import { type Relay, startRelay } from './relay.ts';

let endpoint: WatchedEndpoint;

/** An instance of the service that watches it. */
type Watched = Pick<WatchedEndpoint, 'service' | 'detailed'>;

beforeAll(async () => {
  // A run is created in every round of the canary, so that no test waits an hour for one.
  endpoint = await startWatchedEndpoint({ CANARY_RUN_EVERY_MS: '100' });
  await passes();
}, 120_000);
afterAll(() => endpoint?.remove());

/** An outage soon after another shows as `intermittent` until the first has left the window, and so has this one's start. */
const passes = (watched: Watched = endpoint, kind: Rounds = 'both') =>
  within(
    watched,
    WINDOW + 2,
    kind,
    (report) =>
      report.status === 'pass' && (watched !== endpoint || Object.keys(codesIn(report)).length === 0),
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
  /** What else to see while it lasts. */
  readonly meanwhile?: () => Promise<void>;
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
    name: "the artifact folder can't be written to",
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
    name: "keys can't be checked",
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

/** How often each fault is made: more than once to measure, by `npm run bench -- health-faults`. */
const TURNS = Number(process.env.FAULT_TURNS ?? 1);

/** Makes a fault and heals it, as often as is wanted, and notes how soon it shows. */
async function showsWithin(most: number, watched: Watched, fault: Fault): Promise<void> {
  const { make, heal, status, codes, kind = 'canary' } = fault;
  for (let turn = 0; turn < TURNS; turn += 1) {
    await make();
    try {
      const shown = await within(watched, most, kind, shows(codes));
      note(fault, shown);
      expect(shown.report.status).toBe(status);
      const { status: answer } = await send(watched.service.origin, HEALTH_PATH);
      expect(answer).toBe(status === 'fail' ? 503 : 200);
      await fault.meanwhile?.();
    } finally {
      await heal();
    }
    await passes(watched, watched === endpoint ? 'both' : kind);
  }
}

describe('a fault turns the report within two rounds of the kind that sees it', () => {
  it.each(faults)('$name', { timeout: 120_000 * TURNS }, (fault) => showsWithin(2, endpoint, fault));
});

/** A second instance, which only asks MLflow directly. */
async function watchDirectly(mlflowUrl: string, settings: Record<string, string> = {}) {
  const service = await startRunningService(mlflowUrl, {
    PROBE_INTERVAL_MS: '1000',
    SLOW_AFTER_MS: '5000',
    ROUND_TIMEOUT_MS: '30000',
    ...settings,
  });
  return { service, detailed: () => detailedOf(service) };
}

const CONTENT = 'This file stays where it is.';
const sentinel = () => path.join(artifacts(), 'sentinel.txt');

const faultsOfStore: readonly Fault[] = [
  {
    name: 'the artifact folder is moved away',
    make: () => rename(artifacts(), `${artifacts()}-away`),
    heal: async () => {
      // MLflow makes the folder again for whoever uploads: what was in it is what is missing.
      await rm(artifacts(), { recursive: true, force: true });
      await rename(`${artifacts()}-away`, artifacts());
    },
    status: 'warn',
    codes: { artifacts: 'not_found' },
    kind: 'ended',
  },
  {
    name: 'the sentinel is deleted',
    make: () => rm(sentinel()),
    heal: () => writeFile(sentinel(), CONTENT),
    status: 'warn',
    codes: { artifacts: 'not_found' },
    kind: 'ended',
  },
  {
    name: 'the sentinel has other content',
    make: () => writeFile(sentinel(), 'Something else.'),
    heal: () => writeFile(sentinel(), CONTENT),
    status: 'warn',
    codes: { artifacts: 'bad_shape' },
    kind: 'ended',
  },
];

describe('a sentinel in the artifact store tells within two rounds what uploads cannot tell', () => {
  let watched: Watched;

  beforeAll(async () => {
    await writeFile(sentinel(), CONTENT);
    watched = await watchDirectly(endpoint.mlflow.url, {
      ARTIFACTS_SENTINEL: 'sentinel.txt',
      ARTIFACTS_SENTINEL_SHA256: createHash('sha256').update(CONTENT).digest('hex'),
    });
    await passes(watched, 'ended');
  });
  afterAll(async () => {
    await watched?.service.stop();
    await rm(sentinel());
    await passes();
  });

  it.each(faultsOfStore)('$name', { timeout: 60_000 * TURNS }, (fault) => showsWithin(2, watched, fault));
});

/** What the relay does to a request; set by the fault below. */
let play: Relay['play'];
let watchedThroughRelay: Watched;

const comesAndGoes: Fault = {
  name: 'every second request of a check fails',
  make() {
    let asked = 0;
    play((target) => {
      if (!target.includes('experiments/get-by-name')) return 'pass on';
      asked += 1;
      return asked % 2 === 1 ? 'reset' : 'pass on';
    });
  },
  heal: () => play('pass on'),
  status: 'warn',
  codes: { tracking: 'intermittent' },
  kind: 'ended',
  /** It goes on until half of the rounds in the window have failed. */
  async meanwhile() {
    const { report } = await within(watchedThroughRelay, WINDOW, 'ended', ({ status }) => status === 'fail');
    expect(codesIn(report)).toMatchObject({ tracking: 'intermittent' });
    expect(report.checks.registry[0]?.status).toBe('pass');
  },
};

it(`within one window, ${comesAndGoes.name}`, { timeout: 90_000 * TURNS }, async () => {
  const relay = await startRelay(endpoint.mlflow.url);
  play = relay.play;
  watchedThroughRelay = await watchDirectly(relay.url);
  await passes(watchedThroughRelay, 'ended');
  await showsWithin(WINDOW, watchedThroughRelay, comesAndGoes);
  await watchedThroughRelay.service.stop();
  await relay.close();
});

const everyFault = [...faults, ...faultsOfStore, comesAndGoes];

/** How a row of the table in README.md of the service begins. */
function rowOf({ name, status, codes }: Fault): string {
  const words = Object.entries(codes).map((code) => `\`${code.join(' ')}\``);
  return `| ${name.charAt(0).toUpperCase()}${name.slice(1)} | \`${status}\` | ${words.join(', ')} |`;
}

describe('the table of faults in the README', () => {
  it('has each of these', async () => {
    const readme = await readFile(path.join(import.meta.dirname, '../../health/README.md'), 'utf8');
    for (const fault of everyFault) expect(readme).toContain(rowOf(fault));
  });
});

/** Rounds and milliseconds until a fault showed. */
const measured = new Map<Fault, Pick<Awaited<ReturnType<typeof within>>, 'rounds' | 'ms'>[]>();

function note(fault: Fault, shown: { readonly rounds: number; readonly ms: number }): void {
  measured.set(fault, [...(measured.get(fault) ?? []), shown]);
}

/** Prints the table, once there is more than one turn to tell of. */
afterAll(() => {
  if (TURNS === 1) return;
  const kinds = { ended: 'direct', canary: 'canary', both: 'of each kind' } as const;
  const rows = [...measured].map(([fault, shown]) => {
    const rounds = spreadOf(shown.map((each) => each.rounds));
    const { median, worst } = spreadOf(shown.map((each) => each.ms));
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    const kind = kinds[fault.kind ?? 'canary'];
    return `${rowOf(fault)} ${rounds.median}, ${rounds.worst} ${kind} | ${seconds(median)}, ${seconds(worst)} |`;
  });
  console.log(`${TURNS} turns\n${rows.join('\n')}`);
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
