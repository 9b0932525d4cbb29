/** Serves the built site to a browser, beside a registry that notes down what it is asked. */
import http, { type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { createSite } from '../../stack/site.ts';

/** A request that reached the registry. */
export interface Call {
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
  stop(): void;
}

/** Where `npm run build` puts the site. */
export const BUILD_DIR = 'build';

const ANSWER = { experiment_id: '7' };

export async function serveBuiltSite(): Promise<BuiltSite> {
  const calls: Call[] = [];
  const registry = createRegistry(calls);
  const registryOrigin = await listen(registry);
  const site = createSite({ buildDir: BUILD_DIR, registryOrigin });
  const origin = await listen(site);
  return { origin, registryOrigin, calls, stop: () => stop(site, registry) };
}

/** Answers every call as the registry answers one that went well, with the headers that let a page read it. */
function createRegistry(calls: Call[]): Server {
  return http.createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
    response.setHeader('Access-Control-Allow-Headers', 'accept, authorization, content-type, x-api-key');
    if (method === 'OPTIONS') return response.writeHead(204).end();
    const body = await text(request);
    if (!path.startsWith('/api/health/')) calls.push({ method, path, headers, body });
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(ANSWER));
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return `http://127.0.0.1:${address.port}`;
}

function stop(...servers: Server[]): void {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
}
