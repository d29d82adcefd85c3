import { attest } from './en/attest.ts';
import { frame } from './en/frame.ts';
import { builder } from './en/builder.ts';
import { register } from './en/register.ts';
import { decide } from './en/decide.ts';
import { jobPage } from './en/job-page.ts';
import { keys } from './en/keys.ts';
import { entries } from './en/entries.ts';
import { faults } from './en/faults.ts';
import { texts } from './en/interface.ts';
import { own } from './en/own.ts';
import { platform } from './en/platform.ts';
import { reading } from './en/reading.ts';
import { readingData } from './en/reading-data.ts';
import { readingLimits } from './en/reading-limits.ts';
import { readingRooms } from './en/reading-rooms.ts';
import { refusals } from './en/refusals.ts';
import { review } from './en/review.ts';
import { results } from './en/results.ts';
import { states } from './en/states.ts';

/** Everything Parley says in English, by stable key. */
export const en = {
  ...texts,
  ...frame,
  ...keys,
  ...decide,
  ...register,
  ...builder,
  ...jobPage,
  ...reading,
  ...readingRooms,
  ...readingData,
  ...readingLimits,
  ...states,
  ...results,
  ...refusals,
  ...faults,
  ...platform,
  ...own,
  ...attest,
  ...review,
  ...entries,
} as const;
