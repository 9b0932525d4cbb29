import { beforeEach, describe, expect, it } from 'vitest';
import { PLACEHOLDER_KEY, REGISTRY_ORIGIN } from '../../endpoint.ts';
import { blockHtml } from '../../plugins/codeBlocks/block.ts';
import { copyText } from '../../src/lib/settings/copyText.ts';
import { fill } from '../../src/lib/settings/fill.ts';
import { createSettings } from '../../src/lib/settings/settings.ts';

const KEY = `hk_dev_${'k'.repeat(32)}`;
const LOCAL = 'http://localhost:18080';
const SET_UP = `export MLFLOW_TRACKING_URI=${REGISTRY_ORIGIN}/api/mlflow\nexport MLFLOW_TRACKING_TOKEN=${PLACEHOLDER_KEY}`;

beforeEach(() => {
  globalThis.hokusaiSettings = createSettings({});
  document.body.innerHTML = `<pre>${blockHtml(SET_UP, 'bash')}</pre>`;
  globalThis.hokusaiSettings.subscribe(() => {
    if (globalThis.hokusaiSettings) fill(document, globalThis.hokusaiSettings.get());
  });
});

const code = (): Element => document.querySelector('code') ?? document.body;

describe('a code block', () => {
  it('has placeholders until something is set, and again when it is cleared', () => {
    expect(copyText(code())).toBe(SET_UP);
    globalThis.hokusaiSettings?.set({ key: KEY, registry: LOCAL });
    globalThis.hokusaiSettings?.clear();
    globalThis.hokusaiSettings?.set({ registry: REGISTRY_ORIGIN });
    expect(code().textContent).toBe(SET_UP);
  });

  it('shows the key masked, and copies it whole', () => {
    globalThis.hokusaiSettings?.set({ key: KEY, registry: LOCAL });
    expect(document.body.textContent).not.toContain(KEY);
    expect(code().textContent).toContain('MLFLOW_TRACKING_TOKEN=hk_dev_••••••••');
    expect(copyText(code())).toBe(
      `export MLFLOW_TRACKING_URI=${LOCAL}/api/mlflow\nexport MLFLOW_TRACKING_TOKEN=${KEY}`,
    );
    expect(document.documentElement.outerHTML).not.toContain(KEY);
  });

  it('is copied for the shell that is chosen', () => {
    globalThis.hokusaiSettings?.set({ key: KEY, shell: 'powershell' });
    expect(copyText(code())).toContain(`$env:MLFLOW_TRACKING_TOKEN = '${KEY}'`);
    globalThis.hokusaiSettings?.set({ shell: 'cmd' });
    expect(copyText(code())).toContain(`set "MLFLOW_TRACKING_TOKEN=${KEY}"`);
  });
});
