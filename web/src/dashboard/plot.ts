import uPlot from "uplot";

/** What a chart draws: points in Unix seconds, as steps or as bars. */
export interface Plotted {
  readonly at: readonly number[];
  readonly series: readonly { readonly label: string; readonly count: readonly number[] }[];
  readonly kind: "steps" | "bars";
  /** How many seconds a bar stands for. */
  readonly span?: number;
  /** How a moment is written at the axis, where the marks are so many seconds apart. */
  readonly written: (unixSec: number, apart: number) => string;
}

const HEIGHT = 220;

/** Draws into an element, in the colours that it has now. The caller destroys what comes back. */
export function plot(into: HTMLElement, { at, series, kind, span = 0, written }: Plotted): uPlot {
  const resolved = (property: string) => {
    into.style.setProperty("color", `var(${property})`);
    const { color } = getComputedStyle(into);
    into.style.removeProperty("color");
    return color;
  };
  const first = at[0] ?? 0;
  const last = at.at(-1) ?? first;
  const line = resolved("--line");
  const axis = { stroke: resolved("--muted"), grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const paths =
    kind === "bars" ? uPlot.paths.bars?.({ size: [0.7, 48], align: 1 }) : uPlot.paths.stepped?.({ align: 1 });
  return new uPlot(
    {
      width: into.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      // Said in full: of one point, the library would make years.
      scales: {
        x: { range: [first - span, Math.max(last, first + 1) + 2 * span] },
        y: { range: (_, __, max) => [0, Math.max(1, Math.ceil(max * 1.1))] },
      },
      axes: [
        { ...axis, space: 110, values: (_, marks, __, ___, apart) => marks.map((mark) => written(mark, apart)) },
        { ...axis, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000] },
      ],
      series: [
        {},
        ...series.map(({ label }, index) => {
          const stroke = resolved(["--accent", "--second", "--danger"][index] ?? "--text");
          return {
            label,
            stroke,
            width: 2,
            dash: index === 0 ? [] : [6 / index, 4],
            points: { show: false },
            ...(kind === "bars" || index === 0 ? { fill: fade(stroke) } : {}),
            ...(paths === undefined ? {} : { paths }),
          };
        }),
      ],
    },
    kind === "bars" ? beside(at, series, span) : [[...at], ...series.map(({ count }) => [...count])],
    into,
  );
}

/** Bars of one span stand beside one another: each series has a part of it to itself. */
function beside(at: readonly number[], series: Plotted["series"], span: number): uPlot.AlignedData {
  const parts = series.length;
  const moments = at.flatMap((moment) => series.map((_, part) => moment + (part * span) / parts));
  const counts = series.map(({ count }, part) =>
    moments.map((_, index) => (index % parts === part ? (count[Math.floor(index / parts)] ?? 0) : null)),
  );
  return [moments, ...counts];
}

function fade(colour: string): string {
  return colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.2)");
}
