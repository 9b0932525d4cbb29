/** The lines that setup prints: two for each step that has something to do, since steps run side by side. */
import { interrupted } from './run.js';

/**
 * Runs a step; prints what it does, and at its end the seconds that it took.
 *
 * @template T
 * @param {string} what for example "Node packages: npm ci"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = performance.now();
  say(`${what} …`);
  try {
    const result = await work();
    say(`${what}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    if (!interrupted.aborted) say(`${what}: failed`);
    throw error;
  }
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`setup: ${text}\n`);
}
