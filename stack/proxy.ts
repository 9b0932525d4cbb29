/** A streaming HTTP proxy, shared by the API stand-in and the gateway: bodies pass through and are never collected. */
import http, { type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { endToEnd, type HeaderList, headerList, withoutHeaders } from './headers.ts';

/** An answer that the proxy gives itself. */
export interface Answer {
  status: number;
  headers: HeaderList;
  body: string;
}

/**
 * Why the other side gave no answer: it refused the connection or hung up, or nothing moved in either direction for the
 * time allowed.
 */
export type UpstreamFailure = 'unreachable' | 'idle';

/** The head of the other side's answer. */
export interface UpstreamHead {
  status: number;
  headers: HeaderList;
}

export interface Forwarding {
  /** Scheme, host and port are used; the path is `path`. */
  upstream: URL;
  /** Raw request target, query included, sent as it is. */
  path: string;
  /** Request headers, `Host` included; those of the client's connection are not among them (`endToEnd`). */
  headers: HeaderList;
  agent: http.Agent;
  /** Longest time in milliseconds without a byte to or from the other side. */
  idleTimeoutMs: number;
  /** What the client gets when the other side fails before it answered. */
  onFailure: (failure: UpstreamFailure) => Answer;
  /** Changes the answer's head, or replaces the whole answer. */
  onResponse: (head: UpstreamHead) => UpstreamHead | Answer;
}

/** Unused connections are closed before the other side does it: uvicorn waits 5 s, and a closed one looks like a reset. */
const UNUSED_CONNECTION_MS = 2000;

/** Longer than a load balancer's 60 s, so that it never meets a connection that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/** Connections to one upstream, kept open between requests. */
export function connectionPool(upstream: URL): http.Agent {
  const options = { keepAlive: true, timeout: UNUSED_CONNECTION_MS };
  return upstream.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
}

/**
 * A server without limits on the time or the size of a request. `handler` also gets requests with
 * `Expect: 100-continue`: nothing is promised to the client until `forward` begins to read the body.
 */
export function streamingServer(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): http.Server {
  const server = http.createServer({
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: 64 * 1024,
  });
  return server.on('request', handler).on('checkContinue', handler);
}

/** Sends an answer of our own; a body that is still arriving is read and dropped, so that the client can hear us. */
export function answer(request: IncomingMessage, response: ServerResponse, own: Answer): void {
  // 204 has no body, so it must not say how long one is (RFC 9110, section 8.6).
  const length: HeaderList =
    own.status === 204 ? [] : [['Content-Length', String(Buffer.byteLength(own.body))]];
  response.writeHead(own.status, [...own.headers, ...length].flat());
  response.end(own.body);
  request.resume();
}

/** Passes one request on and its answer back, both as streams. Never throws; failures become `onFailure`'s answer. */
export function forward(request: IncomingMessage, response: ServerResponse, to: Forwarding): void {
  const outgoing = openRequest(request, to);

  const fail = (failure: UpstreamFailure): void => {
    request.unpipe(outgoing);
    outgoing.destroy();
    request.resume();
    if (response.destroyed || response.writableEnded) return;
    // Half an answer cannot be taken back: cutting the connection tells the client that it is not whole.
    if (response.headersSent) response.destroy();
    else answer(request, response, to.onFailure(failure));
  };

  outgoing.on('error', () => fail('unreachable'));
  outgoing.setTimeout(to.idleTimeoutMs, () => fail('idle'));
  outgoing.once('response', (incoming) => passBack(request, response, incoming, to));
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });

  if (request.headers.expect !== undefined) response.writeContinue();
  request.pipe(outgoing);
}

function openRequest(request: IncomingMessage, to: Forwarding): ClientRequest {
  const { request: open } = to.upstream.protocol === 'https:' ? https : http;
  return open({
    host: to.upstream.hostname.replace(/^\[|\]$/g, ''),
    port: to.upstream.port,
    method: request.method,
    path: to.path,
    headers: [...withoutHeaders(to.headers, (name) => name === 'expect'), ...framing(request)].flat(),
    agent: to.agent,
  });
}

/** Says how the body ends. Node frames bodies of GET and DELETE only when it is told to. */
function framing(request: IncomingMessage): HeaderList {
  if (request.headers['transfer-encoding'] !== undefined) return [['Transfer-Encoding', 'chunked']];
  const mayHaveBody = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  return mayHaveBody && request.headers['content-length'] === undefined ? [['Content-Length', '0']] : [];
}

function passBack(
  request: IncomingMessage,
  response: ServerResponse,
  incoming: IncomingMessage,
  to: Forwarding,
): void {
  const head = { status: incoming.statusCode ?? 502, headers: endToEnd(headerList(incoming.rawHeaders)) };
  const changed = to.onResponse(head);
  if ('body' in changed) {
    incoming.resume();
    answer(request, response, changed);
    return;
  }
  // After a crash uvicorn hangs up without a word before: the next request must not meet that connection.
  const { socket } = incoming;
  if (head.status >= 500) incoming.once('end', () => socket.destroy());
  incoming.once('close', () => {
    if (!incoming.complete) response.destroy();
  });
  response.writeHead(changed.status, incoming.statusMessage, changed.headers.flat());
  incoming.pipe(response);
}
