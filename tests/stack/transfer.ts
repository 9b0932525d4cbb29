/** Sends a large file and fetches it again, without ever holding it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const BYTES = 200 * 1024 * 1024;

const CHUNK = Buffer.alloc(64 * 1024, 'model');

/**
 * PUTs 200 MB to a URL and GETs them back.
 *
 * @returns hashes of what went up and of what came down
 * @throws when either is not answered with 200
 */
export async function upAndDown(
  url: string,
  key: string,
): Promise<{ sent: string; received: string; bytes: number }> {
  const headers = { Authorization: `Bearer ${key}` };
  const sent = createHash('sha256');
  const upload = http.request(url, { method: 'PUT', headers });
  const answered = once(upload, 'response');
  await pipeline(Readable.from(chunks(sent)), upload);
  const [up]: IncomingMessage[] = await answered;
  up?.resume();
  const download = http.get(url, { headers });
  const [down]: IncomingMessage[] = await once(download, 'response');
  if (up?.statusCode !== 200 || down?.statusCode !== 200) {
    throw new Error(`PUT was answered with ${up?.statusCode}, GET with ${down?.statusCode}.`);
  }
  const received = createHash('sha256');
  await pipeline(down, received);
  return { sent: sent.digest('hex'), received: received.digest('hex'), bytes: BYTES };
}

function* chunks(hash: ReturnType<typeof createHash>) {
  for (let at = 0; at < BYTES; at += CHUNK.length) {
    hash.update(CHUNK);
    yield CHUNK;
  }
}
