import { say } from '../_text/text.ts';

/** The name beside two facing brackets. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-section font-semibold tracking-[-0.01em]">
      <svg aria-hidden viewBox="0 0 14 16" className="h-4 w-3.5 text-accent-text">
        <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
          <path d="M2 2C5.4 5.6 5.4 10.4 2 14" />
          <path d="M12 2C8.6 5.6 8.6 10.4 12 14" />
        </g>
      </svg>
      {say('brand.name')}
    </span>
  );
}
