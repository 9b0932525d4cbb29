/** Temporary folders of tests. */
import { afterAll } from 'vitest';
import { temporaryFolder } from '../temporary.ts';

/**
 * Makes a folder that is removed when the tests that need it are done.
 *
 * @param name begins the folder's name
 * @param done when that is: `afterAll` for a file or a `describe`, `onTestFinished` for one test
 * @returns its path
 */
export async function testFolder(
  name: string,
  done: (remove: () => Promise<void>) => void = afterAll,
): Promise<string> {
  const folder = await temporaryFolder(name);
  done(folder.remove);
  return folder.path;
}
