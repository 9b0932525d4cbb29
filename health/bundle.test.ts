import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { freePort } from '../machine/ports.ts';
import { type TemporaryFolder, temporaryFolder } from '../machine/temporary.ts';
import { bundle } from './bundle.ts';
import { eventually } from './testing/eventually.ts';
import { startFakeUpstream } from './testing/fakeUpstream.ts';
import { healthy } from './testing/scripts.ts';
import { send } from './testing/send.ts';
import { spawnService } from './testing/spawnedService.ts';

let folder: TemporaryFolder;
let file: string;

beforeAll(async () => {
  // Outside of the repository, so that no `node_modules` can be found from there.
  folder = await temporaryFolder('health-bundle');
  file = path.join(folder.path, 'health.mjs');
  await bundle(file);
});
afterAll(() => folder.remove());

/** The command of the Dockerfile's HEALTHCHECK, run here. Gives its exit code. */
async function healthcheck(port: string): Promise<number | undefined> {
  const dockerfile = await readFile(path.join(import.meta.dirname, 'Dockerfile'), 'utf8');
  const [, ...args] = JSON.parse(/HEALTHCHECK[^[]*CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]');
  const options = { env: { PORT: port }, extendEnv: false, reject: false } as const;
  return (await execa(process.execPath, args, options)).exitCode;
}

describe('the bundle', () => {
  it('is one file', async () => {
    expect(await readdir(folder.path)).toEqual(['health.mjs']);
  });

  it('runs alone: probes, answers, serves metrics and ends with 0', async () => {
    const upstream = await startFakeUpstream(healthy);
    const environment = { MLFLOW_URL: upstream.url, PORT: '0', METRICS_PORT: '0', DRAIN_DELAY_MS: '0' };
    const service = spawnService(environment, [], file);
    const origin = await service.origin();
    await eventually(async () => (await send(origin, '/readyz')).status).toBe(200);
    expect(JSON.parse((await send(origin, HEALTH_PATH)).body).status).toBe('pass');
    const { port } = new URL(origin);
    expect(await healthcheck(port)).toBe(0);
    service.child.kill('SIGTERM');
    expect(await service.ended()).toMatchObject({ code: 0, stderr: '' });
    expect(await healthcheck(port)).toBe(1);
    await upstream.close();
  });

  it('holds what a table needs: one that cannot be reached costs a log line', async () => {
    const upstream = await startFakeUpstream(healthy);
    const service = spawnService(
      {
        MLFLOW_URL: upstream.url,
        PORT: '0',
        DRAIN_DELAY_MS: '0',
        HISTORY_TABLE: 'health-history',
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}`,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
      },
      [],
      file,
    );
    const origin = await service.origin();
    await eventually(async () => (await send(origin, HEALTH_PATH)).status).toBe(200);
    await eventually(() => service.output()).toMatch(/history_down.*dynamodb ECONNREFUSED"/);
    service.child.kill('SIGTERM');
    expect(await service.ended()).toMatchObject({ code: 0, stderr: '' });
    await upstream.close();
  });

  it('explains itself by its own name', async () => {
    expect((await spawnService({}, ['--help'], file).ended()).stdout).toContain('Usage: node health.mjs');
  });
});
