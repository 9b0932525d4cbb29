/** Sends many requests over kept connections and counts the answers. */
import { Agent, get } from 'node:http';

export interface Load {
  /** Answers by status code. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests that got no whole answer. */
  readonly dropped: number;
  readonly elapsedMs: number;
}

/**
 * Sends requests as fast as the connections carry them.
 * @param url what to get
 * @param requests how many in all
 * @param connections how many at a time
 */
export async function sendLoad(url: string, requests: number, connections: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
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
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return { statuses, dropped, elapsedMs: performance.now() - startedAt };
}
