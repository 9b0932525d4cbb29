import { describe, expect, it } from 'vitest';
import { REGISTRY_ORIGIN, TRACKING_PATH } from '../endpoint.ts';
import { loadRoutes } from '../routing/load.ts';
import type { Action, Routes } from '../routing/schema.ts';
import { createGateway, type GatewayOptions } from './gateway.ts';
import { streamingServer } from './proxy.ts';
import { connect, type Echo, send, serve, serveEcho, serveHandler } from './testServers.ts';

const NOWHERE = new URL('http://127.0.0.1:1');

async function serveGateway(given: Partial<GatewayOptions> = {}): Promise<URL> {
  return await serve(createGateway({ routes: await loadRoutes(), targets: {}, ...given }));
}

/** The project's table with one more rule before all others. */
async function routesWith(action: Action): Promise<Routes> {
  const routes = await loadRoutes();
  const rule = {
    name: 'extra',
    priority: 1,
    listeners: ['https'],
    conditions: [{ type: 'path-pattern' as const, values: ['/extra/*'] }],
    action,
    why: 'A test.',
  };
  return { ...routes, rules: [rule, ...routes.rules] };
}

describe('where a request goes', () => {
  const named = (name: string) => serveHandler((_request, response) => response.end(name));

  it.each([
    ['/api/health/mlflow', 'health'],
    ['/api/health/mlflow/badge.svg?x=1', 'health'],
    ['/api/mlflow', 'api'],
    ['/api/mlflow/api/2.0/mlflow/runs/get', 'api'],
    ['/mlflow/version', 'api'],
  ])('%s goes to %s', async (target, name) => {
    const gateway = await serveGateway({
      targets: { health: await named('health'), api: await named('api') },
    });
    expect((await send(gateway, target)).body).toBe(name);
  });

  it.each(['localhost:8080', '127.0.0.1', '[::1]:9', 'registry.hokus.ai', 'REGISTRY.hokus.ai:443'])(
    'the host %s is the registry',
    async (Host) => {
      const gateway = await serveGateway({ targets: { api: await named('api') } });
      expect((await send(gateway, '/mlflow/version', { headers: { Host } })).body).toBe('api');
    },
  );

  it.each([
    ['another path', '/nope', 'localhost'],
    ['a prefix that only begins alike', '/mlflowx', 'localhost'],
    ['another host', '/api/mlflow', 'auth.hokus.ai'],
  ])('%s meets the default action', async (_name, target, Host) => {
    const reply = await send(await serveGateway(), target, { headers: { Host } });
    expect(reply).toMatchObject({ status: 404, body: 'Not Found' });
    expect(reply.headers).toMatchObject({ server: 'awselb/2.0', 'content-type': 'text/plain' });
  });

  it('a target of weight 0 gets nothing', async () => {
    const targets = [
      { target: 'off', weight: 0 },
      { target: 'on', weight: 1 },
    ];
    const gateway = await serveGateway({
      routes: await routesWith({ type: 'forward', targets }),
      targets: { off: NOWHERE, on: await named('on') },
    });
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(gateway, '/extra/x')));
    expect(new Set(replies.map(({ body }) => body))).toEqual(new Set(['on']));
  });
});

describe('port 80', () => {
  it.each(['GET', 'HEAD'])('sends %s to https, query and all', async (method) => {
    const gateway = await serveGateway({ listener: 'http' });
    expect(await send(gateway, '/api/mlflow/version?a=b', { method })).toMatchObject({
      status: 301,
      headers: {
        server: 'awselb/2.0',
        location: `${REGISTRY_ORIGIN}:443${TRACKING_PATH}/version?a=b`,
      },
    });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s, and names the tracking URI', async (method) => {
    const gateway = await serveGateway({ listener: 'http' });
    expect(await send(gateway, '/mlflow/api/2.0/mlflow/runs/create', { method })).toMatchObject({
      status: 400,
      body: expect.stringContaining(`${REGISTRY_ORIGIN}${TRACKING_PATH}`),
    });
  });
});

describe('what the target sees', () => {
  it('the raw path, the client’s host, and what a load balancer adds', async () => {
    const gateway = await serveGateway({ targets: { api: await serveEcho() } });
    const reply = await send(gateway, '/mlflow//a%2Fb?x=1&x=2', { headers: { Host: 'localhost:8080' } });
    const echo: Echo = JSON.parse(reply.body);
    expect(echo.url).toBe('/mlflow//a%2Fb?x=1&x=2');
    expect(echo.headers.join(' ')).toContain('Host localhost:8080');
    expect(echo.headers.join(' ')).toContain(
      'X-Forwarded-For 127.0.0.1 X-Forwarded-Proto https X-Forwarded-Port 443',
    );
    expect(echo.headers.join(' ')).toMatch(/X-Amzn-Trace-Id Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
  });

  it('the addresses and the trace that were there before, continued', async () => {
    const gateway = await serveGateway({ targets: { api: await serveEcho() } });
    const root = 'Root=1-67891233-abcdef012345678912345678';
    const headers = {
      'X-Forwarded-For': '203.0.113.7',
      'X-Forwarded-Proto': 'gopher',
      'X-Amzn-Trace-Id': root,
    };
    const { body } = await send(gateway, '/mlflow/x', { headers });
    expect(body).toContain('203.0.113.7, 127.0.0.1');
    expect(body).not.toContain('gopher');
    expect(body).toMatch(new RegExp(`Self=1-[0-9a-f-]{33};${root}`));
  });
});

describe('what a client cannot do', () => {
  it('take off what the load balancer adds', async () => {
    const gateway = await serveGateway({ targets: { api: await serveEcho() } });
    const added = ['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Port', 'X-Amzn-Trace-Id'];
    const headers = { Connection: `close, ${added.join(', ')}`, 'X-Forwarded-For': '203.0.113.7' };
    const echo: Echo = JSON.parse((await send(gateway, '/mlflow/x', { headers })).body);
    for (const name of added) expect(echo.headers).toContain(name);
    expect(echo.headers.join(' ')).toContain('X-Forwarded-For 127.0.0.1 X-Forwarded-Proto https');
  });

  it('send a request line over 16 KiB', async () => {
    const api = await serve(streamingServer((_request, response) => response.end('taken')));
    const gateway = await serveGateway({ targets: { api } });
    const target = (bytes: number) => `/mlflow/${'x'.repeat(bytes - 'GET /mlflow/ HTTP/1.1'.length)}`;
    expect((await send(gateway, target(16 * 1024))).status).toBe(200);
    const refused = await send(gateway, target(16 * 1024 + 1));
    expect(refused).toMatchObject({ status: 414, headers: { server: 'awselb/2.0' } });
    expect(refused.body).toContain('<center><h1>414 ');
  });
});

describe('when a target fails', () => {
  const page = (title: string) => expect.stringContaining(`<center><h1>${title}</h1></center>`);

  it.each([
    ['503 when none is registered', {}, '503 Service Temporarily Unavailable'],
    ['502 when it refuses', { api: NOWHERE }, '502 Bad Gateway'],
  ])('answers %s', async (_name, targets, title) => {
    const reply = await send(await serveGateway({ targets }), '/mlflow/x');
    expect(reply).toMatchObject({ status: Number(title.slice(0, 3)), body: page(title) });
    expect(reply.headers).toMatchObject({ server: 'awselb/2.0', 'content-type': 'text/html' });
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('answers 504 when it is silent for too long', async () => {
    const targets = { api: await serveHandler(() => {}) };
    const reply = await send(await serveGateway({ targets, idleTimeoutMs: 50 }), '/mlflow/x');
    expect(reply).toMatchObject({ status: 504, body: page('504 Gateway Time-out') });
  });

  it('passes the target’s own errors on, its server header too', async () => {
    const api = await serveHandler((_request, response) => {
      response.writeHead(500, { Server: 'uvicorn' }).end('own');
    });
    const reply = await send(await serveGateway({ targets: { api } }), '/mlflow/x');
    expect(reply).toMatchObject({ status: 500, body: 'own', headers: { server: 'uvicorn' } });
  });

  it('answers 400 to what is not HTTP', async () => {
    const { socket, until } = await connect(await serveGateway());
    socket.write('NONSENSE\r\n\r\n');
    expect(await until('</html>')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0/);
  });
});

describe('its own answers', () => {
  const redirect = (host: string): Action => ({
    type: 'redirect',
    status: 302,
    protocol: '#{protocol}',
    host,
    port: '#{port}',
    path: '/new/#{path}',
    query: '#{query}',
  });

  it.each([
    ['#{host}', 'http://localhost:8080/new/extra/a?b=c'],
    ['docs.hokus.ai', 'https://docs.hokus.ai:443/new/extra/a?b=c'],
  ])('a redirect to %s leads to %s', async (host, location) => {
    const gateway = await serveGateway({ routes: await routesWith(redirect(host)) });
    const reply = await send(gateway, '/extra/a?b=c', { headers: { Host: 'localhost:8080' } });
    expect(reply).toMatchObject({ status: 302, headers: { server: 'awselb/2.0', location } });
  });

  it('a fixed response is as the table has it', async () => {
    const action: Action = {
      type: 'fixed-response',
      status: 410,
      contentType: 'application/json',
      body: '{"gone":1}',
    };
    const reply = await send(await serveGateway({ routes: await routesWith(action) }), '/extra/x', {
      method: 'POST',
    });
    expect(reply).toMatchObject({
      status: 410,
      body: '{"gone":1}',
      headers: { 'content-type': 'application/json' },
    });
  });
});
