import type { FC } from 'react';
import type { Outputs } from '#enclave/protocol/index.ts';
import type { TemplateWords } from '#app/_text/templates/template-words.ts';

/** What one question shows of its answer above the tables that every question has. */
export type ResultView = FC<{ readonly outputs: Outputs; readonly words: TemplateWords }>;
