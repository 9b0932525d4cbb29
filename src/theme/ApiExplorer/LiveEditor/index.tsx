// A plain text field in place of the theme's live editor, which traps the Tab key and needs `eval`.

import { type ReactNode, useEffect, useState } from 'react';

interface Props {
  /** The text to start with. */
  children: string;
  /** Called with every new text. */
  action: (text: string) => void;
  required?: boolean;
}

const MAX_ROWS = 20;

export default function BodyEditor({ children, action, required = false }: Props): ReactNode {
  const [text, setText] = useState(children);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `action` is another function on every render.
  useEffect(() => {
    action(text);
  }, [text]);
  return (
    <textarea
      className="openapi-explorer__form-item-input openapi-explorer__body"
      aria-label="Request body"
      required={required}
      rows={Math.min(text.split('\n').length + 1, MAX_ROWS)}
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
