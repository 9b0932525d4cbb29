/** MLflow servers of other versions, each from the environment of its client and with no data of earlier runs. */
import path from 'node:path';
import { prepareMlflow } from '../../machine/mlflow.ts';
import { temporaryFolder } from '../../machine/temporary.ts';
import { clientEnvironment } from './environment.ts';

export interface OtherServer extends AsyncDisposable {
  /** Base URL, without a slash at the end. */
  url: string;
}

/**
 * Starts a server on a free port and resolves when it answers from its database.
 *
 * @param version release of MLflow, such as `3.9.0`
 * @throws MachineError when the environment cannot be made, or the server dies or does not get ready
 */
export async function startServer(version: string, signal: AbortSignal): Promise<OtherServer> {
  const python = path.join(await clientEnvironment(version, signal), 'bin', 'python');
  const folder = await temporaryFolder('server');
  const mlflow = await prepareMlflow({ folder: folder.path, release: { version, python }, signal });
  const stop = async () => {
    await mlflow.stop();
    await folder.remove();
  };
  try {
    await mlflow.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: mlflow.url, [Symbol.asyncDispose]: stop };
}
