/** What the guide says of the time limit of a transfer is measured on the stand-in, and says no more than is known. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { TRACKING_PATH } from '../../endpoint.ts';
import { ROOT } from '../../machine/paths.js';
import { listen } from '../../machine/ports.ts';
import { createApi } from '../../stack/api.ts';

const LIMIT_MS = 1500;

const mlflow = await listen(
  http.createServer(async (request, response) => {
    const body = await text(request).catch(() => '');
    response.end(String(body.length));
  }),
);
const api = await listen(
  createApi({
    mlflow: new URL(mlflow.origin),
    isValidKey: async () => true,
    corsOrigins: [],
    timeoutMs: LIMIT_MS,
  }),
);
afterAll(() => Promise.all([api.close(), mlflow.close()]));

/** Uploads pieces with pauses between them; gives the status and the seconds that it took. */
async function upload(pieces: number, pauseMs: number): Promise<{ status: number; ms: number }> {
  const started = performance.now();
  const request = http.request(`${api.origin}${TRACKING_PATH}/api/2.0/mlflow-artifacts/artifacts/file`, {
    method: 'PUT',
    headers: { Authorization: 'Bearer key', 'Content-Length': pieces },
  });
  const answered = once(request, 'response');
  for (let sent = 0; sent < pieces; sent += 1) {
    request.write('x');
    await pause(pauseMs);
  }
  request.end();
  const [response] = await answered;
  response.resume();
  return { status: response.statusCode, ms: performance.now() - started };
}

describe('the stand-in for the API service', () => {
  it('lets an upload take longer than the limit while bytes arrive', async () => {
    const { status, ms } = await upload(10, LIMIT_MS / 6);
    expect(ms).toBeGreaterThan(LIMIT_MS);
    expect(status).toBe(200);
  });

  it('ends one that stalls', async () => {
    expect(await upload(2, LIMIT_MS * 1.5)).toMatchObject({ status: 504 });
  });
});

it('the guide says which of the two is measured where, and what is not known of production', async () => {
  const page = async (name: string) =>
    (await readFile(path.join(ROOT, 'docs/guide', name), 'utf8')).replaceAll(/\s+/g, ' ');
  const artifacts = await page('tracking/artifacts.mdx');
  expect(artifacts).toContain(
    'The [local stack](../operate/local-stack.mdx) counts the time without traffic.',
  );
  expect(artifacts).toContain("don't document whether production counts the whole transfer");
  const limits = await page('reference/limits.mdx');
  expect(limits).toContain('plan for each transfer to finish within 30 seconds');
  expect(limits).toContain('(../tracking/artifacts.mdx#large-files)');
});
