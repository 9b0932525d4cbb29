/** What others paste into their pages to show the status: pure text, for the embed page and its tests. */
import { DOCS_ORIGIN, HEALTH_PATH, REGISTRY_ORIGIN } from '../../../endpoint.ts';

export const SIZES = ['dot', 'badge', 'line', 'panel'] as const;
export const THEMES = ['page', 'light', 'dark', 'auto'] as const;
export const FORMATS = [
  'HTML',
  'HTML, pinned',
  'Picture',
  'Markdown',
  'AsciiDoc',
  'reStructuredText',
] as const;

export type Size = (typeof SIZES)[number];
export type Theme = (typeof THEMES)[number];
export type Format = (typeof FORMATS)[number];

/** A published file of the element, and the hash of its bytes. */
export interface Published {
  path: string;
  integrity: string;
}

export interface Choice {
  size: Size;
  theme: Theme;
  format: Format;
  element: Published;
  panel: Published;
}

const STATUS_PAGE = `${DOCS_ORIGIN}/status/`;
const ALT = 'MLflow endpoint';

/** The text to paste. Where scripts aren't allowed it is the picture badge, whatever the size. */
export function snippetOf({ size, theme, format, element, panel }: Choice): string {
  const picture = pictureUrl(theme);
  switch (format) {
    case 'HTML':
      return `<script async src="${DOCS_ORIGIN}/status.js"></script>\n${tagOf(size, theme)}`;
    case 'HTML, pinned':
      return [
        `<script async src="${DOCS_ORIGIN}${element.path}"\n  integrity="${element.integrity}" crossorigin="anonymous"></script>`,
        ...(size === 'panel'
          ? [
              `<link rel="modulepreload" href="${DOCS_ORIGIN}${panel.path}"\n  integrity="${panel.integrity}" crossorigin="anonymous">`,
            ]
          : []),
        tagOf(size, theme),
      ].join('\n');
    case 'Picture':
      return `<a href="${STATUS_PAGE}"><img src="${picture}" alt="${ALT}" height="20"></a>`;
    case 'Markdown':
      return `[![${ALT}](${picture})](${STATUS_PAGE})`;
    case 'AsciiDoc':
      return `image:${picture}[${ALT}, link=${STATUS_PAGE}]`;
    case 'reStructuredText':
      return `.. image:: ${picture}\n   :alt: ${ALT}\n   :target: ${STATUS_PAGE}`;
  }
}

function tagOf(size: Size, theme: Theme): string {
  const chosen = theme === 'page' ? '' : ` theme="${theme}"`;
  const tag = `<hokusai-mlflow-status size="${size}"${chosen}></hokusai-mlflow-status>`;
  return size === 'panel' ? tag : `<a href="${STATUS_PAGE}">${tag}</a>`;
}

function pictureUrl(theme: Theme): string {
  const query = theme === 'light' || theme === 'dark' ? `?theme=${theme}` : '';
  return `${REGISTRY_ORIGIN}${HEALTH_PATH}/badge.svg${query}`;
}
