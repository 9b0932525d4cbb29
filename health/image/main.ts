/** Pins the base image of the Dockerfile: `npm run image:pin -- --help`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pinBase, pinnedBase, UnresolvedError } from './pin.ts';

const DOCKERFILE = path.join(import.meta.dirname, '..', 'Dockerfile');
const DOCKER_HUB = 'https://registry-1.docker.io';
const HELP = `Usage: npm run image:pin -- [--check] [--registry ORIGIN]

Asks the registry for the digest of the base image, and writes it into health/Dockerfile.
With --check, asks nobody, and fails unless there is one.
--registry asks a mirror of Docker Hub (${DOCKER_HUB}).
Ends with 1 when the base is unresolved, with 2 on a bad argument.`;

try {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      registry: { type: 'string', default: DOCKER_HUB },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) console.log(HELP);
  else if (values.check) console.log(`Pinned: ${await pinnedBase(DOCKERFILE)}`);
  else console.log(`Pinned now: ${await pinBase(DOCKERFILE, values.registry)}`);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const isUnresolved = error instanceof UnresolvedError;
  console.error(
    isUnresolved
      ? `Unresolved: ${error.message}. Run npm run image:pin where Docker Hub can be reached.`
      : `${error.message}\n\n${HELP}`,
  );
  process.exitCode = isUnresolved ? 1 : 2;
}
