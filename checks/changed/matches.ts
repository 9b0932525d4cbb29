/** Whether a path matches globs. */
import path from 'node:path';

/** `**` of a glob passes over names that begin with a dot; here they are files like others. */
const undotted = (text: string) => text.replaceAll(/(^|\/)\./g, '$1');

/** Whether a path from the project's root matches one of the globs. */
export const matches = (file: string, globs: readonly string[]): boolean =>
  globs.some((glob) => path.matchesGlob(undotted(file), undotted(glob)));
