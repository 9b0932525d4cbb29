/** Stands between clients and a server: passes requests on and counts them, or plays dead. */
import { createServer, request } from 'node:http';
import { listen } from '../../machine/ports.ts';

/** What happens to a request: it is passed on, taken and never answered, or cut off. */
type Part = 'pass on' | 'hang' | 'reset';

export interface Relay {
  url: string;
  /** Operations of AWS that were asked for, in order. */
  asked: readonly string[];
  /** Methods and paths of all requests, in order. */
  requests: readonly string[];
  /** From now on this happens to every request, or to each what its path decides. */
  play: (part: Part | ((path: string) => Part)) => void;
  close: () => Promise<void>;
}

/** Starts a relay on a free port. */
export async function startRelay(target: string): Promise<Relay> {
  let playing: Parameters<Relay['play']>[0] = 'pass on';
  const asked: string[] = [];
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(String(incoming.headers['x-amz-target']).replace(/^.*\./, ''));
    requests.push(`${incoming.method} ${incoming.url}`);
    const part = typeof playing === 'string' ? playing : playing(incoming.url ?? '/');
    if (part === 'hang') return;
    if (part === 'reset') return void incoming.socket.resetAndDestroy();
    const { method, headers, url } = incoming;
    // A connection of its own for each: after a crash uvicorn hangs up without a word before, and a request that met that
    // connection would look like an MLflow that is down.
    const onward = request(new URL(url ?? '/', target), { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      // A pipe alone would leave the client waiting for the rest of an answer that was broken off.
      answer.on('close', () => answer.complete || outgoing.destroy());
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const { origin, close } = await listen(server);
  return {
    url: origin,
    asked,
    requests,
    play: (next) => {
      playing = next;
    },
    close,
  };
}
