import type { ReactNode } from 'react';

interface LiveRegionProps {
  /** `undefined` keeps the region in the page before its first message. */
  readonly message: ReactNode;
  readonly urgent?: boolean;
}

/**
 * Speaks a change to screen readers and shows nothing. A span, so that it may stand inside text.
 */
export function LiveRegion({ message, urgent = false }: LiveRegionProps) {
  return (
    <span role={urgent ? 'alert' : 'status'} className="sr-only block">
      {message}
    </span>
  );
}
