/**
 * What the platform itself answers with, and what can go wrong in a page: what happened, what to
 * do.
 */
export const platform = {
  'platform.PLATFORM_AWAY': 'Parley’s server did not answer.',
  'platform.PLATFORM_AWAY.next':
    'Check your connection and try again. If it still does not answer, tell your administrator.',
  'platform.NOT_SIGNED_IN': 'You are not signed in any more.',
  'platform.NOT_SIGNED_IN.next': 'Sign in again. What you had signed stays signed.',
  'platform.BAD_INPUT': 'Parley’s server did not accept what you entered.',
  'platform.BAD_INPUT.next': 'Check the named field and send it again.',
  'platform.BAD_REQUEST': 'Parley’s server could not read what this page sent.',
  'platform.BAD_REQUEST.next': 'Load the page again and repeat the step.',
  'platform.CONFLICT': 'This changed in the meantime, or it exists already.',
  'platform.CONFLICT.next': 'Load the page again, and look before you repeat the step.',
  'platform.BROKER_AWAY': 'The key broker does not answer.',
  'platform.BROKER_AWAY.next':
    'Wait a minute and try again. If it still does not answer, ask your administrator to start it.',
  'platform.INTERNAL': 'Parley’s server stopped at an error of its own.',
  'platform.INTERNAL.next': 'Try again. If it repeats, tell your administrator the time.',
  'platform.NOT_CONFIRMED': 'Your device did not confirm, so nothing was signed.',
  'platform.NOT_CONFIRMED.next': 'Try again, and confirm when the device asks.',
  'platform.PAGE': 'This page stopped at an error of its own.',
  'platform.PAGE.next': 'Load the page again. If it repeats, tell your administrator.',
  'platform.signIn': 'Sign in',
} as const;
