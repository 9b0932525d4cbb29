/** What a fake upstream can do: answer as MLflow does, or fail in each way that the prober must tell apart. */
import { gzipSync } from 'node:zlib';
import type { Script } from './fakeUpstream.ts';

interface Parts {
  readonly status?: string;
  readonly type?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** Bytes of one whole HTTP/1.1 answer. */
function answer({ status = '200 OK', type = 'application/json', headers = [], body = '{}' }: Parts): Buffer {
  const bytes = Buffer.from(body);
  const lines = [
    `HTTP/1.1 ${status}`,
    `Content-Type: ${type}`,
    `Content-Length: ${bytes.length}`,
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

const html = '<!doctype html><title>a page</title>';

/** The same answer whatever is asked. */
export function always(parts: Parts): Script {
  return (socket) => socket.end(answer(parts));
}

/** MLflow in good health. */
export const healthy: Script = (socket, path) => {
  if (path === '/health') return void socket.end(answer({ type: 'text/plain', body: 'OK' }));
  if (path === '/version') return void socket.end(answer({ type: 'text/html', body: '3.9.0' }));
  if (ARTIFACTS.test(path)) return void socket.end(answer({}));
  const name = /=(?<name>[\w-]+)$/.exec(path)?.groups?.name;
  const body = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: `Nothing has the name '${name}'` };
  socket.end(answer({ status: '404 Not Found', body: JSON.stringify(body) }));
};

/** One script for the paths that match, MLflow in good health for the others. */
export function only(paths: RegExp, script: Script): Script {
  return (socket, path) => (paths.test(path) ? script : healthy)(socket, path);
}

/** The path of the artifacts check. */
export const ARTIFACTS = /mlflow-artifacts/;
/** The paths of the checks that need the database. */
export const DATABASE = /\/mlflow\/(experiments|registered-models)\//;

/** Texts of the MLflow that the stack pins. */
const databaseDown = JSON.stringify({
  error_code: 'TEMPORARILY_UNAVAILABLE',
  message: '(psycopg2.OperationalError) could not connect to server',
});
const artifactsOff =
  'Endpoint: /api/2.0/mlflow-artifacts/artifacts disabled due to the mlflow server running with `--no-serve-artifacts`.' +
  ' To enable artifacts server functionality, run `mlflow server` with `--serve-artifacts`';

const endless: Script = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[');
  const chunk = Buffer.alloc(64 * 1024, '1,');
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
};

const slowDrip: Script = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n');
  const timer = setInterval(() => socket.write(' '), 10);
  socket.on('close', () => clearInterval(timer));
};

/** Ten megabytes in ten kilobytes. */
const bomb = () =>
  always({ headers: ['Content-Encoding: gzip'], body: gzipSync(Buffer.alloc(10 * 1024 * 1024)) });

export const faults = {
  hangBeforeHeaders: () => {},
  hangAmidHeaders: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Type: appl'),
  hangAmidBody: (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"exp'),
  reset: (socket) => socket.resetAndDestroy(),
  closeWithoutAnswer: (socket) => socket.end(),
  closeAmidBody: (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"exp'),
  html: always({ type: 'text/html', body: html }),
  wrongShape: always({ body: '{"experiments": "none"}' }),
  errorWith200: always({ body: '{"error_code": "INTERNAL_ERROR", "message": "no"}' }),
  notJson: always({ body: '{"experiments": [' }),
  unauthorized: always({
    status: '401 Unauthorized',
    type: 'text/plain',
    body: 'You are not authenticated.',
  }),
  forbidden: always({ status: '403 Forbidden', body: '{"error_code":"PERMISSION_DENIED"}' }),
  hostCheck: always({
    status: '403 Forbidden',
    type: 'text/plain',
    body: 'Invalid Host header - possible DNS rebinding attack detected',
  }),
  notFound: always({ status: '404 Not Found', type: 'text/html', body: html }),
  rateLimited: always({ status: '429 Too Many Requests', headers: ['Retry-After: 1'] }),
  internalError: always({ status: '500 Internal Server Error', type: 'text/html', body: html }),
  badGateway: always({ status: '502 Bad Gateway', type: 'text/html', body: html }),
  databaseDown: always({ status: '503 Service Unavailable', body: databaseDown }),
  artifactsOff: always({ status: '503 Service Unavailable', type: 'text/html', body: artifactsOff }),
  plain503: always({ status: '503 Service Unavailable', type: 'text/html', body: html }),
  redirect: always({ status: '302 Found', headers: ['Location: http://169.254.169.254/'] }),
  endless,
  gzipBomb: bomb(),
  slowDrip,
  hugeHeaders: (socket) => socket.end(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(64 * 1024)}\r\n\r\n`),
  notHttp: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
} satisfies Record<string, Script>;
