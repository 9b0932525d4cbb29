/** Holds the running health service against `openapi/health.yaml` in every state, with requests that nobody wrote by hand. */
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { readConfig } from '../../health/config.ts';
import { makeDocument } from '../../health/openapi/document.ts';
import { type Ask, createAsk } from '../../health/probe/upstream.ts';
import { eventually } from '../../health/testing/eventually.ts';
import { type FakeUpstream, type Script, startFakeUpstream } from '../../health/testing/fakeUpstream.ts';
import { type RunningService, startRunningService } from '../../health/testing/runningService.ts';
import { ARTIFACTS, faults, healthy, only } from '../../health/testing/scripts.ts';
import { send } from '../../health/testing/send.ts';
import { type SpawnedService, spawnService } from '../../health/testing/spawnedService.ts';
import { HEALTH_DOCUMENT } from '../../openapi/generate/files.ts';
import { installSchemathesis, type Outcome, runSchemathesis } from '../schemathesis/run.ts';

const CONFIG = fileURLToPath(new URL('./schemathesis.toml', import.meta.url));
const TOKEN = 'operators-token-here';
const READY = '/readyz';
/** Status codes that a right request gets in every state: the caller's tag is still right. */
const SAME = 304;

interface State {
  readonly name: string;
  readonly upstream: Script;
  readonly environment?: Record<string, string>;
  readonly token?: string;
  /** Is told once the service is ready. */
  readonly signal?: NodeJS.Signals;
  /** The status codes of the report, of one check, of `/readyz` and of the detailed report while it lasts. */
  readonly report: number;
  readonly artifacts: number;
  readonly ready: number;
  readonly detailed: number;
}

const passing = { upstream: healthy, report: 200, artifacts: 200, ready: 200, detailed: 200 };
const states: readonly State[] = [
  {
    name: 'starting',
    upstream: faults.hangBeforeHeaders,
    // One round, which outlives the test before it counts as slow.
    environment: {
      PROBE_INTERVAL_MS: '60000',
      SLOW_AFTER_MS: '59000',
      ROUND_TIMEOUT_MS: '60000',
      STALE_AFTER_MS: '200000',
    },
    report: 503,
    artifacts: 503,
    ready: 503,
    detailed: 503,
  },
  { name: 'pass', ...passing },
  { name: 'warn', ...passing, upstream: only(ARTIFACTS, faults.internalError), artifacts: 503 },
  { name: 'fail', upstream: faults.internalError, report: 503, artifacts: 503, ready: 200, detailed: 503 },
  {
    name: 'draining',
    ...passing,
    environment: { DRAIN_DELAY_MS: '60000', DRAIN_TIMEOUT_MS: '90000' },
    signal: 'SIGTERM',
    ready: 503,
  },
  { name: 'a wrong token', ...passing, token: 'not-the-token-at-all', detailed: 401 },
];

let program: string;
let upstream: FakeUpstream | undefined;
let service: SpawnedService | undefined;
let running: RunningService | undefined;

beforeAll(async () => {
  program = await installSchemathesis();
});
afterEach(async () => {
  service?.child.kill('SIGKILL');
  await service?.ended();
  await running?.stop();
  service = undefined;
  running = undefined;
  await upstream?.close();
});

/** Starts the service, brings it into the state, and gives its address. */
async function bring(script: Script, environment: Record<string, string> = {}): Promise<string> {
  upstream = await startFakeUpstream(script);
  service = spawnService({
    MLFLOW_URL: upstream.url,
    PORT: '0',
    PROBE_INTERVAL_MS: '1000',
    DETAILED_TOKEN: TOKEN,
    RATE_LIMIT_PER_MINUTE: '0',
    FAIL_AFTER: '1',
    ...environment,
  });
  return service.origin();
}

/**
 * Asks a running service all that its document allows, and some that it does not.
 * @param more further words for the command line
 */
function askEverything(origin: string, token: string, more: readonly string[] = []): Promise<Outcome> {
  const env = { OPERATORS_TOKEN: token };
  return runSchemathesis(program, {
    document: HEALTH_DOCUMENT,
    url: origin,
    config: CONFIG,
    env,
    more,
    timeoutMs: 60_000,
  });
}

/** The status codes of all GET requests for a path. */
function codesOf({ sent }: Outcome, path: string): number[] {
  const answers = sent.filter((one) => one.method === 'GET' && one.path === path);
  return [...new Set(answers.map(({ status }) => status))].toSorted();
}

/** Asks everything while a state lasts: each answer is as the document says, and each path is met in that state. */
async function expectKept(origin: string, state: Omit<State, 'name' | 'upstream'>): Promise<void> {
  const outcome = await askEverything(origin, state.token ?? TOKEN);
  expect(outcome.code, outcome.output).toBe(0);
  // Schemathesis has met the state, all of the time, and every operation.
  const except = (codes: number[], ...others: number[]) => codes.filter((code) => !others.includes(code));
  expect(except(codesOf(outcome, HEALTH_PATH), SAME)).toEqual([state.report]);
  expect(except(codesOf(outcome, `${HEALTH_PATH}/artifacts`), SAME)).toEqual([state.artifacts]);
  expect(codesOf(outcome, READY)).toEqual([state.ready]);
  // It also asks without the token.
  expect(new Set([...codesOf(outcome, `${HEALTH_PATH}/detailed`), 401])).toEqual(
    new Set([state.detailed, 401]),
  );
  for (const path of Object.keys(makeDocument().paths)) {
    const concrete = path.replace('{check}', 'server');
    expect(codesOf(outcome, concrete), concrete).not.toEqual([]);
  }
}

describe('openapi/health.yaml', () => {
  it.each(states)('is kept while the state is: $name', async (state) => {
    const origin = await bring(state.upstream, state.environment);
    const readyStatus = async () => (await send(origin, READY)).status;
    await eventually(readyStatus).toBe(state.signal === undefined ? state.ready : 200);
    if (state.signal !== undefined) {
      service?.child.kill(state.signal);
      await eventually(readyStatus).toBe(state.ready);
    }
    await expectKept(origin, state);
  });

  it('is kept while the state is: stale', async () => {
    upstream = await startFakeUpstream(healthy);
    const answering = createAsk(readConfig({ MLFLOW_URL: upstream.url }).upstream);
    let broken = false;
    // No server can bring the loop to a stand, not even one that never answers: only a defect of ours ends no round.
    const ask: Ask = async (path, signal) => {
      if (broken) throw new TypeError('a defect');
      return answering(path, signal);
    };
    running = await startRunningService(upstream.url, { STALE_AFTER_MS: '1000' }, ask);
    const { origin, report } = running;
    await eventually(async () => (await report()).status).toBe('pass');
    broken = true;
    await eventually(async () => (await report()).checks.server?.[0]?.code).toBe('stale');
    await expectKept(origin, { ...passing, report: 503, artifacts: 503, ready: 503, detailed: 503 });
  });

  it('is kept by refusals of too many requests', async () => {
    const origin = await bring(healthy, { RATE_LIMIT_PER_MINUTE: '1' });
    await eventually(async () => (await send(origin, READY)).status).toBe(200);
    // Too many requests are refused before anyone looks at their token.
    const tokenless = ['--exclude-checks', 'missing_required_header'];
    const outcome = await askEverything(origin, TOKEN, tokenless);
    expect(outcome.code, outcome.output).toBe(0);
    expect(codesOf(outcome, `${HEALTH_PATH}/history`)).toContain(429);
    expect(codesOf(outcome, READY)).toEqual([200]);
  });
});
