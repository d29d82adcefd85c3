import type { Metadata } from 'next';
import { say } from '../_text/text.ts';
import { LinkText } from '../_ui/link-text.tsx';
import { Status } from '../_ui/status.tsx';
import { Wordmark } from '../_ui/wordmark.tsx';
import { limitGroups } from './limit-groups.ts';

export const metadata: Metadata = { title: say('nav.limits') };

/** What Parley protects and what not, in sentences that a person can be held to. */
export default function LimitsPage() {
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-10 px-4 py-12 sm:px-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <Wordmark />
        <nav aria-label={say('nav.main')} className="flex flex-wrap gap-x-6 gap-y-2 text-table">
          <LinkText href="/">{say('nav.home')}</LinkText>
          <LinkText href="/sign-in">{say('signIn.title')}</LinkText>
        </nav>
      </div>
      <header className="grid gap-3">
        <h1 className="text-title">{say('nav.limits')}</h1>
        <p className="max-w-measure text-body text-muted">{say('limits.intro')}</p>
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-body">
          <Status kind="simulated" label={say('sim.short')} />
          <span className="max-w-measure">{say('limits.simulated')}</span>
        </p>
      </header>
      {limitGroups.map((group) => (
        <section key={group.title} aria-labelledby={group.title}>
          <h2 id={group.title} className="mb-3 text-section">
            {say(group.title)}
          </h2>
          <ul className="divide-y border-y">
            {group.lines.map((line) => (
              <li key={line} className="py-2.5 text-body">
                <p className="max-w-measure">{say(line)}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="text-table text-muted">
        {say('limits.more')} <LinkText href="/">{say('notFound.home')}</LinkText>
      </p>
    </main>
  );
}
