import { css } from "lit";

/** The desk itself. Rows break on narrow screens. */
export const deskStyles = css`
  section {
    text-align: start;
  }
  .quiet {
    font-size: 1rem;
    font-weight: 400;
    color: var(--muted);
  }
  .people li {
    flex-wrap: wrap;
    padding-block: 0.75rem;
  }
  .people li[aria-busy="true"] {
    background: color-mix(in oklab, currentcolor 8%, transparent);
    cursor: progress;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    column-gap: 1rem;
  }
  .sound {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 1.5rem;
    font-size: 0.875rem;
    font-weight: 400;
    color: var(--muted);
  }
  .people li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 4rem;
  }
  .who {
    flex: 1 1 8rem;
  }
  .who small {
    display: block;
    font-size: 0.875rem;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .acts > * {
    inline-size: auto;
    min-block-size: 2.5rem;
    margin: 0;
    padding: 0.375rem 0.75rem;
    font: inherit;
    font-size: 0.9375rem;
    border-radius: 0.5rem;
  }
  @media (width < 30rem) {
    .acts,
    .acts > * {
      flex: 1 1 auto;
    }
  }
  select,
  textarea {
    color: inherit;
    background: light-dark(#ffffff, #101915);
    border: 1px solid light-dark(#87918c, #6d7d76);
    border-radius: 0.5rem;
  }
  textarea {
    inline-size: 100%;
    padding: 0.625rem 0.75rem;
    font: inherit;
  }
  select:focus-visible,
  textarea:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  input[type="checkbox"] {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    accent-color: var(--accent);
  }
  .danger {
    color: light-dark(#ffffff, #2b0b08);
    background: var(--danger);
    border: 1px solid transparent;
  }
  dialog {
    inline-size: min(26rem, calc(100vw - 2rem));
    padding: 1.5rem;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 1rem;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  dialog h2 {
    margin-block: 0 0.5rem;
    font-size: 1.25rem;
    color: inherit;
  }
  dialog form {
    margin: 0;
  }
  dialog label {
    margin-block-start: 1rem;
  }
  dialog .secondary {
    margin-block-start: 0.75rem;
  }
`;
