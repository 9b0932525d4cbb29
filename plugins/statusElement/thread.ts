/** Builds in a thread, because Docusaurus loads plugins as CommonJS, and Rolldown can only be imported. */
import { Worker } from 'node:worker_threads';
import type { StatusElement } from './files.ts';

/** @throws Error as the build ended with */
export function buildInThread(root: string): Promise<StatusElement> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: root });
    worker.on('message', (built: StatusElement) => resolve(built));
    worker.on('error', reject);
    worker.on('exit', (code) =>
      reject(new Error(`The status element's build ended with ${code} and no answer.`)),
    );
  });
}
