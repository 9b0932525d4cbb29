/** Which chunk a module of the site goes to, so that a guide page loads nothing of the reference. */
import type { Chunk, ChunkGraph, Module } from 'webpack';

/** Name of the stylesheet of the reference: `assets/css/<name>.<hash>.css`. */
export const REFERENCE_CHUNK = 'reference';

/** Files of the reference. The theme's tabs are not: they stand in for Docusaurus' own on guide pages too. */
const REFERENCE_FILES = [
  /docusaurus-theme-openapi-docs[\\/]lib[\\/](?:markdown|theme[\\/](?!Tab|utils))/,
  /[\\/]src[\\/](?:theme[\\/]Api|components[\\/](?:CodeSamples|Description|TryIt))/,
];

/** Styles of the request form, which come with it when it is opened. */
const FORM_STYLES = /explorer\.scss$/;

function isReferenceFile(module: Module): boolean {
  const file = module.nameForCondition() ?? '';
  return REFERENCE_FILES.some((pattern) => pattern.test(file));
}

/** Whether a chunk holds a file of the reference: asked for every module of the site. */
const answers = new WeakMap<Chunk, boolean>();

function isReferenceChunk(chunk: Chunk, chunkGraph: ChunkGraph): boolean {
  const known = answers.get(chunk);
  if (known !== undefined) return known;
  const answer = chunkGraph.getChunkModules(chunk).some(isReferenceFile);
  answers.set(chunk, answer);
  return answer;
}

interface Context {
  chunkGraph: ChunkGraph;
}

function onlyInReference(module: Module, { chunkGraph }: Context): boolean {
  return chunkGraph.getModuleChunks(module).every((chunk) => isReferenceChunk(chunk, chunkGraph));
}

/**
 * Added to the cache groups of Docusaurus. Its own `common` group takes what half of all pages use: with hundreds of
 * operations that is the API theme, which every guide page would then load.
 */
export const chunkGroups = {
  common: { minChunks: 5, test: (module: Module, context: Context) => !onlyInReference(module, context) },
  reference: { name: REFERENCE_CHUNK, test: onlyInReference, minChunks: 2, priority: 30 },
  styles: { test: (module: Module) => !isReferenceFile(module) },
  referenceStyles: {
    name: REFERENCE_CHUNK,
    type: 'css/mini-extract',
    test: (module: Module) => isReferenceFile(module) && !FORM_STYLES.test(module.nameForCondition() ?? ''),
    chunks: 'all' as const,
    enforce: true,
    priority: 60,
  },
};
