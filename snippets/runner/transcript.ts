/** Reads what a block printed. */
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { maskKey, type Target } from './target.ts';

/** What a block printed, the key masked. */
export interface Transcript {
  stdout: string;
  stderr: string;
}

/** How much of a stream is read, from its end, in bytes. */
const LIMIT_BYTES = 1_000_000;

/** @param folder the block's folder, with the files `stdout` and `stderr` */
export async function readTranscript(folder: string, target: Target): Promise<Transcript> {
  const read = async (stream: string) => maskKey(await readEnd(path.join(folder, stream)), target);
  const [stdout, stderr] = await Promise.all([read('stdout'), read('stderr')]);
  return { stdout, stderr };
}

/** Replaces paths of this machine by what the reader knows them as, in the order of the list. */
export function shortenPaths(text: string, names: [string, string][]): string {
  return names.reduce((all, [from, to]) => all.replaceAll(`file://${from}`, to).replaceAll(from, to), text);
}

async function readEnd(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0, // A block that was stopped before it printed anything leaves no file.
  );
  if (size === 0) return '';
  const start = Math.max(0, size - LIMIT_BYTES);
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ position: start, buffer: Buffer.alloc(size - start) });
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return start === 0 ? text : withoutFirstLine(text);
  } finally {
    await handle.close();
  }
}

/** A line that was cut could hold a part of the key, which no mask would find. */
function withoutFirstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? '' : text.slice(end + 1);
}
