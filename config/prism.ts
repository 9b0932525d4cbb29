/** Docusaurus marks the kinds of token with classes, and `src/css/code.css` gives them a color in each theme. */
const plain = { plain: {}, styles: [] };

export const prism = {
  theme: plain,
  darkTheme: plain,
  additionalLanguages: ['bash', 'json', 'http', 'hcl', 'ini', 'docker', 'diff'],
};
