import type { PrismTheme } from 'prism-react-renderer';
import { themes } from 'prism-react-renderer';

/** `vsLight` is the light theme whose colours can be read on white, but for attribute names (4.0 to 1). */
const light: PrismTheme = {
  ...themes.vsLight,
  styles: [...themes.vsLight.styles, { types: ['attr-name'], style: { color: 'rgb(200, 0, 0)' } }],
};

export const prism = {
  theme: light,
  darkTheme: themes.dracula,
  additionalLanguages: ['bash', 'json', 'http', 'hcl', 'ini', 'docker', 'diff'],
};
