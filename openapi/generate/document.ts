/** Puts the OpenAPI document together: inventory + since + overlay + recorded examples + known defects. */
import {
  DOCS_ORIGIN,
  LOCAL_REGISTRY_ORIGIN,
  SUPPORT_EMAIL,
  TRACKING_PATH,
  TRACKING_URI,
} from '../../endpoint.ts';
import { Releases, type Since } from '../inventory/since.ts';
import type { Context } from './context.ts';
import { checkDefects, type Defect } from './defects.ts';
import { errorSchemas, sharedResponses } from './errors.ts';
import type { Example } from './examples.ts';
import type { Inventory } from './inventory.ts';
import type { JsonObject } from './json.ts';
import { makeOperation } from './operation.ts';
import { matchOperations, type Operation } from './operations.ts';
import type { Overlay } from './overlay.ts';
import { GenerateError, type Problem } from './problems.ts';
import { SchemaBuilder } from './schemas.ts';
import { Words } from './words.ts';

export interface Sources {
  /** The release that is described. */
  inventory: Inventory;
  since: Since;
  overlay: Overlay;
  examples: Map<string, Example>;
  defects?: readonly Defect[];
}

export interface Generated {
  document: JsonObject;
  operations: Operation[];
}

/**
 * The whole document.
 * @throws GenerateError when an entry matches nothing or something has no description
 */
export function makeDocument({ inventory, since, overlay, examples, defects = [] }: Sources): Generated {
  const words = new Words(overlay);
  const releases = new Releases(since);
  const context: Context = {
    schemas: new SchemaBuilder(inventory, releases, words),
    words,
    releases,
    examples,
    defects,
  };
  const operations = matchOperations(overlay, inventory);
  checkDefects(defects, new Set(operations.map(({ id }) => id)));
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    item[operation.method.toLowerCase()] = makeOperation(operation, context);
    paths[operation.path] = item;
  }
  const problems: Problem[] = words.unused();
  for (const name of words.missing)
    problems.push({ file: 'openapi/overlay', message: `no words for "${name}"` });
  if (problems.length > 0) throw new GenerateError(problems);
  const schemas = { ...Object.fromEntries(context.schemas.components), ...errorSchemas };
  return { operations, document: wrap(inventory, overlay, paths, schemas) };
}

function wrap(
  inventory: Inventory,
  overlay: Overlay,
  paths: Record<string, JsonObject>,
  schemas: Record<string, JsonObject>,
): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hokusai Registry API',
      version: inventory.mlflow,
      description: INFO,
      contact: { name: 'Hokusai support', url: DOCS_ORIGIN, email: SUPPORT_EMAIL },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { url: TRACKING_URI, description: 'Hosted registry.' },
      {
        url: `${LOCAL_REGISTRY_ORIGIN}${TRACKING_PATH}`,
        description: 'Local stack, started with `npm start`.',
      },
    ],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: overlay.tags.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Your key as a bearer token, as the MLflow client sends `MLFLOW_TRACKING_TOKEN`.',
        },
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'Your key in a header of its own.',
        },
      },
      responses: { ...sharedResponses },
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

const INFO = [
  "MLflow's REST API as the Hokusai registry serves it: every path below is relative to the tracking URI.",
  'The document is generated from the MLflow release that its version names, and tested against that server.',
  'Fields that are unset, and lists that are empty, are left out of responses.',
  'Times are milliseconds since 1970 unless a field says otherwise.',
].join(' ');
