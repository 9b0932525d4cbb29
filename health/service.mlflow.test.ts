/** The service beside the real MLflow, which is broken in one way after the other. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { type MlflowServer, prepareMlflow } from '../machine/mlflow.ts';
import { type TemporaryFolder, temporaryFolder } from '../machine/temporary.ts';
import { type CheckName, checkNames, type DetailedReport, detailedReportSchema } from './contract.ts';
import { type RunningService, startRunningService } from './testing/runningService.ts';
import { send } from './testing/send.ts';

/** A round that was under way when MLflow changed may have seen it as it was. */
const UNDER_WAY = 1;

let folder: TemporaryFolder;
let mlflow: MlflowServer;
let service: RunningService;

beforeAll(async () => {
  folder = await temporaryFolder('health-mlflow');
  mlflow = await prepareMlflow({ folder: folder.path });
  await mlflow.start();
  service = await startRunningService(mlflow.url, {
    PROBE_INTERVAL_MS: '1000',
    ROUND_TIMEOUT_MS: '1500',
    SLOW_AFTER_MS: '1400',
    ARTIFACTS_SENTINEL: mlflow.artifactsSentinel,
  });
  await rounds(10, ({ status }) => status === 'pass');
});
afterAll(async () => {
  await service?.stop();
  await mlflow?.stop(0);
  await folder?.remove();
});

async function detailed(): Promise<DetailedReport> {
  const headers = { authorization: 'Bearer operators-token-here' };
  return detailedReportSchema.parse(
    JSON.parse((await send(service.origin, `${HEALTH_PATH}/detailed`, { headers })).body),
  );
}

/** Waits at most so many rounds for a report; gives the report and fails when it does not come. */
async function rounds(most: number, wanted: (report: DetailedReport) => boolean): Promise<DetailedReport> {
  const before = (await detailed()).rounds.ended;
  for (;;) {
    const report = await detailed();
    if (wanted(report)) return report;
    expect(report.rounds.ended - before, JSON.stringify(report.checks)).toBeLessThan(most + UNDER_WAY);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function codes(report: DetailedReport): Record<CheckName, string | undefined> {
  const codeOf = (name: CheckName) => report.checks[name][0]?.code;
  return {
    server: codeOf('server'),
    tracking: codeOf('tracking'),
    registry: codeOf('registry'),
    artifacts: codeOf('artifacts'),
  };
}

const allWell = { server: undefined, tracking: undefined, registry: undefined, artifacts: undefined };
const passes = ({ status }: DetailedReport) => status === 'pass';
const fails = ({ status }: DetailedReport) => status === 'fail';

describe('beside the real MLflow', () => {
  it('passes every check and knows the version', async () => {
    const report = await detailed();
    expect(codes(report)).toEqual(allWell);
    expect(report.mlflow).toEqual({ version: expect.stringMatching(/^3\./), supported: true });
    for (const name of checkNames) expect(report.checks[name][0]?.observedValue).toBeGreaterThan(0);
  });

  it('warns within two rounds when the artifact folder is gone, and passes within one when it is back', async () => {
    await rename(mlflow.artifacts, `${mlflow.artifacts}-away`);
    await mkdir(mlflow.artifacts);
    const report = await rounds(2, ({ status }) => status === 'warn');
    expect(codes(report)).toEqual({ ...allWell, artifacts: 'not_found' });
    await rm(mlflow.artifacts, { recursive: true });
    await rename(`${mlflow.artifacts}-away`, mlflow.artifacts);
    await rounds(1, passes);
  });

  it('fails with db_unavailable within two rounds when the database file is locked', async () => {
    const database = new DatabaseSync(mlflow.database);
    database.exec('BEGIN EXCLUSIVE');
    const report = await rounds(2, fails);
    expect(codes(report)).toEqual({ ...allWell, tracking: 'db_unavailable', registry: 'db_unavailable' });
    database.close();
    await rounds(1, passes);
  });

  it('fails with timeout within two rounds when it hangs, and passes within one when it goes on', async () => {
    mlflow.signal('SIGSTOP');
    const report = await rounds(2, fails);
    expect(new Set(Object.values(codes(report)))).toEqual(new Set(['timeout']));
    mlflow.signal('SIGCONT');
    await rounds(1, passes);
  });

  it('fails within two rounds when it is killed, and passes within one when it is back', async () => {
    await mlflow.stop(0);
    const report = await rounds(2, fails);
    expect(new Set(Object.values(codes(report)))).toEqual(new Set(['connect_refused']));
    expect((await send(service.origin, HEALTH_PATH)).status).toBe(503);
    // It comes back without artifacts, which is a choice and no fault.
    await mlflow.start(['--no-serve-artifacts']);
    const back = await rounds(1, passes);
    expect(codes(back)).toEqual({ ...allWell, artifacts: 'disabled' });
    expect(back.checks.artifacts[0]?.status).toBe('skipped');
  });
});
