/** The reference as it stands in the built files: for search, for machines, and for readers without JavaScript. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CheerioAPI, load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { operationsOf, readDocument, resolve, type Schema } from '../../plugins/reference/document.ts';
import { BUILD_DIR } from './builtSite.ts';

interface Expected {
  /** Method and path, as the page shows them. */
  endpoint: string;
  names: string[];
  samples: string[];
}

function readExpected(name: string): Expected[] {
  const { document } = readDocument(readFileSync(`openapi/${name}.yaml`, 'utf8'));
  const propertiesOf = (schema: Schema = {}): string[] =>
    Object.keys(resolve(document, schema).schema.properties ?? {});
  return operationsOf(document).map(({ method, path: route, parameters, requestBody, ...rest }) => ({
    endpoint: `${method} ${route}`,
    names: [
      ...parameters.map(({ name: parameter }) => parameter),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => propertiesOf(schema)),
    ],
    samples: rest['x-codeSamples'].map(({ source }) => source),
  }));
}

interface Page {
  names: Set<string>;
  samples: string[];
  /** Text of its Markdown twin. */
  twin: string;
}

/** The operation pages of a document, by method and path. */
function readPages(name: string): Map<string, Page> {
  const files = globSync(path.join(BUILD_DIR, 'api', name, '*', 'index.html'));
  return new Map(
    files.map((file) => readPage(readFileSync(file, 'utf8'))).filter(([endpoint]) => endpoint !== ''),
  );
}

function readPage(html: string): [endpoint: string, page: Page] {
  const $ = load(html);
  const texts = (selector: string): string[] =>
    $(selector)
      .map((_, element) => $(element).text())
      .get();
  const address = $('.r-address');
  address.find('.r-mount').remove();
  const method = address.find('b').text();
  const endpoint = method === '' ? '' : `${method} ${address.find('code').text()}`;
  const names = new Set(texts('.r-field code'));
  const samples = texts('section[aria-label="Code samples"] pre');
  return [endpoint, { names, samples, twin: endpoint === '' ? '' : twinOf($) }];
}

/** The file that the head of a page and a link on it name. */
function twinOf($: CheerioAPI): string {
  const address = $('link[rel=alternate][type="text/markdown"]').attr('href') ?? '';
  expect($('.r-meta a').last().attr('href')).toBe(address);
  return readFileSync(path.join(BUILD_DIR, address), 'utf8');
}

describe.each(['mlflow', 'health'])('the reference of %s.yaml', (name) => {
  const operations = readExpected(name);
  const pages = readPages(name);

  it('has a page for each operation', () => {
    expect(operations.length).toBeGreaterThan(1);
    expect([...pages.keys()].sort()).toEqual(operations.map(({ endpoint }) => endpoint).sort());
  });

  it.each(operations)(
    'shows parameters, properties and samples of $endpoint without JavaScript',
    (operation) => {
      const page = pages.get(operation.endpoint);
      expect(operation.names.filter((property) => !page?.names.has(property))).toEqual([]);
      expect(page?.samples).toEqual(operation.samples.map((sample) => sample.trimEnd()));
      expect(operation.names.filter((property) => !page?.twin.includes(`\`${property}\``))).toEqual([]);
    },
  );
});
