/**
 * Plays the scenario of `openapi/scenario` against a server and holds every request and answer against
 * `openapi/mlflow.yaml`. Besides the scenario's own calls it asks the server while it is empty, leaves out each required
 * field, and all optional ones.
 */
import { DocumentValidator } from '../../openapi/check/validator.ts';
import { render, SCENARIO } from '../../openapi/generate/files.ts';
import type { JsonObject } from '../../openapi/generate/json.ts';
import { type Operation, requiredFields } from '../../openapi/generate/operations.ts';
import {
  type Answer,
  makeRequest,
  type Request,
  requestWithout,
  type Server,
  send,
} from '../../openapi/record/call.ts';
import { type Exchange, type Hooks, playScenario } from '../../openapi/record/run.ts';
import { loadScenario, type Step } from '../../openapi/record/scenario.ts';
import { askEmptyServer } from './emptyServer.ts';
import type { Presence } from './presence.ts';

/** What was seen of one operation. */
export interface Sighting {
  operation: Operation;
  /** Status of its first call, and why it is no success. */
  success: boolean;
  excuse: string | undefined;
  /** Statuses of refusals, by whatever call. */
  refusals: Set<number>;
  /** Required fields that were left out, and whether the server refused. */
  required: Map<string, boolean>;
  /** Everything that does not fit the document. */
  findings: string[];
}

/**
 * Sightings by operationId, in the document's order.
 * @param sendOwn sends the scenario's own calls in another way
 * @param presence notes what every answer holds
 */
export async function playContract(
  server: Server,
  sendOwn: NonNullable<Hooks['send']>,
  presence: Presence,
): Promise<Map<string, Sighting>> {
  const { document, operations } = render();
  const validator = new DocumentValidator(document);
  const sightings = new Map(operations.map((operation) => [operation.id, sighting(operation)]));
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const probed = new Set<string>();
  const at = (id: string): Sighting => {
    const found = sightings.get(id);
    if (found === undefined) throw new Error(`No operation ${id}`);
    return found;
  };
  await askEmptyServer(server, operations, (operation, answer) => {
    presence.note(operation, answer);
    at(operation.id).findings.push(
      ...checkAnswer(operation, answer, validator).map((problem) => `empty server: ${problem}`),
    );
  });
  await playScenario(loadScenario(SCENARIO), byId, server, {
    send: sendOwn,
    before: async (operation, step, fields) => {
      if (!probed.has(operation.id))
        await leaveOutRequired(server, operation, step, fields, at(operation.id), validator);
    },
    after: async (exchange) => {
      const seen = at(exchange.operation.id);
      note(seen, exchange, validator);
      presence.note(exchange.operation, exchange.answer);
      if (exchange.refused) return;
      if (!probed.has(exchange.operation.id))
        await leaveOutOptional(server, exchange, seen, validator, presence);
      probed.add(exchange.operation.id);
    },
  });
  return sightings;
}

function sighting(operation: Operation): Sighting {
  return {
    operation,
    success: false,
    excuse: undefined,
    refusals: new Set(),
    required: new Map(),
    findings: [],
  };
}

function note(
  seen: Sighting,
  { step, request, answer, refused }: Exchange,
  validator: DocumentValidator,
): void {
  if (answer.status < 400) {
    seen.success = true;
    seen.findings.push(...checkRequest(seen.operation, request, validator));
  } else {
    seen.refusals.add(answer.status);
    if (!refused && step.expect !== undefined) seen.excuse = step.expect.because;
  }
  seen.findings.push(...checkAnswer(seen.operation, answer, validator));
}

function checkRequest({ path, method }: Operation, request: Request, validator: DocumentValidator): string[] {
  const parameters = Object.entries({ ...request.path, ...request.query, ...request.headers });
  const found = parameters.flatMap(([name, value]) =>
    validator.parameter(path, method, name, value).map((problem) => `parameter ${name}: ${problem}`),
  );
  const hasBody = request.body !== undefined && Object.keys(request.body).length > 0;
  const body = hasBody && request.body !== undefined ? validator.request(path, method, request.body) : [];
  return [...found, ...body.map((problem) => `request: ${problem}`)];
}

function checkAnswer(
  { path, method }: Operation,
  { status, media, body }: Answer,
  validator: DocumentValidator,
): string[] {
  return validator
    .response(path, method, status, media, body)
    .map((problem) => `answer ${status}: ${problem}`);
}

/** Sends the call once without each field that the document calls required: the server must refuse. */
async function leaveOutRequired(
  server: Server,
  operation: Operation,
  step: Step,
  fields: JsonObject,
  seen: Sighting,
  validator: DocumentValidator,
): Promise<void> {
  if (step.raw !== undefined || step.setup) return;
  for (const name of requiredFields(operation)) {
    const request = requestWithout(operation, fields, name);
    if (request === undefined) continue;
    const answer = await send(server, operation, request);
    seen.required.set(name, answer.status >= 400);
    if (answer.status >= 400) seen.refusals.add(answer.status);
    seen.findings.push(
      ...checkAnswer(operation, answer, validator).map((problem) => `without ${name}: ${problem}`),
    );
  }
}

/** Sends the call again with nothing but required fields: the server must not miss any. */
async function leaveOutOptional(
  server: Server,
  { operation, request }: Exchange,
  seen: Sighting,
  validator: DocumentValidator,
  presence: Presence,
): Promise<void> {
  if (request.raw !== undefined || operation.words.value.sends !== undefined) return;
  const required = new Set([...requiredFields(operation), ...operation.words.value.conditional]);
  const keep = ([name]: [string, unknown]) => required.has(name) || operation.pathParameters.includes(name);
  const sent = { ...request.query, ...request.body, ...request.headers };
  const fields = { ...Object.fromEntries(Object.entries(sent).filter(keep)), ...request.path };
  if (Object.keys(sent).every((name) => keep([name, sent[name]]))) return;
  const answer = await send(server, operation, makeRequest(operation, fields));
  presence.note(operation, answer);
  const text = JSON.stringify(answer.body);
  if (answer.status === 400 && /Missing value|is required|must be specified|must be provided/.test(text)) {
    seen.findings.push(`with required fields only: ${text.slice(0, 300)}`);
  }
  seen.findings.push(
    ...checkAnswer(operation, answer, validator).map((problem) => `required fields only: ${problem}`),
  );
}
