/** What each check is to a reader: the words of the status page, the feed, the badges and the status element. */
import type { CheckName } from './names.ts';

export interface CheckWords {
  readonly label: string;
  /** What it covers, in a few words. */
  readonly about: string;
  /** What it means for a reader when the check fails, in a sentence. */
  readonly failing: string;
}

export const checkWords = {
  'front-door': {
    label: 'Front door',
    about: 'routing and API keys',
    failing: "Calls with an API key don't reach MLflow.",
  },
  server: {
    label: 'Server',
    about: 'MLflow runs and answers',
    failing: "MLflow doesn't answer: nothing can be logged or read.",
  },
  tracking: {
    label: 'Tracking',
    about: 'experiments, runs, metrics',
    failing: "Experiments, runs and metrics can't be read.",
  },
  registry: {
    label: 'Model registry',
    about: 'models and their versions',
    failing: "Models can't be looked up or loaded by name.",
  },
  artifacts: {
    label: 'Artifacts',
    about: 'files of runs and models',
    failing: "Files of runs and models can't be stored or downloaded.",
  },
  writes: {
    label: 'Writes',
    about: 'new runs, metrics and tags',
    failing: "New runs, metrics and tags can't be logged.",
  },
} as const satisfies Record<CheckName, CheckWords>;
