/** What `npm start` can be told, on the command line and in the environment. */
import { parseArgs } from 'node:util';
import { LOCAL_DOCS_ORIGIN, LOCAL_REGISTRY_ORIGIN } from '../endpoint.ts';
import { STATE_DIR, shown } from '../machine/paths.js';
import { StackError } from './error.ts';
import type { StackOptions } from './stack.ts';

const DOCS_PORT = new URL(LOCAL_DOCS_ORIGIN).port;

const GATEWAY_PORT = new URL(LOCAL_REGISTRY_ORIGIN).port;

export const HELP = `Usage: npm start -- [options]

Runs the documentation site against a real MLflow on this machine. Ctrl-C stops everything.

Options:
  --docs-port PORT     port of the site (${DOCS_PORT}; environment: DOCS_PORT); 0 picks a free one
  --gateway-port PORT  port of the registry (${GATEWAY_PORT}; environment: GATEWAY_PORT); 0 picks a free one
  --data-dir DIR       database, artifacts, key and logs (${shown(STATE_DIR)}); remove it to begin anew
  --no-site            only the registry, for "npm run dev"
  -h, --help           this text

Environment:
  MLFLOW_TRACKING_URI  use this running MLflow, as http://127.0.0.1:5000, and start none`;

export type Arguments =
  | { help: true }
  | {
      help: false;
      options: Pick<StackOptions, 'docsPort' | 'gatewayPort' | 'dataDir' | 'site' | 'mlflowUri'>;
    };

/**
 * Reads the command line, then the environment, then the defaults.
 *
 * @throws StackError `bad-arguments`
 */
export function readArguments(args: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const values = parse(args);
  if (values.help) return { help: true };
  const port = (flag: 'docs-port' | 'gateway-port', variable: string, fallback: string): number =>
    values[flag] !== undefined
      ? readPort(`--${flag}`, values[flag])
      : readPort(variable, env[variable] || fallback);
  return {
    help: false,
    options: {
      docsPort: port('docs-port', 'DOCS_PORT', DOCS_PORT),
      gatewayPort: port('gateway-port', 'GATEWAY_PORT', GATEWAY_PORT),
      dataDir: values['data-dir'] ?? STATE_DIR,
      site: !values['no-site'],
      mlflowUri: env.MLFLOW_TRACKING_URI || undefined,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'docs-port': { type: 'string' },
        'gateway-port': { type: 'string' },
        'data-dir': { type: 'string' },
        'no-site': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw badArguments(error instanceof Error ? error.message : String(error));
  }
}

function readPort(name: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw badArguments(`${name} is "${text}": expected a port from 0 to 65535.`);
}

function badArguments(message: string): StackError {
  return new StackError('bad-arguments', message, 'npm start -- --help lists the options.');
}
