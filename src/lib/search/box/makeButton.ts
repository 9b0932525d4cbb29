import { h } from '../../dom.ts';

export function makeButton(words: string, onclick: () => void): HTMLButtonElement {
  return h('button', { type: 'button', onclick }, words);
}
