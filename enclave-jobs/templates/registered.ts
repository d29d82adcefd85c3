// Written by the build from the folders beside it: a new template touches its own folder only.

import { template as multiLending } from './multi-lending/index.ts';
import { template as overlap } from './overlap/index.ts';

export const registeredTemplates = [multiLending, overlap];
