import type { Reading } from '../../scene/index.ts';
import type { Look } from './look.ts';
import { mix, PALETTES, type Palette } from './palette.ts';

const MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** What has no colour. As in the page's own style, but without variables: few programs beside browsers know them. */
const FORM = `
.edge path, .halo path, .inner, .ring { fill: none; }
.edge .line { stroke-width: 1.5px; stroke-linecap: round; }
.edge[data-role="xarray"] .line { stroke-width: 1px; }
.edge[data-status="uncounted"] .line { stroke-dasharray: 1.5 4.5; }
.edge[data-cycle] .line { stroke-width: 2px; }
.edge[data-pinned] .line { stroke-width: 2.6px; }
.edge[data-change="taken"] .line { stroke-width: 2.8px; }
.edge[data-change="put"] .line { stroke-width: 2.4px; stroke-dasharray: 8 5; }
.halo { opacity: 0.16; }
.halo path { stroke-width: 24px; stroke-linecap: round; }
.edge-label text { font: 400 10.5px ${MONO}; }
.edge-label .note { font-family: ${SANS}; }
.edge-label[data-status="uncounted"] .note { font-weight: 600; }
.edge-label .number { font-weight: 700; }
.graph-rail { font: 400 10px ${MONO}; paint-order: stroke; stroke-width: 4px; }
.node text { font: 400 11px ${MONO}; font-variant-numeric: tabular-nums; paint-order: stroke; stroke: none; stroke-width: 3px; stroke-linejoin: round; }
.node .name { font-size: 12px; font-weight: 600; }
.node .id, .node[data-status="freed"] .name { font-weight: 400; }
.node .body { stroke-width: 1.2px; }
.node[data-kind="ictx"] .body { stroke-width: 2px; }
.node[data-status="new"] .body { stroke-dasharray: 7 2; }
.node[data-status="freed"] .body { fill: none; stroke-width: 1.2px; stroke-dasharray: 3 4; }
.node[data-pinned] .body { stroke-width: 2.6px; }
.node .inner { stroke-width: 1.2px; }
.node .ring { stroke: none; stroke-width: 1.6px; }
.node[data-touch="refused"] .ring { stroke-dasharray: 5 3; }
.node[data-touch="uaf"] .ring { stroke-width: 3px; }
.node .hatch { fill: url("#release-graph-hatch"); }
.hatch-line { stroke-width: 2px; stroke-opacity: 0.26; }
.node .tag text { stroke: none; }
.node[data-pinned] .tag text, .node[data-touch="uaf"] .tag text { font-weight: 700; }
[data-pip="h"] { fill: none; stroke-width: 1.4px; }
.caption { font: 400 12px ${SANS}; }
.caption .title, .caption .verdict { font-weight: 600; }
.caption .line { fill: none; stroke-width: 1.6px; }
.caption .uncounted { stroke-dasharray: 1.5 4; stroke-linecap: round; }
.panel-title { font: 600 22px ${SANS}; }
.panel { fill: none; }`;

/** What has a colour, in one theme. What comes later wins, in the order in which the page's style has it. */
function paint(of: Palette, reading: Reading): string {
  const { bg, panel, line, text, muted, accent, hold, release, leak, ok, warn, ghost } = of;
  const edge = reading === 'holds' ? hold : release;
  const uncounted = mix(edge, 75, bg);
  return `
.paper, .edge-label .plate { fill: ${bg}; }
.edge .line { stroke: ${edge}; }
.edge .head { fill: ${edge}; stroke: none; }
.edge[data-role="xarray"] .line { stroke: ${mix(muted, 36, bg)}; }
.edge[data-role="xarray"] .head { fill: ${mix(muted, 60, bg)}; }
.edge[data-status="uncounted"] .line { stroke: ${uncounted}; }
.edge[data-status="uncounted"] .head { fill: ${bg}; stroke: ${uncounted}; }
.edge[data-cycle] .line { stroke: ${warn}; }
.edge[data-cycle] .head { fill: ${warn}; }
.edge[data-pinned] .line { stroke: ${leak}; }
.edge[data-pinned] .head { fill: ${leak}; }
.edge[data-change="taken"] .line { stroke: ${hold}; }
.edge[data-change="taken"] .head { fill: ${hold}; }
.edge[data-change="taken"][data-status="uncounted"] .head { stroke: ${hold}; }
.edge[data-change="put"] .line { stroke: ${release}; }
.edge[data-change="put"] .head { fill: ${bg}; stroke: ${release}; }
.halo path { stroke: ${warn}; }
.halo rect { fill: ${warn}; }
.halo[data-pinned] path { stroke: ${leak}; }
.halo[data-pinned] rect { fill: ${leak}; }
.edge-label text, .edge-label[data-status="uncounted"] .note { fill: ${text}; }
.edge-label .note, .edge-label[data-status="uncounted"] text { fill: ${muted}; }
.edge-label[data-status="uncounted"] .note { fill: ${text}; }
.edge-label .badge circle { fill: ${warn}; }
.edge-label[data-pinned] .badge circle { fill: ${leak}; }
.edge-label .badge .number { fill: ${bg}; }
.graph-rail { fill: ${muted}; stroke: ${bg}; }
.node text { fill: ${text}; }
.node .label, .node .pips text { fill: ${muted}; }
.node .body { fill: ${panel}; stroke: ${mix(text, 46, bg)}; }
.node .inner { stroke: ${release}; }
.node[data-kind="fd"] .body { fill: ${bg}; }
.node[data-status="dying"] .body { stroke: ${release}; }
.node[data-status="freed"] .body { fill: none; stroke: ${ghost}; }
.node[data-status="freed"] text { fill: ${ghost}; }
.node[data-stranded] .body, .node[data-stranded] .inner { stroke: ${mix(leak, 70, bg)}; }
.node[data-pinned] .body { fill: ${mix(leak, 7, panel)}; stroke: ${leak}; }
.node[data-pinned] .inner { stroke: ${leak}; }
.node[data-pinned] text { stroke: ${panel}; }
.node .wait, .node[data-status] .wait { fill: ${warn}; stroke: ${bg}; }
.node[data-touch] .ring { stroke: ${accent}; }
.node[data-touch="uaf"] .ring { stroke: ${leak}; }
.hatch-line { stroke: ${leak}; }
.node .tag rect { fill: ${bg}; stroke: ${ghost}; }
.node .tag text, .node[data-status] .tag text { fill: ${muted}; stroke: none; }
.node[data-status="dying"] .tag rect { stroke: ${release}; }
.node[data-status="dying"] .tag text { fill: ${release}; }
.node[data-pinned] .tag rect, .node[data-touch="uaf"] .tag rect { fill: ${leak}; stroke: ${leak}; }
.node[data-pinned] .tag text, .node[data-touch="uaf"] .tag text { fill: ${bg}; }
[data-pip] { fill: ${edge}; }
[data-pip="x"] { fill: ${muted}; }
[data-pip="s"] { fill: ${warn}; }
[data-pip="h"] { fill: none; stroke: ${leak}; }
.caption { fill: ${muted}; }
.caption .title, .caption .said, .panel-title { fill: ${text}; }
.caption .rule, .panel { stroke: ${line}; }
.caption .line { stroke: ${edge}; }
.caption .head { fill: ${edge}; }
.caption .verdict { fill: ${leak}; }
.caption .verdict[data-verdict="FREED"] { fill: ${ok}; }
.caption .verdict[data-verdict="WARN"], .caption .verdict[data-verdict="ALIVE"] { fill: ${warn}; }`;
}

/** The style of a drawing that stands by itself. */
export function styleOf({ theme, reading }: Look): string {
  const { light, dark } = PALETTES;
  if (theme !== 'auto') return `${FORM}${paint(PALETTES[theme], reading)}\n`;
  return `${FORM}${paint(light, reading)}\n@media (prefers-color-scheme: dark) {${paint(dark, reading)}\n}\n`;
}
