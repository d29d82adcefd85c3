'use client';

import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

const ofBrowser = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const ofServer = (): string => 'UTC';

/** The reader's time zone; UTC until the page runs in the reader's browser. */
export const useTimeZone = (): string => useSyncExternalStore(never, ofBrowser, ofServer);
