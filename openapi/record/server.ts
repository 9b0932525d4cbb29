/** An MLflow server of its own with nothing in it, for recording and for tests without the stack. */
import { prepareMlflow } from '../../machine/mlflow.ts';
import { temporaryFolder } from '../../machine/temporary.ts';

export interface OwnServer extends AsyncDisposable {
  url: string;
}

/** Lets a webhook point at this machine, so that no test calls anybody else. */
const WEBHOOKS = {
  MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: 'true',
  MLFLOW_WEBHOOK_REQUEST_TIMEOUT: '2',
  MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES: '0',
};

/** A fixed hash seed: some messages list a Python set. */
const REPEATABLE = { PYTHONHASHSEED: '0' };

/**
 * Starts MLflow in a temporary folder; both go with the scope of `await using`.
 *
 * @throws MachineError with the end of the server's log when it does not answer
 */
export async function startMlflow(): Promise<OwnServer> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder('mlflow'));
  const server = started.use(
    await prepareMlflow({ folder: folder.path, env: { ...WEBHOOKS, ...REPEATABLE } }),
  );
  await server.start();
  const kept = started.move();
  return { url: server.url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
