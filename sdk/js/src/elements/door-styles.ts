import { css } from "lit";

/** The door itself. Nothing is cut off at 320 pixels. */
export const doorStyles = css`
  [part="text"] {
    margin-block-start: 0.5rem;
    color: var(--muted);
    text-wrap: pretty;
  }
  form {
    margin-block-start: 1.5rem;
    text-align: start;
  }
  .place {
    margin-block-start: 0.5rem;
    font-size: 1.125rem;
    font-weight: 600;
    color: var(--accent);
  }
  .clock {
    margin-block-start: 0.75rem;
    color: var(--muted);
  }
  .clock b {
    display: block;
    font-size: 2.5rem;
    line-height: 1.2;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: var(--text);
  }
  .notice {
    margin-block-start: 1rem;
    padding: 0.75rem 1rem;
    border-radius: 0.625rem;
    color: light-dark(#5c3c00, #ffe2a8);
    background: light-dark(#fff1cf, #3b2f16);
    font-variant-numeric: tabular-nums;
  }
  figure {
    margin-block-start: 1.25rem;
    padding: 0.875rem 1rem;
    border-inline-start: 3px solid var(--accent);
    background: color-mix(in oklab, var(--accent) 8%, transparent);
    border-radius: 0.375rem;
    text-align: start;
  }
  figcaption {
    font-size: 0.875rem;
    color: var(--muted);
  }
  blockquote {
    white-space: pre-line;
  }
  .may {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    list-style: none;
  }
  .may li {
    text-align: start;
    padding: 0.25rem 0.75rem;
    font-size: 0.875rem;
    border-radius: 1rem;
    background: color-mix(in oklab, var(--accent) 12%, transparent);
  }
  .door {
    inline-size: 8.5rem;
    margin-block-end: 0.75rem;
    overflow: visible;
  }
  .wood {
    fill: var(--accent);
  }
  .panel {
    fill: color-mix(in oklab, var(--accent) 82%, #000000);
  }
  .knob {
    fill: var(--light);
  }
  .opening {
    fill: var(--light);
  }
  .spill {
    fill: var(--light);
    opacity: 0;
  }
  .frame,
  .floor {
    fill: none;
    stroke: color-mix(in oklab, var(--accent) 55%, var(--surface));
    stroke-width: 3;
    stroke-linecap: round;
  }
  .leaf {
    transform-origin: 34px 96px;
  }
  .waiting .leaf,
  .joining .leaf {
    transform: skewY(-3deg) scaleX(0.86);
  }
  .waiting .spill,
  .joining .spill {
    opacity: 0.2;
  }
  .inside .leaf {
    transform: skewY(-9deg) scaleX(0.3);
  }
  .inside .spill {
    opacity: 0.5;
  }
  .over .wood {
    fill: color-mix(in oklab, var(--muted) 70%, var(--surface));
  }
  .over .panel {
    fill: color-mix(in oklab, var(--muted) 85%, var(--surface));
  }
  @media (prefers-reduced-motion: no-preference) {
    .leaf,
    .spill {
      transition:
        transform 0.5s cubic-bezier(0.3, 0.8, 0.3, 1),
        opacity 0.5s;
    }
  }
  @media (forced-colors: active) {
    .door {
      display: none;
    }
  }
`;
