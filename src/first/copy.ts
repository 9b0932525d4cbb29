/** Copying: a code block, a code sample of the reference, a page as Markdown; and wrapping the long lines of a block. */
import { copyText } from '../lib/settings/copyText.ts';
import { on, say } from './listen.ts';

const SHOWN_MS = 1500;
/** A block of the guide, or of the reference. */
const BLOCK = '.theme-code-block, [data-block]';

export function startCopying(): void {
  on('click', '[data-action=copy]', (button) => {
    const code = button.closest(BLOCK)?.querySelector('code');
    if (code) done(button, write(copyText(code)));
  });
  on('click', '[data-action=copy-page]', (button) => {
    const text = fetch(button.dataset.from ?? '').then((answer) =>
      answer.ok ? answer.text() : Promise.reject(),
    );
    // The promise goes into the item: Safari allows writing only while it handles the press itself.
    done(button, navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]));
  });
  on('click', '[data-action=wrap]', (button) => {
    const isWrapped = button.closest(BLOCK)?.toggleAttribute('data-wrapped');
    button.setAttribute('aria-pressed', String(isWrapped));
  });
  // Only a block that scrolls needs to wrap.
  on('pointerover', BLOCK, showWrap);
  on('focusin', BLOCK, showWrap);
}

/** Outside of HTTPS and localhost there's no clipboard to write to. */
async function write(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

function done(button: HTMLElement, copying: Promise<void>): void {
  const tell = (state: string, words: string): void => {
    button.dataset.state = state;
    say(words);
    setTimeout(() => {
      delete button.dataset.state;
      say('');
    }, SHOWN_MS);
  };
  copying.then(
    () => tell('done', 'Copied'),
    () => tell('failed', "Couldn't copy. Select the text and copy it yourself."),
  );
}

function showWrap(block: HTMLElement): void {
  const pre = block.querySelector('pre');
  const button = block.querySelector<HTMLElement>('[data-action=wrap]');
  if (pre && button)
    button.hidden = !block.hasAttribute('data-wrapped') && pre.scrollWidth <= pre.clientWidth;
}
