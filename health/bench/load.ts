/** Sends many requests over kept connections and counts the answers. */
import { Agent, get } from 'node:http';

export interface Load {
  /** Answers by status code. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests that got no whole answer. */
  readonly dropped: number;
  readonly elapsedMs: number;
}

/** Sends over connections that it keeps. */
export interface Client {
  /** Sends so many requests, as fast as the connections carry them. */
  send(requests: number): Promise<Load>;
  /** Ends the connections. */
  close(): void;
}

/**
 * Makes a client.
 * @param url what to get
 * @param connections how many requests at a time
 */
export function createClient(url: string, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    async send(requests) {
      const statuses: Record<string, number> = {};
      let dropped = 0;
      let left = requests;
      const one = () =>
        new Promise<void>((resolve) => {
          const drop = () => {
            dropped += 1;
            resolve();
          };
          get(url, { agent }, (incoming) => {
            incoming.on('error', drop);
            incoming.on('end', () => {
              const status = String(incoming.statusCode);
              statuses[status] = (statuses[status] ?? 0) + 1;
              resolve();
            });
            incoming.resume();
          }).on('error', drop);
        });
      const sender = async () => {
        while (left > 0) {
          left -= 1;
          await one();
        }
      };
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: connections }, sender));
      return { statuses, dropped, elapsedMs: performance.now() - startedAt };
    },
    close: () => agent.destroy(),
  };
}
