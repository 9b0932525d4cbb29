/** The health gate against the health service's own answers in each state, and against what is no health report. */
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { eventually } from '../../health/testing/eventually.ts';
import { type FakeUpstream, type Script, startFakeUpstream } from '../../health/testing/fakeUpstream.ts';
import { type RunningService, startRunningService } from '../../health/testing/runningService.ts';
import { ARTIFACTS, always, DATABASE, faults, healthy, only } from '../../health/testing/scripts.ts';
import { VENV_PYTHON } from '../../machine/paths.js';
import { freePort } from '../../machine/ports.ts';
import { EXAMPLES, runProgram } from './program.ts';

const GATE = path.join(EXAMPLES, 'health-gate', 'health_gate.py');
/** What a service without a canary says of the checks that it cannot make. */
const UNWATCHED = 'front-door not_watched, artifacts unproven, writes not_watched';
/** A wrong argument and an unknown state share exit code 2, so every test also reads what was printed. */
const gate = (url: string, ...args: string[]) =>
  runProgram([VENV_PYTHON, GATE, '--url', url, '--pause', '0', ...args]);

describe('against the health service', () => {
  let mlflow: FakeUpstream;
  let service: RunningService;
  let report: string;

  beforeAll(async () => {
    mlflow = await startFakeUpstream(healthy);
    service = await startRunningService(mlflow.url);
    report = `${service.origin}${HEALTH_PATH}`;
  });
  afterAll(async () => {
    await service.stop();
    await mlflow.close();
  });

  async function become(status: 'pass' | 'warn' | 'fail', script: Script): Promise<void> {
    mlflow.play(script);
    await eventually(async () => (await service.report()).status).toBe(status);
  }

  it('lets a job go on when all checks pass', async () => {
    await become('pass', healthy);
    expect(await gate(report)).toEqual({ code: 0, stdout: `${report}: pass: ${UNWATCHED}\n`, stderr: '' });
  });

  it('stops a job on a warning, and says which check', async () => {
    await become('warn', only(ARTIFACTS, faults.internalError));
    const { code, stdout } = await gate(report, '--attempts', '1');
    const notes = 'front-door not_watched, artifacts upstream_error, writes not_watched';
    expect({ code, stdout }).toEqual({ code: 1, stdout: `${report}: warn: ${notes}\n` });
  });

  it('stops a job that cannot store its files, also when slow checks are allowed', async () => {
    await become('warn', only(ARTIFACTS, faults.internalError));
    expect(await gate(report, '--allow-slow', '--attempts', '1')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('artifacts upstream_error'),
    });
  });

  it('stops a job on an outage, also when slow checks are allowed, after as many looks as it may take', async () => {
    await become('fail', only(DATABASE, faults.databaseDown));
    const { code, stdout } = await gate(report, '--allow-slow', '--attempts', '2');
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toEqual(
      Array(2).fill(
        `${report}: fail: front-door not_watched, tracking db_unavailable, registry db_unavailable, artifacts unproven, writes not_watched`,
      ),
    );
  });

  it('takes the address of the report from the tracking URI', async () => {
    await become('pass', healthy);
    const ended = await runProgram([VENV_PYTHON, GATE], {
      MLFLOW_TRACKING_URI: `${service.origin}/api/mlflow`,
    });
    expect(ended).toMatchObject({ code: 0, stdout: `${report}: pass: ${UNWATCHED}\n` });
  });

  it('knows nothing when it asked too often', async () => {
    const strict = await startRunningService(mlflow.url, { RATE_LIMIT_PER_MINUTE: '1' });
    const url = `${strict.origin}${HEALTH_PATH}`;
    // The limit leaves one request: the first report must be there when it comes.
    await expect
      .poll(async () => (await fetch(`${strict.origin}/readyz`)).status, { timeout: 10_000 })
      .toBe(200);
    expect(await gate(url, '--attempts', '1')).toMatchObject({ code: 0 });
    const { code, stdout } = await gate(url, '--attempts', '1');
    await strict.stop();
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: `${url}: no health report: HTTP 429 with a body that isn't a report\n`,
    });
  });

  it('takes another page of the service for no report', async () => {
    expect(await gate(`${report}/badge.json`, '--attempts', '1')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("HTTP 200 with a body that isn't a report"),
    });
  });
});

describe('against what is no health service', () => {
  let other: FakeUpstream;

  beforeAll(async () => {
    other = await startFakeUpstream(healthy);
  });
  afterAll(() => other.close());
  beforeEach(() => other.play(faults.html));

  const report = (status: string) => JSON.stringify({ serviceId: 'mlflow', status, notes: [], checks: {} });

  it.each<[string, Script]>([
    ['hangs', faults.hangBeforeHeaders],
    ['hangs in its headers', faults.hangAmidHeaders],
    ['hangs in its body', faults.hangAmidBody],
    ['drips without end', faults.slowDrip],
    ['sends without end', faults.endless],
    ['breaks off', faults.closeAmidBody],
    ['says nothing', faults.closeWithoutAnswer],
    ['resets the connection', faults.reset],
    ['speaks no HTTP', faults.notHttp],
    ['sends a page', faults.html],
    ['sends a load balancer’s 502', faults.badGateway],
    ['sends a load balancer’s 503', faults.plain503],
    ['sends headers that are too long', faults.hugeHeaders],
    ['sends JSON of another kind', always({ body: '["pass"]' })],
    ['sends an unknown status', always({ body: report('green') })],
    ['says pass with 503', always({ status: '503 Service Unavailable', body: report('pass') })],
    ['says fail with 200', always({ body: report('fail') })],
  ])('knows nothing when the server %s', async (_, script) => {
    other.play(script);
    const { code, stdout, stderr } = await gate(other.url, '--attempts', '1', '--timeout', '1');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toContain(': no health report: ');
  });

  it('knows nothing when nobody listens, after as many looks as it may take', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stdout } = await gate(url, '--attempts', '3');
    expect(code).toBe(2);
    expect(stdout.match(/can't be reached/g)).toHaveLength(3);
  });

  it.each<[string, string[], number]>([
    ['slow', [], 1],
    ['slow', ['--allow-slow'], 0],
    ['failing', ['--allow-slow'], 1],
  ])('with a %s check and %j ends with %i', async (state, flags, code) => {
    const status = state === 'slow' ? 'warn' : 'fail';
    const checks = { tracking: [{ status: 'pass' }], artifacts: [{ status }] };
    const body = JSON.stringify({
      serviceId: 'mlflow',
      status: 'warn',
      notes: [`artifacts ${state}`],
      checks,
    });
    other.play(always({ body }));
    expect(await gate(other.url, '--attempts', '1', ...flags)).toMatchObject({ code });
  });

  it('lets a job go on when an outage ends between two looks', async () => {
    other.play((socket, asked) => {
      other.play(always({ body: report('pass') }));
      always({ status: '503 Service Unavailable', body: report('fail') })(socket, asked);
    });
    const { code, stdout } = await gate(other.url);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${other.url}: fail\n${other.url}: pass\n` });
  });

  it('waits as long as the answer asks', async () => {
    other.play(
      always({ status: '503 Service Unavailable', body: report('fail'), headers: ['Retry-After: 0'] }),
    );
    const { code, stdout } = await gate(other.url, '--attempts', '3', '--pause', '3600');
    expect(code).toBe(1);
    expect(stdout.match(/: fail$/gm)).toHaveLength(3);
  });
});

it('refuses arguments that make no sense, with exit code 2', async () => {
  expect(await gate('file:///etc/passwd')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('https://'),
  });
  expect(await gate('http://[/')).toMatchObject({ code: 2, stderr: '' });
  expect(await gate('https://127.0.0.1', '--attempts', '0')).toMatchObject({ code: 2, stdout: '' });
});

it('explains its exit codes', async () => {
  const { code, stdout } = await runProgram([VENV_PYTHON, GATE, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/0 {2}every check passes.*1 {2}a check fails.*2 {2}unknown/s);
});
