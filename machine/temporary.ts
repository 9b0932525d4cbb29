/** Temporary folders that are removed whatever happens. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder extends AsyncDisposable {
  path: string;
  /** Removes it with all that is in it. May be called again. */
  remove: () => Promise<void>;
}

/** A process that is just ending may still write there. */
const RETRIES = { maxRetries: 5, retryDelay: 100 };

const left = new Set<string>();

process.on('exit', () => {
  for (const folder of left) rmSync(folder, { recursive: true, force: true, ...RETRIES });
});

/**
 * Makes a folder below the system's temporary directory. It goes with `remove`, with the end of the scope of
 * `await using`, or else with this process.
 *
 * @param name begins the folder's name
 */
export async function temporaryFolder(name: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
  left.add(folder);
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, ...RETRIES });
    left.delete(folder);
  };
  return { path: folder, remove, [Symbol.asyncDispose]: remove };
}
