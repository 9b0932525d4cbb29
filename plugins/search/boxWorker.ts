/** The thread of its own that the search box is built in. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildSearchBox } from './box.ts';

parentPort?.postMessage(await buildSearchBox(workerData));
