import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { DoorView } from "./door-view.ts";

/** An arched door that stands as far open as one has come. */
export function doorDrawing(name: DoorView["name"]): TemplateResult {
  return html`
    <svg part="door" class=${`door ${name}`} viewBox="0 0 120 104" aria-hidden="true">
      ${LIGHT} ${LEAF}
    </svg>
  `;
}

const LIGHT: SVGTemplateResult = svg`
  <path class="spill" d="M34 96 L86 96 L112 104 L8 104 Z" />
  <path class="opening" d="M34 96 V38 a26 26 0 0 1 52 0 V96 Z" />
`;

const LEAF: SVGTemplateResult = svg`
  <g class="leaf">
    <path class="wood" d="M34 96 V38 a26 26 0 0 1 52 0 V96 Z" />
    <path class="panel" d="M42 58 V40 a18 18 0 0 1 36 0 V58 Z M42 66 H78 V88 H42 Z" />
    <circle class="knob" cx="74" cy="62" r="2.6" />
  </g>
  <path class="frame" d="M31 97 V38 a29 29 0 0 1 58 0 V97" />
  <path class="floor" d="M10 97 H110" />
`;
