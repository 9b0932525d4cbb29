/** What a server answers that holds nothing yet. */
import { type Operation, requiredFields } from '../../openapi/generate/operations.ts';
import { type Answer, makeRequest, type Server, send } from '../../openapi/record/call.ts';

/** Sends every request that can be made without knowing anything. */
export async function askEmptyServer(
  server: Server,
  operations: readonly Operation[],
  onAnswer: (operation: Operation, answer: Answer) => void,
): Promise<void> {
  for (const operation of operations) {
    const isFree = operation.pathParameters.length === 0 && requiredFields(operation).size === 0;
    if (operation.method === 'GET' && isFree)
      onAnswer(operation, await send(server, operation, makeRequest(operation, {})));
  }
}
