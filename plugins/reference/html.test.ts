import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('escapes what it is given, in text and in attributes', () => {
    expect(html`<p title="${'"a" & b'}">${'<script>'}</p>`.text).toBe(
      '<p title="&quot;a&quot; &amp; b">&lt;script&gt;</p>',
    );
  });

  it('puts HTML and lists in as they are, and nothing for what is not there', () => {
    const item = (text: string) => html`<li>${text}</li>`;
    expect(html`<ul>${['a', '<b>'].map(item)}${false}${undefined}${0}</ul>`.text).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
    );
  });
});
