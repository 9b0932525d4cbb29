/** The environment that children of the stack get. */

/** What a shell set up for another MLflow or another Python would change in ours. */
const FOREIGN = /^(MLFLOW_|PYTHONPATH$|PYTHONHOME$|VIRTUAL_ENV$|NODE_OPTIONS$|VITEST)/;

/** This process's environment without settings that belong to something else, and with `added`. */
export function childEnvironment(added: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(own), ...added };
}
