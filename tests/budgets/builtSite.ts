/** Serves the built site to a browser, beside a registry that notes down what it is asked. */
import http, { type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../machine/ports.ts';
import { createSite } from '../../stack/site.ts';

/** A request that reached the registry. */
interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface BuiltSite {
  origin: string;
  registryOrigin: string;
  /** Requests below the tracking path, oldest first; those of the health widget are left out. */
  calls: Call[];
  stop(): Promise<void>;
}

/** Where `npm run build` puts the site. */
export const BUILD_DIR = 'build';

const ANSWER = { experiment_id: '7' };

export async function serveBuiltSite(): Promise<BuiltSite> {
  const calls: Call[] = [];
  const registry = await listen(createRegistry(calls));
  const registryOrigin = registry.origin;
  const site = await listen(createSite({ buildDir: BUILD_DIR, registryOrigin }));
  const stop = async () => {
    await Promise.all([site.close(), registry.close()]);
  };
  return { origin: site.origin, registryOrigin, calls, stop };
}

/** Answers every call as the registry answers one that went well, with the headers that let a page read it. */
function createRegistry(calls: Call[]): Server {
  return http.createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'accept, authorization, content-type, x-api-key');
    if (method === 'OPTIONS') return response.writeHead(204).end();
    const body = await text(request);
    if (!path.startsWith('/api/health/')) calls.push({ method, path, headers, body });
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(ANSWER));
  });
}
