/** Stands between a client and a server: passes requests on and counts them, or plays dead. */
import { createServer, request } from 'node:http';

export type Relay = {
  url: string;
  /** Operations of AWS that were asked for, in order. */
  asked: readonly string[];
  /** From now on requests are passed on, taken and never answered, or cut off. */
  play: (part: 'pass on' | 'hang' | 'reset') => void;
  close: () => Promise<void>;
};

/** Starts a relay on a free port. */
export async function startRelay(target: string): Promise<Relay> {
  let part: Parameters<Relay['play']>[0] = 'pass on';
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(String(incoming.headers['x-amz-target']).replace(/^.*\./, ''));
    if (part === 'hang') return;
    if (part === 'reset') return void incoming.socket.resetAndDestroy();
    const { method, headers, url } = incoming;
    const onward = request(new URL(url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    play: (next) => {
      part = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
