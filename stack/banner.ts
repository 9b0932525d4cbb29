/** What `npm start` prints when everything runs: addresses, the key and a first snippet, ready to paste. */
import { HEALTH_PATH } from '../endpoint.ts';
import { shown } from '../machine/paths.js';
import { SHOWN_PYTHON } from './paths.ts';
import type { RunningStack } from './stack.ts';

/** A program that logs a run and registers a model through the stack. */
export function firstSnippet(trackingUri: string, key: string): string {
  return `export MLFLOW_TRACKING_URI=${trackingUri}
export MLFLOW_TRACKING_TOKEN=${key}
${SHOWN_PYTHON} - <<'EOF'
import mlflow
mlflow.set_experiment("first-steps")
with mlflow.start_run() as run:
    mlflow.log_metric("accuracy", 0.91)
    mlflow.log_text("It works.", "notes.txt")
print("Logged run", run.info.run_id)
EOF`;
}

/** The whole text. */
export function banner(stack: RunningStack, options: { site: boolean; dataDir: string }): string {
  const rows = [
    ['Documentation', options.site ? stack.docsOrigin : 'left out (--no-site)'],
    ['Registry', stack.registryOrigin],
    ['Tracking URI', stack.trackingUri],
    ['Health report', `${stack.registryOrigin}${HEALTH_PATH}`],
    ['MLflow itself', `${stack.mlflow.url} (with its UI; needs no key)`],
    ['API key', stack.key],
    ['Data and logs', `${shown(options.dataDir)}/`],
  ] as const;
  const table = rows.map(([name, value]) => `  ${name.padEnd(15)}${value}`).join('\n');
  return `
${table}

Log a first run: paste this into another terminal, at the top of the checkout.

${firstSnippet(stack.trackingUri, stack.key)}

Ctrl-C stops everything.`;
}
