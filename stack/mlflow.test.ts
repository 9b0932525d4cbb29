import { describe, expect, it } from 'vitest';
import { namesGateway, runningMlflow } from './mlflow.ts';
import { serveHandler } from './testServers.ts';

describe('namesGateway', () => {
  it.each([
    ['http://localhost:8080/api/mlflow', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080/mlflow', true],
    ['http://localhost:5000', false],
    ['http://mlflow.internal:8080', false],
    ['sqlite:///mlflow.db', false],
    ['databricks', false],
  ])('%s: %s', (uri, itself) => {
    expect(namesGateway(uri, 8080)).toBe(itself);
  });
});

describe('runningMlflow', () => {
  const serveHealth = (path: string, status: number, text: string) =>
    serveHandler((request, response) => {
      response.writeHead(request.url === path ? status : 404).end(text);
    });

  it('takes a server that answers as MLflow does, its prefix kept and its slash dropped', async () => {
    const { origin } = await serveHealth('/prefix/health', 200, 'OK');
    const mlflow = await runningMlflow(`${origin}/prefix/`);
    expect([mlflow.url, mlflow.pid]).toEqual([`${origin}/prefix`, undefined]);
    await expect(mlflow.stop()).rejects.toThrow('not ours');
  });

  it.each([
    ['a server without /health', 404, 'OK', '/health answers 404'],
    ['a server that is something else', 200, '<html>', '/health answers 200'],
  ])('refuses %s', async (_name, status, text, words) => {
    const { origin } = await serveHealth('/health', status, text);
    await expect(runningMlflow(origin)).rejects.toThrow(words);
  });

  it.each([
    ['databricks', 'not the address of an MLflow server'],
    ['https://registry.hokus.ai/api/mlflow', 'production registry'],
    ['https://hokus.ai', 'production registry'],
    ['http://user:secret@127.0.0.1:1', 'user name or a password'],
  ])('refuses %s without a request, and repeats no secret', async (uri, words) => {
    const refusal = await runningMlflow(uri).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refusal).toContain(words);
    expect(refusal).not.toContain('secret');
  });
});
