/** A page of somebody else that carries the status element, and a registry that answers as a test says. Both on loopback. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../machine/ports.ts';
import type { StatusElement } from '../../plugins/statusElement/files.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Player {
  /** Origin of the page. `/?…` takes `body`, and `theme` for its color scheme. */
  origin: string;
  registryOrigin: string;
  /** How the registry answers, until it is changed. */
  answer: Answer;
  /** Paths that the registry was asked for, oldest first. */
  calls: string[];
  /** Stops the registry: nothing listens at its address any more. */
  stopRegistry: () => Promise<void>;
  stop: () => Promise<void>;
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

/**
 * Starts both.
 *
 * @param built what the page loads: from its own origin, under a policy that allows nothing inline and no unsafe sink
 */
export async function startPlayer({ element, panel }: StatusElement): Promise<Player> {
  const registry = http.createServer((request, response) => {
    player.calls.push(request.url ?? '');
    player.answer(request, response);
  });
  const registryListening = await listen(registry);
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
        `connect-src 'self' ${registryListening.origin}`,
      ].join('; ');
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
      });
      response.end(pageHtml(registryListening.origin, searchParams));
    }
  });
  const pageListening = await listen(page);
  const player: Player = {
    origin: pageListening.origin,
    registryOrigin: registryListening.origin,
    answer: json(404, {}),
    calls: [],
    stopRegistry: registryListening.close,
    stop: async () => {
      await Promise.all([registryListening.close(), pageListening.close()]);
    },
  };
  return player;
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
