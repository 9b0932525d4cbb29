/** Shows the connection check below its button. Loaded when it's pressed. */
import { HEALTH_PATH } from '../../../endpoint.ts';
import { h } from '../dom.ts';
import { registryOrigin } from '../registryOrigin.ts';
import { copyText } from '../settings/copyText.ts';
import { shownKey } from '../settings/fill.ts';
import { siteSettings } from '../settings/settings.ts';
import { check, type Found, refusal, SEARCH_PATH, type Step } from './check.ts';
import { type Advice, adviceOf, adviceOfRefusal } from './words.ts';

const NAMES: Readonly<Record<Step, string>> = {
  health: 'Health of the endpoint',
  version: 'Version, with your key',
  search: 'A search, with your key',
};

let isBusy = false;

/** @param button stands in the part of the page that has a place for the result. */
export function open(button: HTMLElement): void {
  const place = button.closest('[data-connection]')?.querySelector<HTMLElement>('[data-result]');
  if (place && !isBusy) void run(place);
}

async function run(place: HTMLElement): Promise<void> {
  const { registry, key } = siteSettings().get();
  const wanted = { registry, key, allowed: registryOrigin() };
  const refused = refusal(wanted);
  if (refused) return show(place, advice(adviceOfRefusal(refused), registry, key));
  isBusy = true;
  try {
    const found = await check(wanted, (step) => show(place, h('p', {}, `Asking for: ${NAMES[step]}…`)));
    show(place, h('ul', {}, ...found.map(line)), verdict(found, registry, key));
  } finally {
    isBusy = false;
  }
}

function show(place: HTMLElement, ...content: Node[]): void {
  place.replaceChildren(...content);
}

function line({ step, outcome, detail }: Found): HTMLLIElement {
  const isOk = outcome.kind === 'ok';
  const status = outcome.kind === 'answered' ? ` (status ${outcome.status})` : '';
  return h('li', {}, `${NAMES[step]}: `, h('b', {}, isOk ? 'OK' : 'failed'), isOk ? `, ${detail}` : status);
}

function verdict(found: readonly Found[], registry: string, key: string): HTMLElement {
  const last = found.at(-1);
  const problem = last && adviceOf(last.step, last.outcome, registry);
  if (problem) return advice(problem, registry, key);
  return h(
    'p',
    {},
    h('b', {}, 'Your browser reaches Hokusai, and your key works. '),
    'If your program still fails, run the check below where the program runs: its settings and its network can differ.',
  );
}

function advice({ problem, fix, more, command }: Advice, registry: string, key: string): HTMLElement {
  const words = h('p', {}, h('b', {}, problem), ` ${fix} `);
  if (more) words.append(h('a', { href: more.href }, more.label));
  return h('div', {}, words, ...(command ? [commandOf(registry, key)] : []));
}

/** The same from a terminal: first who answers, then whether the key is taken. */
function commandOf(registry: string, key: string): HTMLElement {
  const place = (setting: string, text: string): HTMLElement => {
    const span = h('span', {}, text);
    span.dataset.setting = setting;
    return span;
  };
  const code = h(
    'code',
    {},
    'curl --include ',
    place('origin', registry),
    `${HEALTH_PATH}\ncurl --include --header "Authorization: Bearer `,
    place('key', shownKey(key)),
    '" "',
    place('origin', registry),
    `${SEARCH_PATH}"`,
  );
  const copy = h('button', {
    type: 'button',
    className: 'button button--secondary button--sm',
    textContent: 'Copy',
    async onclick() {
      await navigator.clipboard.writeText(copyText(code));
      copy.textContent = 'Copied';
    },
  });
  return h('div', {}, h('pre', { tabIndex: 0 }, code), copy);
}
