/** What the badges answer to GET: the state now, or the uptime of everything (`metric=uptime`) or of one check. */
import { checkNames, type HistoryWindow, type SeriesName } from '../contract.ts';
import { uptime } from '../history/report.ts';
import {
  type BadgeFace,
  type BadgeTheme,
  badgeJson,
  badgeSvg,
  badgeThemes,
  uptimeBadge,
} from '../report/badge.ts';
import type { Asked, Handler } from './handler.ts';
import { choice, chosenWindow, FOR_A_MINUTE, remembered, type Sources } from './historyHandlers.ts';
import { refusals } from './refusals.ts';
import { SVG_MEDIA_TYPE, svgPolicy } from './renderer.ts';
import { cacheable, type Reply, unlessMatching } from './replies.ts';

const METRICS = ['state', 'uptime'] as const;

type RenderUptime = (window: HistoryWindow, series: SeriesName, asked: Asked) => Reply;

/** `badge.svg?theme=…` */
export function badgePicture(state: (theme: BadgeTheme) => Handler, sources: Sources): Handler {
  const themes = new Map(
    badgeThemes.map((theme) => {
      const render = uptimeRenderer(sources, (face) =>
        cacheable(SVG_MEDIA_TYPE, badgeSvg(face, theme), { ...svgPolicy, ...FOR_A_MINUTE }),
      );
      return [theme, stateOrUptime(state(theme), render)];
    }),
  );
  return (asked) => {
    const theme = choice(asked, 'theme', badgeThemes, 'auto');
    if (typeof theme !== 'string') return theme;
    return themes.get(theme)?.(asked) ?? refusals.badParameter('theme', badgeThemes);
  };
}

/** `badge.json`, the same for shields.io. */
export function badgeData(state: Handler, sources: Sources): Handler {
  const render = uptimeRenderer(sources, (face) =>
    cacheable('application/json', JSON.stringify(badgeJson(face)), FOR_A_MINUTE),
  );
  return stateOrUptime(state, render);
}

function stateOrUptime(state: Handler, renderUptime: RenderUptime): Handler {
  return (asked) => {
    const metric = choice(asked, 'metric', METRICS, 'state');
    const window = chosenWindow(asked);
    const series = choice<SeriesName>(asked, 'check', checkNames, 'overall');
    if (typeof metric !== 'string') return metric;
    if (typeof window !== 'string') return window;
    if (typeof series !== 'string') return series;
    // Of a check there is only the uptime; to refuse the rest would make two right parameters wrong together.
    return metric === 'uptime' || series !== 'overall' ? renderUptime(window, series, asked) : state(asked);
  };
}

function uptimeRenderer(sources: Sources, render: (face: BadgeFace) => Reply): RenderUptime {
  const { history } = sources;
  const ofSeries = new Map<SeriesName, (window: HistoryWindow) => Reply>();
  return (window, series, asked) => {
    const renderSeries =
      ofSeries.get(series) ??
      remembered<HistoryWindow>(sources, (key, now) =>
        render(uptimeBadge(key, uptime(history, key, now, series), series)),
      );
    ofSeries.set(series, renderSeries);
    return unlessMatching(renderSeries(window), asked.header('if-none-match'));
  };
}
