/** The security headers of the published site; the local stack sends the same ones. */

/** What the Content-Security-Policy has to allow beside the site itself. */
export interface CspSources {
  /** Scheme, host and port of the registry that the health widget and "try it" call. */
  registryOrigin: string;
  /** `sha256-…` of every executable inline script of the build. */
  inlineScriptHashes: readonly string[];
}

/** The headers by name. */
export function securityHeaders(sources: CspSources): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(sources),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    // Pages only need the clipboard, for "copy".
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}

/**
 * `style-src-attr` allows inline style attributes because highlighted code carries its colours there; `<style>`
 * elements stay forbidden.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
function contentSecurityPolicy({ registryOrigin, inlineScriptHashes }: CspSources): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inlineScriptHashes.map((hash) => `'${hash}'`)],
    'style-src': ["'self'"],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', registryOrigin],
    'font-src': ["'self'"],
    'connect-src': ["'self'", registryOrigin],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
