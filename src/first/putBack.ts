/** Puts what a reader typed or chose back into a field, so that React takes notice. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isField(element: Element): element is Field {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

/** Remembers a field as it is; call what it returns with the field, or the one in its place, to make it so again. */
export function putBack(from: Element): (to: Element) => void {
  if (!isField(from)) return () => {};
  const { value } = from;
  const isChecked = from instanceof HTMLInputElement && from.checked;
  const caret = 'selectionStart' in from ? ([from.selectionStart, from.selectionEnd] as const) : undefined;
  return (to) => {
    if (!isField(to)) return;
    if (to instanceof HTMLInputElement && /^(checkbox|radio)$/.test(to.type)) {
      // React takes notice of a press only where it changes what React believes to be there.
      to.checked = !isChecked;
      if (isChecked || to.type === 'checkbox') to.click();
      return;
    }
    // As above: React watches the property of the element itself, not the one of its prototype.
    if (!(to instanceof HTMLSelectElement)) to.value = `${value} `;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(to), 'value')?.set?.call(to, value);
    to.dispatchEvent(new Event(to instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    if (caret && 'selectionStart' in to && to === document.activeElement) to.setSelectionRange(...caret);
  };
}
