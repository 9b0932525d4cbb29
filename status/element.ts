/**
 * `<hokusai-mlflow-status>`: how the MLflow endpoint is, as this reader's browser sees it, on any page.
 *
 * - `size`: `dot`, `badge` (the default), `line` or `panel`
 * - `src`: address of a health report; the one that the page's `<meta name="registry-origin">` names, or production's
 * - `interval`: seconds between two requests, at least 5; the first element on the page with that `src` sets it
 * - `theme`: `light`, `dark`, or `auto` for the color scheme of the reader's system; that of the page without it
 * - `history` on a panel: 90 days of uptime, and what changed in the last 30
 * - `notice` on a line: shown only while there is a problem, until the reader dismisses it
 *
 * Attributes other than `theme` are read when the element enters the page. It says what it shows in the attributes `state` and `stale`, and in the event `hokusai-status`. Scripts and styles come
 * from its own origin; it needs no `unsafe-inline`, `unsafe-eval` or Trusted Types policy.
 */
import { DOCS_ORIGIN } from '../endpoint.ts';
import { announce, liveRegion } from './announcer.ts';
import { type Endpoint, endpointFor } from './browser.ts';
import { drawSign } from './signs.ts';
import { isStale } from './state.ts';
import { STYLE } from './style.ts';
import { announcement, type StateWords, SUBJECT, wordsOf } from './words.ts';

/** The part that loads on demand: where the build has put it. */
declare const STATUS_PANEL: string;

interface Panel {
  mount: (host: HTMLElement, root: ShadowRoot, endpoint: Endpoint) => () => void;
}

const script = document.currentScript;
const base = script && 'src' in script ? script.src : DOCS_ORIGIN;

let panel: Promise<Panel> | undefined;
let sheet: CSSStyleSheet | undefined;

class StatusElement extends HTMLElement {
  #stops: (() => void)[] = [];

  connectedCallback(): void {
    const endpoint = endpointFor(this.getAttribute('src'), Number(this.getAttribute('interval')));
    const { store } = endpoint;
    if (this.hasAttribute('notice')) this.hidden = true;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    const show = drawRow(root, this.getAttribute('size') ?? 'badge');
    let shown = '';
    let isLoading = false;
    liveRegion();
    const update = () => {
      const state = store.getSnapshot();
      const words = wordsOf(state);
      const stale = isStale(state);
      this.setAttribute('state', words.sign);
      this.toggleAttribute('stale', stale);
      const next = words.spoken + stale;
      if (next !== shown) {
        show(words, stale);
        if (state.name !== 'checking') announce(announcement(state), words.sign === 'pass');
        this.dispatchEvent(new Event('hokusai-status', { bubbles: true }));
      }
      shown = next;
      if (isLoading || !this.#wantsPanel(words)) return;
      isLoading = true;
      const stops = this.#stops;
      loadPanel().then(
        ({ mount }) => stops === this.#stops && stops.push(mount(this, root, endpoint)),
        () => {
          isLoading = false;
          panel = undefined;
        },
      );
    };
    this.#stops = [store.subscribe(update)];
    update();
  }

  disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #wantsPanel({ sign }: StateWords): boolean {
    if (this.hasAttribute('notice')) return /warn|fail|maintenance/.test(sign);
    return this.getAttribute('size') === 'panel';
  }
}

/** Sign, subject and word; returns what puts others in their place. */
function drawRow(root: ShadowRoot, size: string): (words: StateWords, stale: boolean) => void {
  const row = span('status');
  const label = span('label', size === 'dot' ? 'unseen' : size);
  const name = span('name', /line|panel/.test(size) ? '' : 'unseen');
  name.textContent = `${SUBJECT} `;
  const note = span('note', 'unseen');
  root.replaceChildren(row);
  return (words, stale) => {
    label.textContent = words.label;
    note.textContent = stale ? ', last known' : '';
    row.replaceChildren(drawSign(words.sign), name, label, note);
  };
}

function span(part: string, className = ''): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.setAttribute('part', part);
  return element;
}

function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

function loadPanel(): Promise<Panel> {
  panel ??= import(new URL(STATUS_PANEL, base).href);
  return panel;
}

const NAME = 'hokusai-mlflow-status';
if (!customElements.get(NAME)) customElements.define(NAME, StatusElement);
