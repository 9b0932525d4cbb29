import { expect, it } from 'vitest';
import { securityHeaders } from './headers.ts';

it('allows the registry, the inline scripts of the build, and nothing by default', () => {
  const { 'Content-Security-Policy': policy } = securityHeaders({
    registryOrigin: 'https://registry.example',
    inlineScriptHashes: ['sha256-abc'],
  });
  expect(policy).toContain("default-src 'none'; script-src 'self' 'sha256-abc'");
  expect(policy).toContain("connect-src 'self' https://registry.example;");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toContain("'unsafe-inline'");
});
