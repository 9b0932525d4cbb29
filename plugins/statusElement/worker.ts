/** The thread of its own that the status element is built in. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildStatusElement } from './build.ts';

parentPort?.postMessage(await buildStatusElement(workerData));
