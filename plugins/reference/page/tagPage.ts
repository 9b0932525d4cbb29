/** The page of a tag: its operations as a table. */

import { rawDocumentOfRelease } from '../../../src/lib/reference/pages.ts';
import { type Html, html } from '../html.ts';
import { description, inline, type PageOf } from '../markdown.ts';
import type { ReadDocument, ReferenceOperation } from '../reading.ts';
import { wordsOf } from '../view.ts';

export interface Tag {
  name: string;
  description: string;
}

export function tagPage(tag: Tag, operations: readonly ReferenceOperation[], pageOf: PageOf): string {
  return html`<h1>${tag.name}</h1>${description(tag.description, pageOf)}${operationTable(operations, pageOf)}`
    .text;
}

/** All operations of a document, with a filter that a script brings to life. */
export function overviewPage(
  { document, operations, name }: ReadDocument,
  releases: readonly string[],
  pageOf: PageOf,
): string {
  const sections = document.tags.map((tag) => {
    const own = operations.filter((operation) => operation.tag === tag.name);
    return html`<section class="r-tag"><h2 id="${tag.name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}">${tag.name}</h2>${operationTable(own, pageOf)}</section>`;
  });
  const filter = name === 'mlflow' && overviewFilter(document.tags, operations, releases);
  return html`<h1>${document.info.title}</h1>${description(document.info.description, pageOf)}${filter}${sections}`
    .text;
}

/** Stands for a version in the address of its document; the filter puts the chosen one there. */
const VERSION = 'VERSION';

function overviewFilter(
  tags: readonly Tag[],
  operations: readonly ReferenceOperation[],
  releases: readonly string[],
): Html {
  const methods = [...new Set(operations.map(({ method }) => method))].sort();
  const options = (values: readonly string[]) => values.map((value) => html`<option>${value}</option>`);
  return html`<form class="r-filter" role="search" aria-label="Operations"><label>Filter <input type="search" name="q" placeholder="runs/create, alias, createRun"></label><label>Tag <select name="tag"><option value="">Any</option>${options(tags.map(({ name }) => name))}</select></label><label>Method <select name="method"><option value="">Any</option>${options(methods)}</select></label><label>Server <select name="version" data-document="${rawDocumentOfRelease(VERSION)}"><option value="">Newest</option>${releases.toReversed().map((release) => html`<option value="${release}">MLflow ${release}</option>`)}</select></label><p role="status"></p></form>`;
}

function operationTable(operations: readonly ReferenceOperation[], pageOf: PageOf): Html {
  const versioned = operations.some((operation) => operation['x-mlflow-since'] !== undefined);
  return html`<table class="r-operations"><thead><tr><th scope="col">Operation</th><th scope="col">Call</th><th scope="col">What it does</th>${versioned && html`<th scope="col">Since</th>`}</tr></thead><tbody>${operations.map((operation) => row(operation, versioned, pageOf))}</tbody></table>`;
}

function row(operation: ReferenceOperation, versioned: boolean, pageOf: PageOf): Html {
  const { method, path, summary, page, deprecated } = operation;
  const { 'x-mlflow-since': since = '', 'x-successor': successor } = operation;
  return html`<tr data-method="${method}" data-since="${since}"><td><a href="${page}">${summary}</a>${deprecated && html` <b class="r-deprecated">deprecated</b>`}${successor !== undefined && html`, use ${inline(`\`${successor}\``, pageOf)}`}</td><td><code><b class="m-${method.toLowerCase()}">${method}</b> ${path.split(/(?=\/)/).map((part) => html`<wbr>${part}`)}</code></td><td>${inline(firstSentence(wordsOf(operation).does), pageOf)}</td>${versioned && html`<td>${since}</td>`}</tr>`;
}

/** The first sentence of a text; dots inside code and numbers end none. */
export function firstSentence(text: string): string {
  const [paragraph = ''] = text.split('\n\n');
  return /^(?:`[^`]*`|[^`.]|\.(?!\s|$))*\.?/.exec(paragraph)?.[0] ?? paragraph;
}
