/**
 * Loaded into the measured service before it starts. SIGUSR2 collects all garbage, so that what is left is in use; SIGHUP
 * tells what CPU time the process took. Each writes a line. Asking for `/metrics` instead would cost as much as hundreds of
 * answers, and be counted with them.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
process.on('SIGUSR2', () => {
  collect();
  console.log('collected');
});
process.on('SIGHUP', () => {
  const { user, system } = process.cpuUsage();
  console.log(`took ${(user + system) / 1000} ms`);
});
