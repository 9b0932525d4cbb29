/** Code samples of the health operations. They need nothing but what each language brings along. */

export interface Sample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

const TOKEN_VARIABLE = 'HEALTH_TOKEN';

/**
 * Samples that get a URL.
 * @param withToken whether the operators' token has to be sent
 */
export function codeSamples(url: string, withToken: boolean, json: boolean): Sample[] {
  return [
    { lang: 'curl', label: 'curl', source: curl(url, withToken) },
    { lang: 'python', label: 'Python', source: python(url, withToken, json) },
    { lang: 'typescript', label: 'TypeScript', source: typescript(url, withToken, json) },
  ];
}

function curl(url: string, withToken: boolean): string {
  return withToken
    ? `curl -i "${url}" \\\n  -H "Authorization: Bearer $${TOKEN_VARIABLE}"`
    : `curl -i "${url}"`;
}

function python(url: string, withToken: boolean, json: boolean): string {
  const header = withToken ? `, headers={"Authorization": f"Bearer {os.environ['${TOKEN_VARIABLE}']}"}` : '';
  return [
    ...(withToken ? ['import os', ''] : []),
    'import requests',
    '',
    `response = requests.get("${url}"${header}, timeout=5)`,
    `print(response.status_code, ${json ? 'response.json()["status"]' : 'response.text'})`,
  ].join('\n');
}

function typescript(url: string, withToken: boolean, json: boolean): string {
  const header = withToken
    ? `, {\n  headers: { Authorization: \`Bearer \${process.env.${TOKEN_VARIABLE}}\` },\n}`
    : '';
  const read = json ? '(await response.json()).status' : 'await response.text()';
  return [`const response = await fetch("${url}"${header});`, `console.log(response.status, ${read});`].join(
    '\n',
  );
}
