'use client';

import { useSyncExternalStore } from 'react';
import { say } from '../_text/text.ts';
import { Select } from './select.tsx';
import { themeKey, themes, type Theme } from './theme.ts';

const changed = 'parley-theme-changed';

function subscribe(notify: () => void): () => void {
  window.addEventListener(changed, notify);
  window.addEventListener('storage', notify);
  return () => {
    window.removeEventListener(changed, notify);
    window.removeEventListener('storage', notify);
  };
}

const chosen = (): Theme =>
  themes.find((theme) => theme === localStorage.getItem(themeKey)) ?? 'system';

function choose(value: string): void {
  if (value === 'light' || value === 'dark') {
    localStorage.setItem(themeKey, value);
    document.documentElement.dataset['theme'] = value;
  } else {
    localStorage.removeItem(themeKey);
    delete document.documentElement.dataset['theme'];
  }
  window.dispatchEvent(new Event(changed));
}

export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(subscribe, chosen, () => 'system');
  return (
    <Select
      aria-label={say('nav.theme')}
      value={theme}
      onChange={(event) => choose(event.target.value)}
      choices={themes.map((value) => ({ value, label: say(`theme.${value}`) }))}
    />
  );
}
