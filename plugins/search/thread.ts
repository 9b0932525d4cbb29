/**
 * Makes the index beside the other plugins' work. In a thread also because Docusaurus loads plugins as CommonJS, and
 * Pagefind can only be imported.
 */
import { Worker } from 'node:worker_threads';
import type { IndexFile } from 'pagefind';
import type { IndexInput } from './indexPages.ts';

/** @throws Error with the message of the SearchIndexError that the thread ended with. */
export function indexInThread(input: IndexInput): Promise<IndexFile[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: input });
    worker.on('message', (files: IndexFile[]) => resolve(files));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The search index ended with ${code} and no answer.`)));
  });
}
