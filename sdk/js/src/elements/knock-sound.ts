/** Where a browser remembers that it is to be quiet. */
const QUIET = "latchkey-quiet";

/** Two short tones, in Hz, and how long each lasts. */
const TONES = [660, 880] as const;
const TONE_SEC = 0.12;
const LOUDNESS = 0.08;

/** How long nobody needs to hear it again. */
const PAUSE_MS = 2000;

/** The sound of somebody who knocks. A browser plays none before its reader has done something on the page; then neither do we. */
export class KnockSound {
  #audio: AudioContext | null = null;
  #last = Number.NEGATIVE_INFINITY;
  #on = !isQuiet();

  get on(): boolean {
    return this.#on;
  }

  /** Remembered by this browser, where it may remember something. */
  set on(on: boolean) {
    this.#on = on;
    try {
      if (on) {
        globalThis.localStorage.removeItem(QUIET);
      } else {
        globalThis.localStorage.setItem(QUIET, "1");
      }
    } catch {
      // It holds for as long as the page is open.
    }
  }

  play(): void {
    const now = performance.now();
    if (!this.#on || now - this.#last < PAUSE_MS || globalThis.navigator.userActivation?.hasBeenActive !== true) {
      return;
    }
    this.#last = now;
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    const start = audio.currentTime;
    for (const [index, tone] of TONES.entries()) {
      const from = start + index * TONE_SEC * 1.5;
      const volume = new GainNode(audio, { gain: LOUDNESS });
      volume.gain.setTargetAtTime(0, from + TONE_SEC / 2, TONE_SEC / 4);
      const source = new OscillatorNode(audio, { frequency: tone });
      source.connect(volume).connect(audio.destination);
      source.start(from);
      source.stop(from + TONE_SEC * 2);
    }
  }
}

function isQuiet(): boolean {
  try {
    return globalThis.localStorage.getItem(QUIET) !== null;
  } catch {
    return false;
  }
}
