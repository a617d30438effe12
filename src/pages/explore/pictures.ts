// Draws pictures as SVG with Graphviz (compiled to WebAssembly), from the same data as the tables beside them.
import type { Catalogue } from '../../model/catalogue';
import { isEmptyType } from '../../model/catalogue';
import { verdictOf } from '../../changes/transitions';
import type { Transition } from '../../changes/transitions';
import { paidTo } from './layout';

// Graphviz must know the widths of the font, or labels overflow their boxes.
const STYLE = `graph [rankdir=LR, bgcolor="transparent", fontname="DejaVu Sans", nodesep=0.15, ranksep=0.9]
  node [shape=box, style=rounded, fontname="DejaVu Sans", fontsize=11, margin="0.15,0.08"]
  edge [color="#666666", arrowsize=0.6, fontname="DejaVu Sans", fontsize=9]`;

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
const node = (kind: string, slug: string): string => quoted(`${kind} ${slug}`);

/** Cached until types change: drawing takes the processor tens of milliseconds. */
const MAX_DRAWN = 50;
const pictures = new Map<string, string>();

async function draw(dot: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const svg = (await instance()).renderString(dot, { format: 'svg' });
  return svg.slice(svg.indexOf('<svg'));
}

/** Draws a graph in the DOT language, once. Screen readers read `says` instead of the picture. */
export async function drawn(dot: string, says: string): Promise<string> {
  const svg = pictures.get(dot) ?? (await draw(dot));
  pictures.delete(dot);
  pictures.set(dot, svg);
  const [oldest] = pictures.keys();
  if (pictures.size > MAX_DRAWN && oldest !== undefined) pictures.delete(oldest);
  const label = says.replaceAll(/[&<>"]/g, ' ');
  return svg.replace('<svg', `<svg role="img" aria-label="${label}"`);
}

/** Course types, their run types, their tracks, and the modes and seats of those. */
export function mapOf(catalogue: Catalogue): string {
  const courseTypes = [...catalogue.courseTypes.values()].filter(
    (type) => !isEmptyType(type) && !type.isRetired,
  );
  const runTypes = [...new Set(courseTypes.flatMap((type) => type.courseRunTypes))];
  const tracks = [...new Set(runTypes.flatMap((type) => type.trackTypes))];
  const lines = [
    ...courseTypes.map((type) => `${node('course', type.slug)} [label=${quoted(type.name)}]`),
    ...runTypes.map((type) => `${node('run', type.slug)} [label=${quoted(type.name)}]`),
    ...tracks.map((track) => {
      const { mode, seatType } = track;
      const sold = seatType?.createsProduct ? `seat ${seatType.slug}` : 'nothing sold';
      const label = `${track.name}\nmode ${mode.slug}, ${sold}\npaid to ${paidTo(track)}`;
      return `${node('track', track.slug)} [label=${quoted(label)}, style="filled,rounded", fillcolor="#eef3fb", class=track]`;
    }),
    ...courseTypes.flatMap(({ slug, courseRunTypes }) =>
      courseRunTypes.map((type) => `${node('course', slug)} -> ${node('run', type.slug)}`),
    ),
    ...runTypes.flatMap(({ slug, trackTypes }) =>
      trackTypes.map((track) => `${node('run', slug)} -> ${node('track', track.slug)}`),
    ),
  ];
  return `digraph { ${STYLE}\n${lines.join('\n')}\n}`;
}

/** The possible transitions; a dashed arrow needs a coordinator, a refused one is not drawn. */
export function transitionGraph(transitions: readonly Transition[]): string {
  const types = new Map(transitions.map(({ from }) => [from.slug, from]));
  const arrows = transitions.filter(({ from, to }) => from !== to);
  const lines = [
    ...[...types.values()].map(({ slug, name }) => `${node('run', slug)} [label=${quoted(name)}]`),
    ...arrows.flatMap((transition) => {
      const verdict = verdictOf(transition);
      if (verdict === 'no') return [];
      const style = verdict === 'yes' ? 'solid' : 'dashed, label="coordinator"';
      return `${node('run', transition.from.slug)} -> ${node('run', transition.to.slug)} [style=${style}]`;
    }),
  ];
  return `digraph { ${STYLE}\n${lines.join('\n')}\n}`;
}
