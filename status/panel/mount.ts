/** The part of the element that loads on demand: the panel, and the line that tells of a problem. */
import type { Endpoint } from '../browser.ts';
import { mountNotice } from './notice.ts';
import { mountPanel } from './panel.ts';
import { PANEL_STYLE } from './style.ts';

let sheet: CSSStyleSheet | undefined;

/** Fills the element; returns what ends its timers and requests. */
export function mount(host: HTMLElement, root: ShadowRoot, endpoint: Endpoint): () => void {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(PANEL_STYLE);
  }
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return host.hasAttribute('notice') ? mountNotice(host, root, endpoint) : mountPanel(host, root, endpoint);
}
