/**
 * Paths of every page of the built site, from its own sitemap.
 *
 * @throws Error when the site serves no sitemap or an empty one.
 */
export async function sitePaths(docsOrigin: string): Promise<string[]> {
  const answer = await fetch(`${docsOrigin}/sitemap.xml`);
  const paths = [...(await answer.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, url = '']) => new URL(url).pathname,
  );
  if (paths.length === 0) throw new Error(`${docsOrigin}/sitemap.xml (${answer.status}) names no page.`);
  return paths.sort();
}
