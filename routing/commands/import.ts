/** `import`: turns rules of other tools into a table of ours. */
import { type Command, expectArguments } from './command.ts';
import { readTable, SOURCE_HELP, SOURCE_OPTIONS } from './source.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'turns rules of Terraform or AWS into a table like routes.json',
  usage: 'import FILE…',
  help: ['FILE is terraform show -json or aws elbv2 describe-rules; - is standard input.', ...SOURCE_HELP],
  options: SOURCE_OPTIONS,
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 1, 20);
    const { routes } = await readTable(values, positionals);
    return { exitCode: 0, text: JSON.stringify(routes, null, 2), json: routes };
  },
};
