/** Makes elements in one expression. */

/** An element with its attributes and what is in it. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function makeButton(words: string, onClick: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button' }, words);
  button.addEventListener('click', onClick);
  return button;
}
