/** Renders the public answers once per round, so that ten thousand callers cost one rendering. */

import {
  type CheckName,
  checkNames,
  HEALTH_MEDIA_TYPE,
  type HealthStatus,
  httpStatusOf,
} from '../contract.ts';
import { isOpen } from '../maintenance.ts';
import {
  type BadgeTheme,
  badgeJson,
  badgeState,
  badgeSvg,
  badgeThemes,
  stateBadge,
} from '../report/badge.ts';
import { checkReport, healthReport, type ReportOptions, type View } from '../report/report.ts';
import { statuspage } from '../report/statuspage.ts';
import { cacheable, type Reply, uncached } from './replies.ts';

export type Page = 'report' | CheckName | `badge.svg ${BadgeTheme}` | 'badge.json' | 'status.json';

export const SVG_MEDIA_TYPE = 'image/svg+xml; charset=utf-8';

/** A picture opened by itself runs nothing and loads nothing. */
export const svgPolicy = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

/**
 * Makes the renderer.
 * @returns a function that gives a page for what is known now; it renders only when that has changed
 */
export function createRenderer(options: ReportOptions): (page: Page, view: View) => Reply {
  let rendered: View | undefined;
  const pages = new Map<Page, Reply>();
  return (page, view) => {
    if (
      rendered?.snapshot !== view.snapshot ||
      rendered.phase !== view.phase ||
      rendered.maintenance !== view.maintenance
    ) {
      pages.clear();
      rendered = view;
    }
    const known = pages.get(page);
    if (known !== undefined) return known;
    const fresh = render(page, view, options);
    pages.set(page, fresh);
    return fresh;
  };
}

function render(page: Page, view: View, options: ReportOptions): Reply {
  const { phase, snapshot } = view;
  const check = checkNames.find((name) => name === page);
  if (check !== undefined) return reportReply(checkReport(check, view, options));
  const report = healthReport(view, options);
  const state = badgeState(report.status, phase);
  const inMaintenance = isOpen(view.maintenance);
  const face = stateBadge(state, inMaintenance);
  const always = (type: string, body: string, headers?: Record<string, string>) =>
    report.status === 'fail' ? uncached(200, type, body, headers) : cacheable(type, body, headers);
  const theme = badgeThemes.find((name) => page === `badge.svg ${name}`);
  if (theme !== undefined) return always(SVG_MEDIA_TYPE, badgeSvg(face, theme), svgPolicy);
  switch (page) {
    case 'badge.json':
      return always('application/json', JSON.stringify(badgeJson(face)));
    case 'status.json':
      return always(
        'application/json',
        JSON.stringify(statuspage(state, inMaintenance, snapshot.time, options.aboutUrl)),
      );
    default:
      return reportReply(report);
  }
}

function reportReply(report: { readonly status: HealthStatus }): Reply {
  const body = JSON.stringify(report);
  const status = httpStatusOf(report.status);
  return status === 200 ? cacheable(HEALTH_MEDIA_TYPE, body) : uncached(status, HEALTH_MEDIA_TYPE, body);
}
