/** `import`: turns rules of other tools into a table of ours. */
import { readRoutes } from '../import/read.ts';
import {
  BALANCER_HELP,
  BALANCER_OPTION,
  type Command,
  expectArguments,
  givenNames,
  NAME_HELP,
  NAME_OPTIONS,
  textOf,
} from './command.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'turns rules of Terraform or AWS into a table like routes.json',
  usage: 'import FILE…',
  help: [
    'FILE is terraform show -json or aws elbv2 describe-rules; - is standard input.',
    ...NAME_HELP,
    BALANCER_HELP,
  ],
  options: { ...NAME_OPTIONS, ...BALANCER_OPTION },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 1, 20);
    const routes = await readRoutes(positionals, givenNames(values), textOf(values, 'balancer'));
    return { exitCode: 0, text: JSON.stringify(routes, null, 2), json: routes };
  },
};
