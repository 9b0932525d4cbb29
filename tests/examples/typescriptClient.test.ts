/** What the TypeScript example repeats, how long it waits, and what its errors say. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorFrom, HokusaiError } from '../../examples/typescript-client/errors.ts';
import { fetchWithRetries, pauseMs } from '../../examples/typescript-client/retry.ts';
import { listen } from '../../machine/ports.ts';

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

const refuse =
  (status: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'Retry-After': '0', ...headers }).end();
const reset: Reply = (_, request) => request.socket.resetAndDestroy();

let server: Server;
let origin: string;
let replies: Reply[];
let bodies: string[];

beforeEach(async () => {
  replies = [];
  bodies = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString());
    const reply = replies.shift() ?? (() => response.end('done'));
    reply(response, request);
  });
  origin = (await listen(server)).origin;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const post = (path: string) =>
  fetchWithRetries(new Request(`${origin}${path}`, { method: 'POST', body: '{"a":1}' }));

describe('repeating', () => {
  it.each([408, 429, 500, 502, 503, 504])(
    'repeats a call that does no harm twice after %i, with its body',
    async (status) => {
      replies = [refuse(status), refuse(status)];
      expect((await post('/runs/log-batch')).status).toBe(200);
      expect(bodies).toEqual(Array(3).fill('{"a":1}'));
    },
  );

  it('repeats a create after 429, since nothing was created', async () => {
    replies = [refuse(429)];
    expect((await post('/runs/create')).status).toBe(200);
    expect(bodies).toHaveLength(2);
  });

  it.each([500, 502, 503, 504])('does not repeat a create after %i', async (status) => {
    replies = [refuse(status)];
    expect((await post('/runs/create')).status).toBe(status);
    expect(bodies).toHaveLength(1);
  });

  it('does not repeat a create whose answer got lost', async () => {
    replies = [reset];
    await expect(post('/runs/create')).rejects.toMatchObject({ status: 0, code: 'UNREACHABLE' });
    expect(bodies).toHaveLength(1);
  });

  it('repeats another call whose answer got lost', async () => {
    replies = [reset];
    expect((await post('/runs/update')).status).toBe(200);
  });

  it.each([400, 401, 403, 404])('does not repeat after %i', async (status) => {
    replies = [refuse(status)];
    expect((await post('/runs/log-batch')).status).toBe(status);
    expect(bodies).toHaveLength(1);
  });

  it('gives up after five calls, with the last answer', async () => {
    replies = Array(9).fill(refuse(503));
    expect((await post('/runs/log-batch')).status).toBe(503);
    expect(bodies).toHaveLength(5);
  });
});

describe('the pause', () => {
  const asked = (value: string) => new Response('', { headers: { 'Retry-After': value } });

  it('is what Retry-After says, in seconds or as a date, and a minute at most', () => {
    expect(pauseMs(asked('3'), 1)).toBe(3000);
    expect(pauseMs(asked('3600'), 1)).toBe(60_000);
    expect(pauseMs(asked(new Date(Date.now() - 5000).toUTCString()), 1)).toBe(0);
    expect(pauseMs(asked(new Date(Date.now() + 20_000).toUTCString()), 1)).toBeGreaterThan(15_000);
  });

  it('is random below 1 second, and below 8 at the fourth attempt, when the answer says nothing that can be read', () => {
    for (const outcome of [new Response(''), new Error('lost'), asked('soon')]) {
      expect(pauseMs(outcome, 1)).toBeLessThanOrEqual(1000);
      expect(pauseMs(outcome, 4)).toBeLessThanOrEqual(8000);
    }
  });
});

describe('errors', () => {
  it.each([
    [404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No run' }, 'RESOURCE_DOES_NOT_EXIST', 'No run'],
    [401, { detail: 'API key required' }, 'HTTP_401', 'API key required'],
    [403, { error: 'FORBIDDEN', message: 'no', detail: 'no' }, 'FORBIDDEN', 'no'],
    [404, 'Not Found', 'HTTP_404', 'Not Found'],
    [502, '', 'HTTP_502', 'no body'],
    [500, { odd: 1 }, 'HTTP_500', '{"odd":1}'],
  ])('of %i with %j carry %s', (status, body, code, message) => {
    const error = errorFrom(status, body);
    expect(error).toBeInstanceOf(HokusaiError);
    expect(error).toMatchObject({ status, code, message });
  });
});
