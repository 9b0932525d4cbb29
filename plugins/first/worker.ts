/** The thread of its own that the first script is built in. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildFirstScript } from './build.ts';

parentPort?.postMessage(await buildFirstScript(workerData));
