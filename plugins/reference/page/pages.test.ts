/** The pages of our own documents: what every one of them must have. */
import path from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { formData } from '../form.ts';
import { readReference } from '../reading.ts';
import { codesOf, wordsOf } from '../view.ts';
import { markdownPage } from './markdownPage.ts';
import { operationPage } from './operationPage.ts';
import { firstSentence, tagPage } from './tagPage.ts';

const reference = readReference(path.join(import.meta.dirname, '..', '..', '..'));
const pageOf = (id: string) => reference.operations.get(id)?.page;

function pageFor(id: string) {
  const operation = reference.operations.get(id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  const page = operationPage(operation, reference.documents[operation.of].document, pageOf);
  return load(`<head></head><body>${page.head}${page.code}${page.body}</body>`);
}

describe('the page of an operation', () => {
  it('has its address with the tracking URI apart', () => {
    const $ = pageFor('createRun');
    expect($('.r-address code').text()).toBe(
      'https://registry.hokus.ai/api/mlflow/api/2.0/mlflow/runs/create',
    );
    expect($('.r-mount').text()).toBe('https://registry.hokus.ai/api/mlflow');
  });

  it('opens two levels of fields, and folds deeper ones', () => {
    const $ = pageFor('getRun');
    const field = (id: string) => $(`[id="${id}"]`);
    expect(field('answer.run.info').parents('details')).toHaveLength(0);
    expect(field('answer.run.info.run_id').parents('details')).toHaveLength(1);
  });

  it('lists its own errors with their codes, and links the shared ones', () => {
    const $ = pageFor('getRun');
    const rows = $('.r-errors li')
      .map((_, row) => $(row).text())
      .get();
    expect(rows.find((row) => row.startsWith('404'))).toContain('RESOURCE_DOES_NOT_EXIST');
    expect(
      $('.r-common a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toContain('/api/errors/#401');
  });

  it('says what to use in place of a deprecated one', () => {
    const $ = pageFor('logRunModel');
    expect($('.r-note').text()).toMatch(/^Deprecated\..+/);
    expect($('.r-does').text()).not.toContain('Deprecated');
  });

  it('says which fields an answer always has', () => {
    const $ = pageFor('getRun');
    expect($('[id="answer.run"] > .r-field').text()).toMatch(/always$/);
    expect($('[id="answer.run.outputs"] > .r-field').text()).not.toMatch(/always$/);
    expect($('[id="query.run_id"] > .r-field').text()).toMatch(/required$/);
  });

  it('has ids that occur once, on every page', () => {
    for (const id of reference.operations.keys()) {
      const ids = pageFor(id)('[id]')
        .map((_, element) => element.attribs.id)
        .get();
      expect(
        ids.filter((each, index) => ids.indexOf(each) !== index),
        id,
      ).toEqual([]);
    }
  }, 60_000);
});

describe('the Markdown twin of a page', () => {
  const twinFor = (id: string): string => {
    const operation = reference.operations.get(id);
    if (operation === undefined) throw new Error(`no operation ${id}`);
    return markdownPage(operation, reference.documents[operation.of].document, pageOf);
  };

  it('has every field, error code and sample of the page, for every operation', () => {
    for (const id of reference.operations.keys()) {
      const $ = pageFor(id);
      const twin = twinFor(id);
      const texts = (selector: string) =>
        $(selector)
          .map((_, element) => $(element).text())
          .get();
      const shown = [
        ...texts('.r-field code').filter((name) => name !== 'any name'),
        ...texts('.r-samples pre'),
        ...texts('.r-answer pre'),
      ];
      expect(
        shown.filter((text) => !twin.includes(text)),
        id,
      ).toEqual([]);
    }
  }, 60_000);

  it('nests fields, with what holds for them', () => {
    expect(twinFor('getRun')).toMatch(
      /^- `run` \(object Run, always\): .+\n {2}- `info` \(object RunInfo, always\)/m,
    );
    expect(twinFor('searchExperiments')).toMatch(
      /`max_results` \(integer .*required\): .*At most: `50000`\./,
    );
  });

  it('links the operations that it names, but not itself', () => {
    expect(twinFor('logRunModel')).toContain('[`createLoggedModel`](/api/mlflow/create-logged-model/)');
    expect(twinFor('logRunModel')).not.toContain('(/api/mlflow/log-run-model/)');
  });
});

describe('the page of a tag', () => {
  it('has a row for each operation', () => {
    const [tag] = reference.documents.mlflow.document.tags;
    const own = reference.documents.mlflow.operations.filter((operation) => operation.tag === tag?.name);
    const $ = load(tag === undefined ? '' : tagPage(tag, own, pageOf));
    expect($('tbody tr a[href^="/api/mlflow/"]').length).toBeGreaterThanOrEqual(own.length);
  });
});

describe('firstSentence', () => {
  it.each([
    ['Starts a run. It stays.', 'Starts a run.'],
    ['Since 3.9 it works.', 'Since 3.9 it works.'],
    ['Reads `a. b` and ends. More', 'Reads `a. b` and ends.'],
    ['No dot', 'No dot'],
  ])('of %j is %j', (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence);
  });
});

describe('wordsOf', () => {
  it('takes deprecation and version out of the description', () => {
    expect(wordsOf({ description: 'Deprecated. Use `b`.\n\nDoes a.\n\nSince MLflow 3.9.' })).toEqual({
      does: 'Does a.',
      instead: 'Use `b`.',
    });
  });
});

describe('codesOf', () => {
  it('reads codes in brackets, or else the one that the server gave', () => {
    const content = { 'application/json': { example: { error_code: 'INVALID_PARAMETER_VALUE' } } };
    const error = { status: '400', shared: undefined, headers: {}, content };
    expect(codesOf({ ...error, description: 'It is missing.' })).toEqual(['INVALID_PARAMETER_VALUE']);
    expect(codesOf({ ...error, description: 'Taken (`RESOURCE_ALREADY_EXISTS`).' })).toEqual([
      'RESOURCE_ALREADY_EXISTS',
    ]);
  });
});

describe('formData', () => {
  const formOf = (id: string) => {
    const operation = reference.operations.get(id);
    return operation && formData(operation, reference.documents[operation.of].document);
  };

  it('asks for required fields first, and starts with the recorded request', () => {
    const form = formOf('createRun');
    expect(form?.fields[0]).toMatchObject({
      name: 'experiment_id',
      place: 'body',
      required: true,
      start: '1',
    });
    expect(form?.body).toEqual({ type: 'application/json', file: false });
  });

  it('starts empty where something is removed', () => {
    const form = formOf('deleteRun');
    expect(form?.destructive).toBe(true);
    expect(form?.fields.every(({ start }) => start === '')).toBe(true);
  });

  it('takes a file where the body is bytes', () => {
    expect(formOf('uploadArtifact')?.body?.file).toBe(true);
  });

  it('is missing where only the platform can call', () => {
    expect(formOf('getLiveness')).toBeUndefined();
  });
});
