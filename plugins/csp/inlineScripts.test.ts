import { describe, expect, it } from 'vitest';
import { inlineScriptHashes } from './inlineScripts.ts';

// echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
const ALERT = 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';

describe('inlineScriptHashes', () => {
  it('hashes the exact text of an inline script', () => {
    expect(inlineScriptHashes('<p></p><script data-x="1">alert(1)</script>')).toEqual([ALERT]);
  });

  it('names a script that appears twice once', () => {
    expect(inlineScriptHashes('<script>alert(1)</script><script>alert(1)</script>')).toEqual([ALERT]);
  });

  it('leaves out scripts with a source, data blocks and empty scripts', () => {
    const html =
      '<script src="/a.js"></script><script type="application/ld+json">{"a":1}</script><script></script>';
    expect(inlineScriptHashes(html)).toEqual([]);
  });
});
