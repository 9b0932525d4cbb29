/** Serves the built site as production does: compressed, with its security headers, every page with a trailing slash. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { constants } from 'node:zlib';
import compression from 'compression';
import sirv from 'sirv';
import * as z from 'zod';
import { REGISTRY_ORIGIN } from '../endpoint.ts';
import type { HeaderList } from './headers.ts';
import { splitTarget } from './keys.ts';

export interface SiteOptions {
  /** The built site. */
  buildDir: string;
  /** The registry that pages talk to, in place of production's. */
  registryOrigin: string;
}

const headersSchema = z.record(z.string(), z.string());

const ONE_YEAR_S = 31_536_000;

/** Makes the server; the caller lets it listen. */
export function createSite(options: SiteOptions): Server {
  const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } });
  // `dev` looks at the disk for each request, so that a new build is served without a restart.
  const files = sirv(options.buildDir, { dev: true, etag: true, extensions: [], setHeaders: fileHeaders });
  return http.createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    compress(request, response, () => {
      serve(request, response).catch(() =>
        response.writeHead(500).end('The site cannot be served; build it again.'),
      );
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of await securityHeaders(options)) response.setHeader(name, value);
    if (await servePage(request, response, options)) return;
    const notFound = path.join(options.buildDir, '404.html');
    files(request, response, () => void sendPage(request, response, notFound, 404, options));
  }
}

/** The headers that the build names for production, with this machine's registry in the place of production's. */
async function securityHeaders({ buildDir, registryOrigin }: SiteOptions): Promise<HeaderList> {
  const text = await readFile(path.join(buildDir, 'headers.json'), 'utf8');
  const headers = headersSchema.parse(JSON.parse(text.replaceAll(REGISTRY_ORIGIN, registryOrigin)));
  return Object.entries(headers);
}

/** Names below `/assets/` hold a hash of their content; everything else may change under its name. */
function fileHeaders(response: ServerResponse, path: string): void {
  if (path.startsWith('/assets/'))
    response.setHeader('Cache-Control', `public, max-age=${ONE_YEAR_S}, immutable`);
  if (/\.(md|txt)$/.test(path))
    response.setHeader('Content-Type', `text/${path.endsWith('.md') ? 'markdown' : 'plain'}; charset=utf-8`);
  // Generators and viewers on other sites read the OpenAPI documents, and other pages carry the status element.
  if (/^\/(openapi\/|assets\/status\/|status\.js)/.test(path))
    response.setHeader('Access-Control-Allow-Origin', '*');
  if (path.endsWith('.yaml')) response.setHeader('Content-Type', 'application/yaml; charset=utf-8');
}

/** Answers requests for pages; false when the path names none. */
async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  options: SiteOptions,
): Promise<boolean> {
  const { path: asked, query } = splitTarget(request.url ?? '/');
  const file = fileOf(asked, options.buildDir);
  if (file === undefined) return false;
  if (asked.endsWith('/') && existsSync(path.join(file, 'index.html'))) {
    response.appendHeader('Vary', 'Accept');
    const twin = asked === '/' ? '/index.md' : `${asked.slice(0, -1)}.md`;
    if (prefersMarkdown(request.headers.accept) && existsSync(path.join(options.buildDir, twin))) {
      request.url = twin;
      return false;
    }
    return sendPage(request, response, path.join(file, 'index.html'), 200, options);
  }
  if (asked.endsWith('.html') && existsSync(file)) {
    return sendPage(request, response, file, asked === '/404.html' ? 404 : 200, options);
  }
  if (asked.endsWith('/') || !existsSync(path.join(file, 'index.html'))) return false;
  response.writeHead(301, { Location: `${asked}/${query === '' ? '' : `?${query}`}` }).end();
  return true;
}

/** Whether Markdown is wanted rather than the page: named, and before HTML. infra/modules/site/request.js does the same. */
function prefersMarkdown(accept = ''): boolean {
  return /^(?!.*text\/html.*text\/markdown).*text\/markdown/.test(accept);
}

/** The file that a path names, or undefined when it leaves the site. */
function fileOf(asked: string, buildDir: string): string | undefined {
  try {
    const decoded = decodeURIComponent(asked);
    const file = path.normalize(path.join(buildDir, decoded));
    // Two slashes at the start would become another host in a redirect.
    const inside = file === buildDir || file.startsWith(buildDir + path.sep);
    return inside && !asked.startsWith('//') && !decoded.includes('\0') ? file : undefined;
  } catch {
    return undefined;
  }
}

async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  status: number,
  options: SiteOptions,
): Promise<true> {
  const html = existsSync(file)
    ? withRegistry(await readFile(file, 'utf8'), options.registryOrigin)
    : 'Not Found';
  const etag = `W/"${createHash('sha1').update(html).digest('base64url')}"`;
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', etag);
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return true;
  }
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
  });
  response.end(request.method === 'HEAD' ? undefined : html);
  return true;
}

/** Points a page at a registry: one build serves production and this machine. The build's minifier drops quotes. */
export function withRegistry(html: string, registryOrigin: string): string {
  return html.replace(/<meta\b[^>]*\bname=["']?registry-origin\b[^>]*>/g, (tag) =>
    tag.replace(/\bcontent=("[^"]*"|'[^']*'|[^\s>]+)/, `content="${registryOrigin}"`),
  );
}
