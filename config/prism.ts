import type { PrismTheme } from 'prism-react-renderer';
import { themes } from 'prism-react-renderer';

export const prism = {
  theme: themes.github,
  darkTheme: themes.dracula satisfies PrismTheme,
  additionalLanguages: ['bash', 'json', 'http', 'hcl', 'ini', 'docker', 'diff'],
};
