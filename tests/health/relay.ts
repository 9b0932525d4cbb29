/** Stands between a client and a server: passes requests on and counts them, or plays dead. */
import { createServer, request } from 'node:http';
import { listen } from '../../machine/ports.ts';

export interface Relay {
  url: string;
  /** Operations of AWS that were asked for, in order. */
  asked: readonly string[];
  /** From now on requests are passed on, taken and never answered, or cut off. */
  play: (part: 'pass on' | 'hang' | 'reset') => void;
  close: () => Promise<void>;
}

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
  const { origin, close } = await listen(server);
  return {
    url: origin,
    asked,
    play: (next) => {
      part = next;
    },
    close,
  };
}
