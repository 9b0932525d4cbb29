/**
 * Runs the samples of the reference against a real server: the scenario is played, and each operation's own call is made
 * by its sample. So every sample meets the state that it needs, and has to succeed.
 */
import { loadExamples } from '../../openapi/generate/examples.ts';
import { EXAMPLES, render, SCENARIO } from '../../openapi/generate/files.ts';
import type { Operation } from '../../openapi/generate/operations.ts';
import { codeSamples } from '../../openapi/generate/samples.ts';
import { type Request, type Server, send } from '../../openapi/record/call.ts';
import { asItIs, exampleRequest } from '../../openapi/record/examples.ts';
import { type Hooks, playScenario } from '../../openapi/record/run.ts';
import { loadScenario } from '../../openapi/record/scenario.ts';
import { type Language, type SampleRunner, startRunner } from './runSample.ts';
import { startTarget } from './target.ts';

/** What is wrong with the sample of each operation, by operationId; null when nothing is. */
export type Outcomes = Map<string, string | null>;

const recorded = loadExamples(EXAMPLES);
const { operations } = render();

/** Operations whose sample in the language makes the request itself, instead of calling the MLflow client. */
export function sampled(language: Language): Operation[] {
  return operations.filter(({ words }) => language !== 'python' || words.value.python === undefined);
}

/** Plays the scenario on an MLflow of its own, with the samples of one language. */
export async function playSamples(language: Language): Promise<Outcomes> {
  const target = await startTarget();
  const runner = await startRunner(language, target);
  const outcomes: Outcomes = new Map();
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  try {
    const own = sendBySample(language, target, runner, outcomes);
    await playScenario(loadScenario(SCENARIO), byId, target, { send: own, after: () => {} });
  } finally {
    await runner.stop();
    await target.stop();
  }
  return outcomes;
}

/**
 * Makes the first call of each operation by its sample, all others by a plain request.
 * @param outcomes gets what comes of each sample
 */
export function sendBySample(
  language: Language,
  server: Server,
  runner: SampleRunner,
  outcomes: Outcomes,
): NonNullable<Hooks['send']> {
  const wanted = new Set(sampled(language).map(({ id }) => id));
  return async (operation, step, request) => {
    if (!step.setup && !outcomes.has(operation.id) && wanted.has(operation.id)) {
      const source = sampleOf(operation, language, request);
      try {
        const { status, media, text } = await runner.run(source);
        const right = step.expect === undefined ? status < 400 : status === step.expect.status;
        outcomes.set(operation.id, right ? null : `${status} ${text}\n${source}`);
        if (right) return { status, media, body: media === 'application/json' ? JSON.parse(text) : text };
      } catch (error) {
        outcomes.set(operation.id, `${error}\n${source}`);
      }
    }
    // Also in place of a sample that failed: what comes next needs the effect of this call.
    return send(server, operation, request);
  };
}

/** The sample that the reference shows, with the values of this run in place of the recorded ones. */
function sampleOf(operation: Operation, language: Language, request: Request): string {
  const example = recorded.get(operation.id);
  if (example === undefined) throw new Error(`${operation.id} has no recorded example`);
  const live = { ...example, request: exampleRequest(request, asItIs) };
  return String(codeSamples(operation, live).find(({ lang }) => lang === language)?.source);
}
