/** The thread of its own that the index is made in: see `thread.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { indexPages } from './indexPages.ts';

parentPort?.postMessage(await indexPages(workerData));
