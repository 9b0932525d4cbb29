/** A page of somebody else that carries the status element, and a registry that answers as a test says. Both on loopback. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../machine/ports.ts';
import type { StatusElement } from '../../plugins/statusElement/files.ts';
import { reportBody } from '../../status/testWorld.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Carrier {
  /** Origin of the page. `/?…` takes `body`, and `theme` for its color scheme. */
  origin: string;
  stop: () => Promise<void>;
}

export interface Player extends Carrier {
  registryOrigin: string;
  /** How the registry answers, until it is changed. */
  answer: Answer;
  /** Paths that the registry was asked for, oldest first. */
  calls: string[];
}

/** As the health service sends them. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, Age, ETag',
};

/** Answers with JSON that any page may read. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { ...CORS, 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Answers with a report of now, under the HTTP status that belongs to it. `more` goes into its body. */
export function report(
  status: 'pass' | 'warn' | 'fail',
  checks: Parameters<typeof reportBody>[1] = {},
  more: object = {},
): Answer {
  return (request, response) => {
    const body = { ...reportBody(status, checks, new Date().toISOString()), ...more };
    json(status === 'fail' ? 503 : 200, body)(request, response);
  };
}

/** Starts both. */
export async function startPlayer(built: StatusElement): Promise<Player> {
  const registry = http.createServer((request, response) => {
    player.calls.push(request.url ?? '');
    player.answer(request, response);
  });
  const listening = await listen(registry);
  const carrier = await startCarrier(built, listening.origin);
  const player: Player = {
    origin: carrier.origin,
    registryOrigin: listening.origin,
    answer: json(404, {}),
    calls: [],
    stop: async () => {
      await Promise.all([listening.close(), carrier.stop()]);
    },
  };
  return player;
}

/**
 * Starts the page alone.
 *
 * @param built what the page loads: from its own origin, under a policy that allows nothing inline and no unsafe sink
 * @param registryOrigin the registry that it asks
 */
export async function startCarrier(
  { element, panel }: StatusElement,
  registryOrigin: string,
): Promise<Carrier> {
  const scripts = new Map([
    ['/status.js', element.text],
    [panel.path, panel.text],
  ]);
  const page = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page.invalid');
    const script = scripts.get(pathname);
    if (script !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
    } else if (pathname === '/page.css') {
      response.writeHead(200, { 'Content-Type': 'text/css' }).end('html{background:Canvas;color:CanvasText}');
    } else if (pathname === '/robots.txt') {
      response.end();
    } else {
      const policy = [
        "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
        `connect-src 'self' ${registryOrigin}`,
      ].join('; ');
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
      });
      response.end(pageHtml(registryOrigin, searchParams));
    }
  });
  const { origin, close } = await listen(page);
  return { origin, stop: close };
}

function pageHtml(registryOrigin: string, query: URLSearchParams): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="registry-origin" content="${registryOrigin}">
<meta name="color-scheme" content="${query.get('theme') ?? 'light'}">
<link rel="stylesheet" href="/page.css">
<title>A page of somebody else</title>
<script src="/status.js"></script>
</head>
<body><main><h1>A page of somebody else</h1>${query.get('body') ?? ''}</main></body>
</html>`;
}
