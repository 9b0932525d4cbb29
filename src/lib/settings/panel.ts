/** The panel in which readers make the code of the site fit them. Loaded when it's first opened. */
import { LOCAL_REGISTRY_ORIGIN, REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { addStyles, h } from '../dom.ts';
import { registryOrigin } from '../registryOrigin.ts';
import { keyProblem, originOf } from './input.ts';
import { PANEL_STYLE } from './panelStyle.ts';
import { type Settings, SHELL_GROUP, siteSettings, TOOL_GROUP } from './settings.ts';

const settings = siteSettings();
/** A site that the local stack serves is told where that is. */
const local = registryOrigin() === REGISTRY_ORIGIN ? LOCAL_REGISTRY_ORIGIN : registryOrigin();

let dialog: HTMLDialogElement | undefined;

/** Shows the panel; the focus goes back to where it was when it's closed. */
export function open(): void {
  settings.reload();
  if (dialog === undefined) {
    addStyles(PANEL_STYLE);
    dialog = build();
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}

function build(): HTMLDialogElement {
  const panel = h('dialog', { id: 'settings', ariaLabel: 'Snippet settings' });
  // A press beside the panel closes it.
  panel.addEventListener('click', ({ target }) => target === panel && panel.close());
  panel.append(
    h(
      'form',
      { method: 'dialog', noValidate: true },
      h('h2', {}, 'Snippet settings'),
      h('p', {}, 'Code on every page of this site uses them.'),
      registry(),
      key(),
      choices('Shell', 'shell', SHELL_GROUP, 'Set-up commands', {
        bash: 'Bash',
        powershell: 'PowerShell',
        cmd: 'Command Prompt',
      }),
      choices('Language', 'tool', TOOL_GROUP, 'Where a page has the choice', {
        python: 'Python',
        curl: 'curl',
        typescript: 'TypeScript',
      }),
      h(
        'p',
        { className: 'end' },
        h('a', { href: '/docs/check-connection/' }, 'Check your connection'),
        h('button', { className: 'button button--primary' }, 'Done'),
      ),
    ),
  );
  return panel;
}

/** Keeps a control in step with the settings. */
function follow(show: (now: Settings) => void): void {
  settings.subscribe(() => show(settings.get()));
  show(settings.get());
}

function group(legend: string, ...content: (Node | string)[]): HTMLFieldSetElement {
  return h('fieldset', {}, h('legend', {}, legend), ...content);
}

function radio(name: string, label: string, onchange: () => void): [HTMLInputElement, HTMLLabelElement] {
  const input = h('input', { type: 'radio', name: `settings-${name}`, onchange });
  return [input, h('label', {}, input, label)];
}

function registry(): HTMLElement {
  const problem = h('p', { id: 'settings-registry-problem', role: 'alert' });
  const url = h('input', {
    type: 'url',
    placeholder: 'https://registry.example.com',
    ariaLabel: 'Address of your registry',
    spellcheck: false,
  });
  url.setAttribute('aria-describedby', problem.id);
  const [production, first] = radio('registry', 'Production', () => choose(REGISTRY_ORIGIN));
  const [stack, second] = radio('registry', `Local stack (${new URL(local).host})`, () => choose(local));
  const [own, third] = radio('registry', 'Your own', () => {
    url.hidden = false;
    url.focus();
    read();
  });
  const say = (text: string): void => {
    problem.textContent = text;
    url.ariaInvalid = String(text !== '');
  };
  const choose = (origin: string): void => {
    say('');
    settings.set({ registry: origin });
  };
  const read = (): void => {
    const origin = originOf(url.value);
    if (origin === undefined)
      say(url.value === '' ? '' : 'Write an address that starts with https:// or http://.');
    else choose(origin);
  };
  url.oninput = read;
  follow((now) => {
    // The field is being filled in.
    if (own.checked && originOf(url.value) === now.registry) return;
    production.checked = now.registry === REGISTRY_ORIGIN;
    stack.checked = now.registry === local;
    own.checked = !production.checked && !stack.checked;
    if (own.checked) url.value = now.registry;
    url.hidden = !own.checked;
  });
  return group('Registry', first, second, third, url, problem);
}

function key(): HTMLElement {
  const problem = h('p', { id: 'settings-key-problem', role: 'alert' });
  const input = h('input', {
    type: 'password',
    ariaLabel: 'API key',
    autocomplete: 'off',
    spellcheck: false,
  });
  input.setAttribute('aria-describedby', `settings-key-help ${problem.id}`);
  input.oninput = () => {
    const found = keyProblem(input.value.trim());
    problem.textContent = found ?? '';
    input.ariaInvalid = String(found !== undefined);
    // Half a key, or what a shell would read as something else, goes into no snippet.
    settings.set({ key: found === undefined ? input.value.trim() : '' });
  };
  const kept = h('input', { type: 'checkbox', onchange: () => settings.set({ kept: kept.checked }) });
  const clear = h('button', {
    type: 'button',
    textContent: 'Clear key',
    onclick() {
      input.value = '';
      problem.textContent = '';
      input.ariaInvalid = 'false';
      settings.clear();
      input.focus();
    },
  });
  follow((now) => {
    if (now.key !== '' || problem.textContent === '') input.value = now.key;
    kept.checked = now.kept;
  });
  return group(
    'API key',
    h('div', { className: 'key' }, input, clear),
    problem,
    h('label', {}, kept, 'Keep it in this tab until I close it'),
    h(
      'small',
      { id: 'settings-key-help' },
      'Code shows it masked and copies it whole. Without the check mark, it’s gone when you leave or reload this page. It leaves your browser only with a request that you send. ',
      h('a', { href: '/docs/authentication/#get-a-key' }, 'Get a key'),
    ),
  );
}

function choices<Name extends 'shell' | 'tool'>(
  legend: string,
  name: Name,
  tabs: string,
  about: string,
  options: Readonly<Record<Exclude<Settings[Name], undefined>, string>>,
): HTMLElement {
  const labels = Object.entries<string>(options).map(([value, words]) => {
    const [input, label] = radio(name, words, () => {
      settings.set({ [name]: value });
      tellTabs(tabs);
    });
    follow((now) => {
      input.checked = now[name] === value;
    });
    return label;
  });
  return group(legend, h('small', {}, about), ...labels);
}

/** Tabs on this page listen for what another window would hear. Where storage is refused, there is nothing to follow. */
function tellTabs(key: string): void {
  try {
    const { localStorage: storageArea } = window;
    dispatchEvent(new StorageEvent('storage', { key, newValue: storageArea.getItem(key), storageArea }));
  } catch {}
}
