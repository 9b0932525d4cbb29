/** The lines that setup prints: one for each step that has something to do. */

/**
 * Runs a step and prints what it does, then the seconds that it took.
 *
 * @template T
 * @param {string} what for example "Node packages: npm ci"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = performance.now();
  process.stdout.write(`setup: ${what} … `);
  try {
    const result = await work();
    process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  }
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`setup: ${text}\n`);
}
