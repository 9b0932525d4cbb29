/** One operation of the document, put together from its parts. */
import { makeRequestBody, makeResponse } from './bodies.ts';
import type { Context } from './context.ts';
import { defectsOf } from './defects.ts';
import { errorResponses } from './errors.ts';
import { compact, type JsonObject } from './json.ts';
import type { Operation } from './operations.ts';
import { makeParameters } from './parameters.ts';
import { codeSamples } from './samples.ts';

/** Whether clients of other makers may rely on an operation: MLflow leaves some out of its own reference. */
function stabilityOf({ facts, words }: Operation): 'stable' | 'undocumented' | 'deprecated' {
  if (words.value.deprecated !== undefined) return 'deprecated';
  return facts?.visibility === 'PUBLIC' ? 'stable' : 'undocumented';
}

/** The operation object of OpenAPI; the schemas that it needs are added to `context.schemas`. */
export function makeOperation(operation: Operation, context: Context): JsonObject {
  const { id, method, path, tag, facts } = operation;
  const words = operation.words.value;
  const example = context.examples.get(id);
  const since = facts === undefined ? words.since : context.releases.operation(method, path);
  const description = [
    words.deprecated === undefined ? '' : `Deprecated. ${words.deprecated}`,
    words.description,
    since === undefined ? '' : `Since MLflow ${since}.`,
  ];
  const parameters = makeParameters(operation, context, since);
  return compact({
    operationId: id,
    summary: words.summary,
    description: description.filter((text) => text !== '').join('\n\n'),
    tags: [tag],
    deprecated: words.deprecated === undefined ? undefined : true,
    'x-successor': words.successor,
    'x-stability': stabilityOf(operation),
    'x-mlflow-since': since ?? `${context.releases.oldest} or earlier`,
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: makeRequestBody(operation, context, since),
    responses: {
      '200': makeResponse(operation, context, since),
      ...errorResponses(
        words.errors,
        example?.errors ?? {},
        { defects: defectsOf(context.defects, id), fastapi: operation.fastapi !== undefined },
        context.words,
      ),
    },
    'x-codeSamples': example === undefined ? undefined : codeSamples(operation, example),
  });
}
