/** Puts the OpenAPI document together: inventory + since + descriptions + recorded examples + known defects. */
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
import type { Descriptions } from './descriptions.ts';
import type { Example } from './examples.ts';
import type { Inventory } from './inventory.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { makeOperation } from './operation.ts';
import { matchOperations, type Operation } from './operations.ts';
import { GenerateError, type Problem } from './problems.ts';
import { SchemaBuilder } from './schemas.ts';
import { Words } from './words.ts';

export interface Sources {
  /** The release that is described. */
  inventory: Inventory;
  since: Since;
  descriptions: Descriptions;
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
export function makeDocument({ inventory, since, descriptions, examples, defects = [] }: Sources): Generated {
  const words = new Words(descriptions);
  const releases = new Releases(since);
  const context: Context = {
    schemas: new SchemaBuilder(inventory, releases, words),
    words,
    releases,
    examples,
    defects,
  };
  const operations = matchOperations(descriptions, inventory);
  checkDefects(defects, new Set(operations.map(({ id }) => id)));
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    item[operation.method.toLowerCase()] = makeOperation(operation, context);
    paths[operation.path] = item;
  }
  for (const [name, schema] of descriptions.components.schemas)
    context.schemas.components.set(context.schemas.claim(name, name), schema);
  const problems: Problem[] = words.unused();
  problems.push(...sentAlways(descriptions, paths, context.schemas.components));
  for (const name of words.missing)
    problems.push({ file: 'openapi/descriptions', message: `no words for "${name}"` });
  if (problems.length > 0) throw new GenerateError(problems);
  const schemas = Object.fromEntries(context.schemas.components);
  return { operations, document: wrap(inventory, descriptions, paths, schemas) };
}

/** Schemas of `always` that requests use too: clients would have to send what only the server always sets. */
function sentAlways(
  { always }: Descriptions,
  paths: Record<string, JsonObject>,
  components: ReadonlyMap<string, JsonObject>,
): Problem[] {
  const sent = new Set<string>();
  const collect = (node: Json | undefined): void => {
    for (const [, name = ''] of (JSON.stringify(node) ?? '').matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (sent.has(name)) continue;
      sent.add(name);
      collect(components.get(name));
    }
  };
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item)))
    if (isObject(operation)) collect(operation.requestBody);
  return [...always]
    .filter(([name]) => sent.has(name))
    .map(([name, { file, line }]) => ({
      file,
      line,
      message: `requests use ${name} too: leave out its "always"`,
    }));
}

function wrap(
  inventory: Inventory,
  descriptions: Descriptions,
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
    tags: descriptions.tags.map(({ name, description }) => ({ name, description })),
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
      responses: Object.fromEntries(descriptions.components.responses),
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
