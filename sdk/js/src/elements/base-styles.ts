import { css } from "lit";

/** What all elements look like. Colours follow the page's colour scheme; sizes are the reader's own. */
export const baseStyles = css`
  :host {
    --accent: var(--latchkey-accent, light-dark(#2c5a4b, #8fd3b8));
    --on-accent: var(--latchkey-on-accent, light-dark(#ffffff, #0d1f18));
    --surface: var(--latchkey-surface, light-dark(#fffdf8, #1a2521));
    --text: var(--latchkey-text, light-dark(#1f2b27, #e9efec));
    --muted: var(--latchkey-muted, light-dark(#56625d, #a5b3ad));
    --line: var(--latchkey-line, light-dark(#dcd6c8, #37463f));
    --danger: var(--latchkey-danger, light-dark(#a4261d, #ffaba1));
    --light: var(--latchkey-light, light-dark(#ffd88a, #ffcf73));
    display: block;
    color: var(--text);
    font-family: var(--latchkey-font, ui-sans-serif, system-ui, sans-serif);
    font-size: 1rem;
    line-height: 1.5;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  section {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--latchkey-radius, 1.25rem);
    padding: 2rem clamp(1.25rem, 6vw, 2.5rem);
    text-align: center;
  }
  h1,
  h2,
  p,
  ul,
  figure,
  blockquote {
    margin: 0;
    padding: 0;
    overflow-wrap: anywhere;
  }
  h1 {
    font-size: 1.5rem;
    line-height: 1.25;
    font-weight: 650;
    letter-spacing: -0.01em;
    text-wrap: balance;
    outline: none;
  }
  h1:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 6px;
    border-radius: 4px;
  }
  h2 {
    margin-block: 1.5rem 0.5rem;
    font-size: 0.875rem;
    font-weight: 600;
    color: var(--muted);
    text-align: start;
  }
  label {
    display: block;
    margin-block-end: 0.375rem;
    font-weight: 600;
  }
  input {
    inline-size: 100%;
    padding: 0.75rem 0.875rem;
    font: inherit;
    color: inherit;
    background: light-dark(#ffffff, #101915);
    border: 1px solid light-dark(#87918c, #6d7d76);
    border-radius: 0.625rem;
  }
  input[aria-invalid="true"] {
    border-color: var(--danger);
  }
  .hint {
    margin-block-start: 0.375rem;
    font-size: 0.875rem;
    color: var(--muted);
    text-align: start;
  }
  .fault {
    font-size: 0.9375rem;
    color: var(--danger);
  }
  .fault:not(:empty) {
    margin-block-start: 0.375rem;
  }
  button {
    inline-size: 100%;
    min-block-size: 3rem;
    margin-block-start: 1.5rem;
    padding: 0.75rem 1.25rem;
    font: inherit;
    font-weight: 600;
    border-radius: 0.625rem;
    cursor: pointer;
  }
  .primary {
    color: var(--on-accent);
    background: var(--accent);
    border: 1px solid transparent;
  }
  .primary:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--text));
  }
  .secondary {
    color: var(--text);
    background: transparent;
    border: 1px solid light-dark(#87918c, #6d7d76);
  }
  .secondary:hover {
    background: color-mix(in oklab, var(--text) 7%, transparent);
  }
  button:focus-visible,
  input:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .people {
    list-style: none;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
  }
  .people li {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.5rem 0.75rem;
    text-align: start;
  }
  .people li + li {
    border-block-start: 1px solid var(--line);
  }
  .initial {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    border-radius: 50%;
    font-size: 0.875rem;
    font-weight: 600;
    overflow: hidden;
    color: var(--accent);
    background: color-mix(in oklab, var(--accent) 14%, transparent);
  }
  .who {
    flex: 1;
    min-inline-size: 0;
  }
  .who small {
    color: var(--muted);
    font-size: inherit;
  }
  .role {
    font-size: 0.875rem;
    color: var(--muted);
  }
  slot[name="footer"]::slotted(*) {
    margin-block-start: 1.5rem;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
