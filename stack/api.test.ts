import { once } from 'node:events';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ApiOptions, createApi, withoutMount } from './api.ts';
import { connect, type Echo, send, serve, serveEcho, serveHandler } from './testServers.ts';

const KEY = 'hk_live_your_key_here';
const DOCS = 'http://localhost:3000';
const withKey = { Authorization: `Bearer ${KEY}` };

function serveApi(mlflow: URL, given: Partial<ApiOptions> = {}): Promise<URL> {
  const isValidKey = async (key: string) => key === KEY;
  return serve(createApi({ mlflow, isValidKey, corsOrigins: [DOCS], ...given }));
}

describe('withoutMount', () => {
  it.each([
    ['/api/mlflow/api/2.0/x?a=1', '/api/2.0/x?a=1'],
    ['/mlflow/api/2.0/x', '/api/2.0/x'],
    ['/api/mlflow', '/'],
    ['/mlflow?a=1', '/?a=1'],
    ['/api/mlflow//health', '//health'],
    ['/mlflowx', undefined],
    ['/api/mlflows/x', undefined],
    ['/', undefined],
  ])('%s is %s', (target, rest) => {
    expect(withoutMount(target)).toBe(rest);
  });
});

describe('a request with a key', () => {
  it('reaches MLflow under its own host, without origin and without the key in any form', async () => {
    const mlflow = await serveEcho();
    const api = await serveApi(mlflow);
    const reply = await send(api, `/api/mlflow/api/2.0/mlflow/runs/get?run_id=1&api_key=${KEY}&run_id=2`, {
      headers: { ...withKey, 'X-API-Key': KEY, Origin: DOCS },
    });
    const echo: Echo = JSON.parse(reply.body);
    expect(echo.url).toBe('/api/2.0/mlflow/runs/get?run_id=1&run_id=2');
    expect(echo.headers).toContain(mlflow.host);
    expect(reply.body).not.toContain(KEY);
    expect(reply.body).not.toMatch(/origin/i);
  });

  it('keeps a prefix of the MLflow that it is told to use', async () => {
    const mlflow = new URL('/prefix/', await serveEcho());
    const reply = await send(await serveApi(mlflow), '/mlflow/version', { headers: withKey });
    expect(JSON.parse(reply.body)).toMatchObject({ url: '/prefix/version' });
  });

  it('gets MLflow’s own errors unchanged', async () => {
    const body = '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No run"}';
    const mlflow = await serveHandler((_request, response) => {
      response.writeHead(404, { 'Content-Type': 'application/json' }).end(body);
    });
    const reply = await send(await serveApi(mlflow), '/mlflow/x', { headers: withKey });
    expect(reply).toMatchObject({ status: 404, body });
  });

  it('gets JSON for MLflow’s page about an unknown path', async () => {
    const mlflow = await serveHandler((_request, response) => {
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end('<!doctype html>');
    });
    const reply = await send(await serveApi(mlflow), '/api/mlflow/api/2.0/nope?a=1', { headers: withKey });
    expect(reply.status).toBe(404);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(JSON.parse(reply.body)).toEqual({
      error_code: 'RESOURCE_NOT_FOUND',
      message: 'The requested resource was not found: api/2.0/nope',
    });
  });

  it('is told when the path is below no mount', async () => {
    const reply = await send(await serveApi(await serveEcho()), '/other', { headers: withKey });
    expect(reply).toMatchObject({ status: 404, body: '{"detail":"Not Found"}' });
  });
});

describe('refusals', () => {
  const cases: Array<[string, Record<string, string>, Partial<ApiOptions>, number, string]> = [
    ['without a key', {}, {}, 401, 'API key required'],
    ['with Basic credentials', { Authorization: 'Basic dTpw' }, {}, 401, 'API key required'],
    ['with a wrong key', { 'X-API-Key': 'wrong' }, {}, 401, 'Invalid or expired API key'],
    [
      'while keys cannot be checked',
      withKey,
      { isValidKey: () => Promise.reject(new Error('down')) },
      503,
      'Authentication service unavailable',
    ],
  ];
  it.each(cases)('%s', async (_name, headers, options, status, detail) => {
    let reached = 0;
    const mlflow = await serveHandler((_request, response) => {
      reached += 1;
      response.end();
    });
    const reply = await send(await serveApi(mlflow, options), '/mlflow/version', { headers });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toEqual({ detail });
    expect(reached).toBe(0);
  });

  it('counts each key on its own and says when to come back', async () => {
    const api = await serveApi(await serveEcho(), {
      isValidKey: async () => true,
      rateLimit: { requests: 2, windowMs: 60_000 },
    });
    const ask = (key: string) => send(api, '/mlflow/version', { headers: { 'X-API-Key': key } });
    expect([(await ask('a')).status, (await ask('a')).status, (await ask('b')).status]).toEqual([
      200, 200, 200,
    ]);
    const refused = await ask('a');
    expect(refused).toMatchObject({ status: 429, body: '{"detail":"Rate limit exceeded"}' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('a key that is missing is refused before the body is asked for', async () => {
    const { socket, until, received } = await connect(await serveApi(await serveEcho()));
    socket.write('PUT /mlflow/x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n');
    await until('API key required');
    expect(received()).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('a good key gets the body asked for', async () => {
    const { socket, until } = await connect(await serveApi(await serveEcho()));
    socket.write(
      `PUT /mlflow/x HTTP/1.1\r\nHost: h\r\nX-API-Key: ${KEY}\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`,
    );
    expect(await until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('body');
    expect(await until('"body":"body"')).not.toContain('Expect');
  });
});

describe('when MLflow fails', () => {
  it('answers 502 when it does not listen', async () => {
    const reply = await send(await serveApi(new URL('http://127.0.0.1:1')), '/mlflow/x', {
      headers: withKey,
    });
    expect(reply.status).toBe(502);
    expect(JSON.parse(reply.body)).toEqual({ detail: expect.any(String) });
  });

  it('counts only the time without traffic: a slow upload may take longer', async () => {
    const api = await serveApi(await serveEcho(), { timeoutMs: 400 });
    const upload = http.request(new URL('/mlflow/x', api), { method: 'PUT', headers: withKey });
    const answered = once(upload, 'response');
    for (let chunks = 0; chunks < 8; chunks += 1) {
      upload.write('x'.repeat(100));
      await setTimeout(100);
    }
    upload.end();
    const [response] = await answered;
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  it('answers 504 when it takes too long', async () => {
    const api = await serveApi(await serveHandler(() => {}), { timeoutMs: 50 });
    const reply = await send(api, '/mlflow/x', { headers: withKey });
    expect(reply.status).toBe(504);
    expect(JSON.parse(reply.body)).toEqual({ detail: expect.any(String) });
  });
});

describe('for browsers', () => {
  it('answers a preflight without a key', async () => {
    const reply = await send(await serveApi(await serveEcho()), '/api/mlflow/x', {
      method: 'OPTIONS',
      headers: {
        Origin: DOCS,
        'Access-Control-Request-Method': 'DELETE',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    });
    expect(reply).toMatchObject({ status: 204, body: '' });
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': DOCS,
      'access-control-allow-headers': 'authorization,content-type',
    });
    expect(reply.headers['access-control-allow-methods']).toContain('DELETE');
    expect(reply.headers).not.toHaveProperty('content-length');
  });

  it.each([
    ['an answer', withKey],
    ['a refusal', {}],
  ])('lets a page of the documentation read %s', async (_name, headers) => {
    const api = await serveApi(await serveEcho());
    const reply = await send(api, '/mlflow/x', { headers: { ...headers, Origin: DOCS } });
    expect(reply.headers['access-control-allow-origin']).toBe(DOCS);
    expect(reply.headers['access-control-expose-headers']).toContain('Retry-After');
  });

  it('replaces MLflow’s word on origins by its own', async () => {
    const mlflow = await serveHandler((_request, response) => {
      response
        .writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' })
        .end();
    });
    const headers = { ...withKey, Origin: 'https://elsewhere.example' };
    const reply = await send(await serveApi(mlflow), '/mlflow/x', { headers });
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the request id', () => {
  it('is on every answer, and is the client’s own when that is harmless', async () => {
    const api = await serveApi(await serveEcho());
    const idOf = async (headers: Record<string, string>) =>
      (await send(api, '/mlflow/x', { headers })).headers['x-request-id'];
    expect(await idOf({})).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf(withKey)).not.toBe(await idOf(withKey));
    expect(await idOf({ ...withKey, 'X-Request-Id': 'mine-1' })).toBe('mine-1');
    expect(await idOf({ 'X-Request-Id': '<script>' })).not.toContain('script');
  });
});
