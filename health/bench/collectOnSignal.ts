/**
 * Loaded into the measured service before it starts: SIGUSR2 collects all garbage, so that what is left is in use, and
 * writes a line.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
process.on('SIGUSR2', () => {
  collect();
  console.log('collected');
});
