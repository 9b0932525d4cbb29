/** Records what the server says when a required field is missing: the error that readers meet first. */
import type { JsonObject } from '../generate/json.ts';
import { type Operation, requiredFields } from '../generate/operations.ts';
import { requestWithout, type Server, send } from './call.ts';
import type { Exchange } from './run.ts';
import type { Step } from './scenario.ts';

/** One refused call without a required field; nothing when no field is required or the scenario has such a call. */
export async function callWithoutField(
  server: Server,
  operation: Operation,
  step: Step,
  fields: JsonObject,
): Promise<Exchange | undefined> {
  if (step.setup || step.raw !== undefined || '400' in step.refuse) return undefined;
  for (const name of requiredFields(operation)) {
    const request = requestWithout(operation, fields, name);
    if (request === undefined) continue;
    const from = Date.now();
    const answer = await send(server, operation, request);
    return { operation, step, request, answer, refused: true, from, to: Date.now() };
  }
  return undefined;
}
