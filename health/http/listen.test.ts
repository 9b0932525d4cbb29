import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLimitedServer, ListenError, listen } from './listen.ts';

const quick = { headersTimeout: 80, requestTimeout: 120, connectionsCheckingInterval: 20 };
const servers: ReturnType<typeof createLimitedServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function start(): Promise<number> {
  const server = createLimitedServer((_, response) => response.end('here'), quick);
  servers.push(server);
  return listen(server, { host: '127.0.0.1', port: 0 });
}

describe('a server with limits', () => {
  it('lets go of a client that says nothing', async () => {
    const socket = connect(await start(), '127.0.0.1');
    socket.resume();
    await once(socket, 'close');
    expect(socket.bytesWritten).toBe(0);
  });

  it.each([
    ['sends half of its headers', 'GET / HTTP/1.1\r\nX-Half: '],
    ['never ends its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf'],
  ])('lets go of a client that %s', async (_, bytes) => {
    const socket = connect(await start(), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    await once(socket, 'close');
    expect(text).toMatch(/HTTP\/1\.1 408 |^HTTP\/1\.1 200 /);
    if (text.startsWith('HTTP/1.1 408')) {
      expect(text).toMatch(/^access-control-allow-origin: \*$/m);
      expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '').status).toBe(408);
    }
  });

  it('says which address is taken and what to do', async () => {
    const port = await start();
    const error = await listen(
      createLimitedServer(() => {}),
      { host: '127.0.0.1', port },
    ).catch((caught) => caught);
    expect(error).toBeInstanceOf(ListenError);
    expect(error.message).toBe(`Cannot listen on 127.0.0.1:${port}: EADDRINUSE`);
    expect(error.hint).toContain('port');
    expect(error.isBadAddress).toBe(false);
  });

  it('says that an address is not one of this machine', async () => {
    const server = createLimitedServer(() => {});
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    const error = await listen(server, { host: '192.0.2.1', port: 0 }).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'EADDRNOTAVAIL', isBadAddress: true });
    expect(error.hint).toContain('HOST');
  });
});
