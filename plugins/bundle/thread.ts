/** Bundles in a thread, because Docusaurus loads plugins as CommonJS, and Rolldown can only be imported. */
import { Worker } from 'node:worker_threads';

/**
 * Runs a module of ours in a thread, which answers with one message.
 *
 * @throws Error as the thread ended with
 */
export function inThread<Answer>(module: URL, workerData: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData });
    worker.on('message', (answer: Answer) => resolve(answer));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The build ended with ${code} and no answer.`)));
  });
}
