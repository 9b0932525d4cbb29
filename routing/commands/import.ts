/** `import`: turns rules of other tools into a table of ours. */
import { readRoutes } from '../import/read.ts';
import { type Command, expectArguments, givenNames, NAME_HELP, NAME_OPTIONS } from './command.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'turns rules of Terraform or AWS into a table like routes.json',
  usage: 'import FILE',
  help: ['FILE is terraform show -json or aws elbv2 describe-rules; - is standard input.', ...NAME_HELP],
  options: NAME_OPTIONS,
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 1);
    const routes = await readRoutes(positionals[0] ?? '', givenNames(values));
    return { exitCode: 0, text: JSON.stringify(routes, null, 2), json: routes };
  },
};
