/** Lets a test's own server listen. */
import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens on a free port and returns the origin. */
export async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return `http://127.0.0.1:${address.port}`;
}
