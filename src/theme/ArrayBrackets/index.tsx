// No "Array [" and "]" around a schema: its type says `object[]` already, and the theme writes them as stray `<li>`s.

export const OpeningArrayBracket = (): null => null;

export const ClosingArrayBracket = (): null => null;
