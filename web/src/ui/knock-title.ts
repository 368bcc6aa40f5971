let before: string | null = null;

/** Says in the page's title who knocks, until the page is looked at: whoever decides looks at another tab meanwhile. */
export function knockInTitle(name: string): void {
  if (!document.hidden) {
    return;
  }
  if (before === null) {
    before = document.title;
    document.addEventListener("visibilitychange", looked, { once: true });
  }
  document.title = `✋ ${name} · ${before}`;
}

function looked(): void {
  document.title = before ?? document.title;
  before = null;
}
