/** A typed client for Hokusai's MLflow endpoint. */
import createClient from 'openapi-fetch';
import { errorFrom, HokusaiError } from './errors.ts';
import type { components, paths } from './mlflow.d.ts';
import { fetchWithRetries } from './retry.ts';

export type Schemas = components['schemas'];

/** Makes a client from `MLFLOW_TRACKING_URI` and `MLFLOW_TRACKING_TOKEN`. */
export function createHokusaiClient() {
  const client = createClient<paths>({
    baseUrl: setting('MLFLOW_TRACKING_URI'),
    fetch: fetchWithRetries,
    // Slashes in the path of an artifact stay slashes.
    pathSerializer: (path, parameters) =>
      path.replace(/\{(\w+)\}/g, (_, name) =>
        String(parameters[name]).split('/').map(encodeURIComponent).join('/'),
      ),
  });
  const key = setting('MLFLOW_TRACKING_TOKEN');
  client.use({
    onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${key}`);
    },
    async onResponse({ response }) {
      if (!response.ok) throw errorFrom(response.status, parsed(await response.text()));
    },
  });
  return client;
}

/** Takes what an answer must hold. The types say that any field may be missing, because MLflow leaves out empty ones. */
export function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new HokusaiError(200, 'BAD_ANSWER', `The answer has no \`${name}\`.`);
  return value;
}

/** JSON has no NaN and no Infinity: MLflow wants them as texts. */
export function metricValue(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new HokusaiError(0, 'NOT_SET', `Set ${name} first.`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
