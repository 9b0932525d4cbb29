/** Prints what the health service costs under load. Run it on a machine that has nothing else to do. */
import { measure } from './bench/measure.ts';

const requests = 10_000;
const connections = 200;
const figures = await measure({ requests, connections, turns: 7 });
const { cpuPerRequest, memory } = figures;
const lines = [
  `${requests} requests over ${connections} connections while MLflow hangs, 7 times`,
  `answers            ${JSON.stringify(figures.statuses)}, ${figures.dropped} dropped`,
  `time for a load    ${Math.round(figures.elapsedMs)} ms (median)`,
  `rounds for MLflow  ${figures.roundsPerInterval.toFixed(2)} per interval`,
  `CPU per request    ${cpuPerRequest.serviceUs.toFixed(1)} us; bare node:http ${cpuPerRequest.bareUs.toFixed(1)} us; ratio ${cpuPerRequest.ratio.toFixed(2)}`,
  `heap in use        ${memory.before.inUse.toFixed(1)} MiB before, ${memory.after.inUse.toFixed(1)} MiB after, all garbage collected`,
  `memory             ${memory.before.resident.toFixed(0)} MiB before, ${memory.after.resident.toFixed(0)} MiB after, with what V8 keeps in reserve`,
];
console.log(lines.join('\n'));
