/** How the panel looks. It takes the site's colors. */
export const PANEL_STYLE = `
#settings {
  background: var(--ifm-background-surface-color);
  border: 1px solid var(--ifm-toc-border-color);
  border-radius: var(--ifm-global-radius);
  box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 0.3);
  color: var(--ifm-font-color-base);
  inline-size: min(30rem, calc(100vw - 1rem));
  margin: auto;
  max-block-size: calc(100dvh - 1rem);
  overflow: auto;
  padding: 0;
}
#settings::backdrop {
  background: rgb(0 0 0 / 0.45);
}
#settings form {
  display: grid;
  gap: 0.9rem;
  padding: 1.25rem;
}
#settings :is(h2, p, fieldset) {
  margin: 0;
}
#settings h2 {
  font-size: 1.25rem;
}
#settings fieldset {
  border: 0;
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1rem;
  min-inline-size: 0;
  padding: 0;
}
#settings legend {
  font-weight: 600;
}
#settings :is(small, [role="alert"], .key, [type="url"]) {
  flex-basis: 100%;
  min-inline-size: 0;
}
#settings [role="alert"] {
  color: #b91c1c;
}
[data-theme="dark"] #settings [role="alert"] {
  color: #fca5a5;
}
#settings [role="alert"]:empty {
  display: none;
}
#settings small {
  color: var(--ifm-color-emphasis-800);
}
#settings label {
  align-items: center;
  cursor: pointer;
  display: flex;
  gap: 0.4rem;
  min-block-size: 1.75rem;
}
#settings :is([type="password"], [type="url"]) {
  background: var(--ifm-background-color);
  border: 1px solid var(--ifm-color-emphasis-600);
  border-radius: 0.3rem;
  color: inherit;
  flex: 1;
  font: inherit;
  min-inline-size: 0;
  padding: 0.35rem 0.5rem;
}
#settings .key button {
  background: none;
  border: 1px solid currentcolor;
  border-radius: 0.3rem;
  color: inherit;
  cursor: pointer;
  font: inherit;
  padding: 0.35rem 0.75rem;
}
#settings [aria-invalid="true"] {
  border-color: #dc2626;
}
#settings .key,
#settings .end {
  align-items: center;
  display: flex;
  gap: 0.75rem;
}
#settings .end {
  justify-content: space-between;
}
#settings small a,
#settings .end a {
  text-decoration: underline;
}
`;
