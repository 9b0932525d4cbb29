/** Which names of a stylesheet a page, or a script, may use: elements, classes, ids and attributes. Some too many do no harm. */

/** @param html of a page, as it's published */
export function namesInHtml(html: string): Set<string> {
  const names = new Set<string>();
  for (const [, tag = '', attributes = ''] of html.matchAll(/<([a-z][\w-]*)((?:"[^"]*"|[^>"])*)>/gi)) {
    names.add(tag);
    for (const [, name = '', quoted, bare] of attributes.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|([^\s"]+)))?/g)) {
      names.add(name);
      for (const word of (quoted ?? bare ?? '').split(/\s+/)) names.add(word);
    }
  }
  for (const [, script = ''] of html.matchAll(/<script>(.*?)<\/script>/gs)) {
    for (const name of namesInCode(script)) names.add(name);
  }
  return names;
}

/** Elements, and words of string literals, class names among them. @param code TypeScript, with JSX or without */
export function namesInCode(code: string): Set<string> {
  const names = new Set([...code.matchAll(/<([a-z]\w*)/g)].map(([, tag = '']) => tag));
  // Attributes that code sets by their properties: `dataset.someState`, `ariaBusy`.
  for (const [, name = ''] of code.matchAll(/\bdataset\.(\w+)/g)) names.add(`data-${kebab(name)}`);
  for (const [, name = ''] of code.matchAll(/\baria([A-Z]\w*)/g)) names.add(`aria-${name.toLowerCase()}`);
  for (const [, text = ''] of code.matchAll(/["'`]([^"'`\n]{1,200})["'`]/g)) {
    for (const [word] of text.matchAll(/[\w-]+/g)) names.add(word);
  }
  return names;
}

/**
 * Classes of a CSS module as a script calls them, `button_a1B2` for `.button`; none if the script doesn't hold the module.
 *
 * @param css source of the module
 * @param code a built script
 */
export function moduleClasses(css: string, code: string): string[] {
  const own = css.replaceAll(/:global\([^)]*\)|url\([^)]*\)|\/\*.*?\*\//gs, '');
  const locals = new Set([...own.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name));
  const found = [...locals].map((name) => new RegExp(`["'\`](${name}_[\\w-]{4})["'\`]`).exec(code)?.[1]);
  const classes = found.filter((name) => name !== undefined);
  return classes.length === locals.size ? classes : [];
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
