/** The thread of its own that the index is made in. */
import { parentPort, workerData } from 'node:worker_threads';
import { indexPages } from './indexPages.ts';

parentPort?.postMessage(indexPages(workerData));
