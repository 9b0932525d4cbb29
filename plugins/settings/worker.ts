/** The thread of its own that the settings are built in. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildSettings } from './build.ts';

parentPort?.postMessage(await buildSettings(workerData));
