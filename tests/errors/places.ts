/** Addresses where a client fails, each in one way: the running stack, and small servers that do one thing wrong. */
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import { REGISTRY_ORIGIN, TRACKING_PATH } from '../../endpoint.ts';
import { makeCertificate } from '../../health/testing/certificate.ts';
import { freePort, type Listening, LOOPBACK, listen } from '../../machine/ports.ts';
import { compile } from '../../routing/compile.ts';
import { loadRoutes } from '../../routing/load.ts';
import { DEFAULT_SOURCE_IP } from '../../routing/request.ts';
import { type ApiOptions, createApi, withoutMount } from '../../stack/api.ts';
import { headerList, withoutHeaders } from '../../stack/headers.ts';
import { connectionPool, forward } from '../../stack/proxy.ts';
import type { SharedStack } from '../sharedStack.ts';

const HOUR_MS = 3_600_000;

/** RFC 2606 keeps this name from ever being given to anybody. */
const UNKNOWN_HOST = 'registry.invalid';

/** Tracking URIs by what is wrong with the place; `stack` is the one where nothing is. */
export type Places = Awaited<ReturnType<typeof openPlaces>>['uris'];

/** Opens every place. `close` ends the servers. */
export async function openPlaces(stack: SharedStack) {
  const opened: Listening[] = [];
  const open = async (server: Server): Promise<string> => {
    const listening = await listen(server);
    opened.push(listening);
    const scheme = server instanceof https.Server ? 'https' : 'http';
    return `${scheme}://${LOOPBACK}:${listening.port}${TRACKING_PATH}`;
  };
  const mlflow = new URL(stack.mlflowUrl);
  const nobody = `http://${LOOPBACK}:${await freePort()}`;
  const silent = await open(http.createServer((request) => void request.resume()));
  const uris = {
    stack: stack.trackingUri,
    withoutPath: stack.registryOrigin,
    pathTwice: `${stack.trackingUri}/api/2.0/mlflow`,
    withoutScheme: `${UNKNOWN_HOST}${TRACKING_PATH}`,
    unknownHost: `https://${UNKNOWN_HOST}${TRACKING_PATH}`,
    refusing: `${nobody}${TRACKING_PATH}`,
    silent,
    untrusted: await open(https.createServer(makeCertificate('localhost', new Date(Date.now() + HOUR_MS)))),
    plainHttp: await open(http.createServer(await plainHttpListener())),
    foreignHost: await open(http.createServer(underForeignHost(mlflow))),
    limited: await open(api({ mlflow, rateLimit: { requests: 0, windowMs: HOUR_MS } })),
    withoutMlflow: await open(api({ mlflow: new URL(nobody) })),
    slowMlflow: await open(api({ mlflow: new URL(silent), timeoutMs: 50 })),
    withoutKeyService: await open(api({ mlflow, isValidKey: () => Promise.reject(new Error('down')) })),
    missingScope: await open(answering(403, MISSING_SCOPE)),
    notAdmin: await open(answering(403, NOT_ADMIN)),
    readOnly: await open(refusing(isWrite, MISSING_SCOPE, api({ mlflow }))),
    trackingOnly: await open(refusing(isOfRegistry, NOT_ADMIN, api({ mlflow }))),
    withoutArtifacts: await open(answering(503, ARTIFACTS_OFF)),
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((each) => each.close()));
  };
  return { uris, close };
}

/** Answers of production that the local stack has no reason to give: scopes, roles and storage are not part of it. */
const MISSING_SCOPE = {
  detail: 'Insufficient scope',
  error: 'FORBIDDEN',
  message: 'The key lacks a scope.',
  required_scope: 'write',
  current_scopes: ['read'],
};
const NOT_ADMIN = {
  detail: 'Admin access required for the model registry',
  error: 'REGISTRY_ADMIN_REQUIRED',
};
const ARTIFACTS_OFF = { detail: 'Artifact storage is off' };

function api(options: Omit<ApiOptions, 'isValidKey' | 'corsOrigins'> & Partial<ApiOptions>): Server {
  return createApi({ isValidKey: async () => true, corsOrigins: [], ...options });
}

function answering(status: number, body: object): Server {
  return http.createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
}

const isWrite = ({ method, url = '' }: IncomingMessage): boolean =>
  method !== 'GET' && !/\/search\b/.test(url);

const isOfRegistry = ({ url = '' }: IncomingMessage): boolean =>
  /\/(registered-models|model-versions)\//.test(url);

/** Answers 403 where the key isn't allowed to go; the rest works. */
function refusing(isRefused: (request: IncomingMessage) => boolean, body: object, rest: Server): Server {
  const refusal = answering(403, body);
  return http
    .createServer((request, response) => {
      (isRefused(request) ? refusal : rest).emit('request', request, response);
    })
    .on('close', () => rest.emit('close'));
}

/** What the load balancer's listener for plain http says to a request with a body, by the real rules. */
async function plainHttpListener() {
  const routes = await loadRoutes();
  return (request: IncomingMessage, response: ServerResponse): void => {
    const { action } = compile(routes).decide({
      protocol: 'http',
      port: 80,
      method: request.method ?? '',
      host: new URL(REGISTRY_ORIGIN).hostname,
      path: request.url ?? '',
      query: '',
      headers: [],
      sourceIp: DEFAULT_SOURCE_IP,
    });
    if (action.kind !== 'fixed-response') throw new Error(`The rules now answer with ${action.kind}.`);
    request.resume();
    response.writeHead(action.status, { 'Content-Type': action.contentType }).end(action.body);
  };
}

/** Passes on to MLflow with the host name of production, which MLflow was not told to accept. */
function underForeignHost(mlflow: URL) {
  const agent = connectionPool(mlflow);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const kept = withoutHeaders(headerList(request.rawHeaders), (name) => name === 'host');
    forward(request, response, {
      upstream: mlflow,
      path: withoutMount(request.url ?? '') ?? '/',
      headers: [['Host', new URL(REGISTRY_ORIGIN).host], ...kept],
      agent,
      idleTimeoutMs: HOUR_MS,
      onFailure: (failure) => ({ status: 502, headers: [], body: failure }),
      onResponse: (head) => head,
    });
  };
}
