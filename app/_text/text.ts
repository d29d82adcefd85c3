// The only way a component gets words: by key, with typed values where the message needs them.

import { en } from './en.ts';

type Messages = typeof en;

export type MessageKey = keyof Messages;

/** Keys of messages that need no values: for tables that map a state to its words. */
export type PlainMessageKey = {
  [K in MessageKey]: Messages[K] extends string ? K : never;
}[MessageKey];

type ValuesOf<Message> = Message extends string | (() => string)
  ? readonly []
  : Message extends (values: infer Values) => string
    ? readonly [values: Values]
    : never;

/** The text for a key. Values are required exactly when the message is a function of them. */
export function say<K extends MessageKey>(key: K, ...values: ValuesOf<Messages[K]>): string {
  const message: string | ((values: never) => string) = en[key];
  return typeof message === 'string' ? message : message(values[0] as never);
}
