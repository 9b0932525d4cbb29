/** Holds JSON blocks against the OpenAPI documents: the body of a request, or an answer. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DocumentValidator } from '../../../openapi/check/validator.ts';
import { isObject, type Json, type JsonObject } from '../../../openapi/generate/json.ts';
import type { Meta } from '../../marking/meta.ts';

interface Operation {
  path: string;
  method: string;
  definition: JsonObject;
  validator: DocumentValidator;
}

const DOCUMENTS = fileURLToPath(new URL('../../../openapi', import.meta.url));
const NAMES = ['mlflow.yaml', 'health.yaml'];

let operations: Map<string, Operation> | undefined;

/**
 * Checks a JSON value by what the block's meta says it is.
 *
 * @returns messages for the author of the page; none when the block names no operation, or the value is right
 */
export function checkAgainstOperation(meta: Meta, value: Json): string[] {
  const { request, response } = meta;
  if (request !== undefined)
    return withOperation(request, ({ validator, path: route, method }) =>
      validator.request(route, method, value),
    );
  if (response === undefined) return [];
  return withOperation(response.operation, ({ validator, path: route, method, definition }) =>
    validator.response(route, method, response.status, mediaType(definition, response.status), value),
  );
}

function withOperation(id: string, check: (operation: Operation) => string[]): string[] {
  operations ??= readOperations();
  const operation = operations.get(id);
  if (!operation) return [`There is no operation \`${id}\` in ${NAMES.join(' and ')}.`];
  return check(operation).map((message) => `Not as the OpenAPI document has ${id}: ${message}`);
}

function readOperations(): Map<string, Operation> {
  return new Map(
    NAMES.flatMap((name) => {
      const document: JsonObject = parse(readFileSync(path.join(DOCUMENTS, name), 'utf8'));
      const validator = new DocumentValidator(document);
      return entries(document.paths).flatMap(([route, item]) =>
        entries(item).map(([method, definition]): [string, Operation] => [
          String(definition.operationId),
          { path: route, method, definition, validator },
        ]),
      );
    }),
  );
}

/** The media type of an answer; JSON when the answer is shared by many operations and stands elsewhere. */
function mediaType({ responses }: JsonObject, status: number): string {
  const answer = isObject(responses) ? responses[status] : undefined;
  const content = isObject(answer) ? answer.content : undefined;
  return (isObject(content) ? Object.keys(content)[0] : undefined) ?? 'application/json';
}

function entries(node: Json | undefined): [string, JsonObject][] {
  if (!isObject(node)) return [];
  return Object.entries(node).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
}
