/** The routing tool: `npm run routes -- COMMAND`. Exit code 0 is fine, 1 is errors or differences, 2 is bad input. */
import { runTool } from './commands/tool.ts';

const { exitCode, out, err } = await runTool(process.argv.slice(2));
if (out !== '') console.log(out);
if (err !== '') console.error(err);
process.exitCode = exitCode;
