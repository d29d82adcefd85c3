/** The frame, signing in, and what stands where there is nothing to see. */
export const frame = {
  'nav.members': 'Members',
  'nav.questions': 'Questions',
  'nav.evidence': 'Attestation',
  'nav.approve': 'Decide',
  'nav.result': 'Result',
  'nav.proof': 'Proof',
  'nav.policy': 'Rule',
  'nav.new': 'New',
  'nav.edit': 'Edit',
  'nav.sharedData': 'Shared datasets',
  'nav.signOut': 'Sign out',
  'notFound.title': 'Page not found, or you have no access.',
  'notFound.why':
    'It may have been removed, or it belongs to an organisation or collaboration that yours is not part of.',
  'notFound.home': 'Go to your home page',
  'errorPage.next':
    'What you had signed stays signed; what you had typed here is lost. Load the page again. If it stops again, tell your administrator.',
  'errorPage.part': 'A part of this page did not arrive.',
  'errorPage.part.next':
    'Check your connection, then load the page again. What you had signed stays signed.',
  'errorPage.again': 'Load the page again',
  'errorPage.code': (v: { readonly code: string }) => `Number for your administrator: ${v.code}`,
  'signIn.title': 'Sign in',
  'signIn.email': 'Work e-mail',
  'signIn.password': 'Password',
  'signIn.button': 'Sign in',
  'signIn.busy': 'Signing in …',
  'signIn.oidc': 'Organisation sign-in',
  'signIn.tooMany': 'Too many attempts for this address. Wait 15 minutes, then try again.',
  'signIn.wrong': 'Wrong e-mail or password. Check both and try again.',
  'signIn.notAMember':
    'Your organisation’s sign-in did not finish, or the account was not invited here with a verified e-mail. Ask for an invitation.',
  'signIn.invitation': 'Have an invitation? Open its link.',
  'signIn.what':
    'Signing in lets you look around. To approve or to read results you also need your own key.',
  'signIn.limits': 'What Parley protects',
  'common.retry': 'Try again',
  'common.loading': 'Loading',
  'common.terminal': 'Do this from the terminal',
  'common.fromServer': 'From Parley’s server. Your browser has not verified this.',
} as const;
