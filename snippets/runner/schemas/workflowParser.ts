/**
 * GitHub's parser of workflows, made to load in Node: the package is meant for bundlers and imports its schema without
 * the attribute that Node asks for (https://nodejs.org/api/esm.html#json-modules).
 */
import { registerHooks } from 'node:module';

const SCHEMA = /\/@actions\/workflow-parser\/dist\/[\w.-]+\.json$/;

const hooks = registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return SCHEMA.test(found.url) ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});

export const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
  '@actions/workflow-parser'
);

hooks.deregister();
