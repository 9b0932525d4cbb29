/** The site's build as a check: always made anew, while tests that want a current site wait for it. */
import { MachineError } from '../machine/error.js';
import { buildSite } from '../stack/siteBuild.ts';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());

try {
  await buildSite((line) => console.log(line), abort.signal);
} catch (error) {
  if (!(error instanceof MachineError)) throw error;
  console.error(error.explain('site build'));
  process.exitCode = 1;
}
