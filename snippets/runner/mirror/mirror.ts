/** A server of this machine for what pages fetch from elsewhere: the docs site's OpenAPI documents, and npm packages. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from '../../../machine/ports.ts';
import { npmRegistry } from './npmRegistry.ts';

export interface Mirror {
  /** Stands in for the docs site's origin, where it publishes the OpenAPI documents. */
  origin: string;
  /** URL of the npm registry. */
  npmRegistry: string;
  stop: () => Promise<void>;
}

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts the server on a free port. */
export async function startMirror(): Promise<Mirror> {
  const app = new Hono();
  const server = createServer(getRequestListener((request) => app.fetch(request)));
  const { origin, close } = await listen(server);
  app.get('/openapi/:name{(mlflow|health)\\.yaml}', async (context) => {
    const text = await readFile(path.join(REPOSITORY, 'openapi', context.req.param('name')), 'utf8');
    return context.body(text, 200, { 'Content-Type': 'application/yaml' });
  });
  app.route('/npm', await npmRegistry(REPOSITORY, `${origin}/npm`));
  return { origin, npmRegistry: `${origin}/npm/`, stop: close };
}
