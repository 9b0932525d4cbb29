import { describe, expect, it } from 'vitest';
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { registryOrigin } from './registryOrigin.ts';

function metaSays(content: string): void {
  const meta = document.createElement('meta');
  meta.name = 'registry-origin';
  meta.content = content;
  document.head.append(meta);
}

describe('registryOrigin', () => {
  it('is production when the page says nothing, and on the server', () => {
    expect(registryOrigin()).toBe(REGISTRY_ORIGIN);
    expect(registryOrigin(undefined)).toBe(REGISTRY_ORIGIN);
  });

  it.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://registry.example/', 'https://registry.example'],
    ['https://registry.example/api/mlflow?x#y', 'https://registry.example'],
    ['https://user:secret@registry.example', 'https://registry.example'],
  ])('reads %s as %s', (content, origin) => {
    metaSays(content);
    expect(registryOrigin()).toBe(origin);
  });

  it.each(['', 'localhost', '/api', 'javascript:alert(1)', 'file:///etc/passwd', 'data:text/plain,x'])(
    'does not follow %j',
    (content) => {
      metaSays(content);
      expect(registryOrigin()).toBe(REGISTRY_ORIGIN);
    },
  );
});
