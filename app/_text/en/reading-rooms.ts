import { plural } from '../plural.ts';

/** Collaborations, their members and questions; organisations, people and invitations. */
export const readingRooms = {
  'collab.new': 'New collaboration',
  'collab.new.what':
    'A collaboration names its members. Datasets and questions live inside it; making one moves no data.',
  'collab.new.noKeys': 'A collaboration names organisations by their keys, and yours has none yet.',
  'collab.new.alone': 'No other organisation yet',
  'collab.new.aloneWhy':
    'No other organisation on this server has made its keys. It appears here once it has.',
  'collab.new.notYou': 'Not with your role',
  'collab.new.notYouWhy':
    'Data owners, analysts and administrators of your organisation can make a collaboration.',
  'collab.new.fixed':
    'Your browser writes this into one document, and its hash becomes the address. Name and members cannot change afterwards. Each member accepts for itself.',
  'collab.name': 'Name',
  'collab.name.help': 'All members and Parley’s server read it.',
  'collab.name.missing': 'Give the collaboration a name.',
  'collab.parties': 'Members beside your organisation',
  'collab.parties.help':
    'The three words only help to recognise keys. Compare all twelve by phone before you approve anything.',
  'collab.parties.missing': 'Choose at least one other organisation.',
  'collab.create': 'Create collaboration',
  'collab.creating': 'Creating …',
  'collab.joinedCount': 'Joined',
  'collab.ofMembers': (v: { readonly n: number; readonly total: number }) => `${v.n} of ${v.total}`,
  'collab.members': (v: { readonly n: number }) => plural(v.n, 'member', 'members'),
  'collab.memberSince': 'Member since',
  'collab.id': 'Document',
  'collab.invited': (v: { readonly names: string }) => `Between ${v.names}.`,
  'collab.madeOn': 'Made',
  'collab.answer.joined': 'Accept',
  'collab.answer.declined': 'Decline',
  'collab.whoAnswers': 'A data owner or administrator of your organisation can accept or decline.',
  'collab.empty.what': 'Collaborations of your organisation',
  'collab.empty.why': 'Your organisation is in none yet. Make one, or wait for an invitation.',
  'collab.example.name': 'Retail risk round',
  'collab.example.members': 'Northbank, Harbour Credit and Meridian: 3 of 3 joined',
  'collab.example.fixed': 'One document, fixed when it was made',
  'collab.foreign': 'This is not the collaboration that the address names',
  'collab.foreign.why':
    'Parley’s server sent a document with another hash. Do not use it, and tell the other members.',

  'members.title': (v: { readonly name: string }) => `Members of ${v.name}`,
  'members.fixed': 'Fixed by the document when the collaboration was made.',
  'members.all': 'Members and their words',
  'members.organisation': 'Organisation',
  'members.words': 'Words of its keys',
  'members.state': 'State',
  'members.noData': 'none',
  'members.compare': 'Compare words',
  'members.compare.note':
    'Call this organisation and compare all twelve words before you approve anything.',
  'members.compare.why':
    'The names come from Parley’s server, which could show you keys that are not theirs. Comparing twelve words by phone rules that out.',
  'members.words.show': 'Twelve words to compare',
  'members.words.where': 'Note the outcome under',
  'member.joined': 'joined',
  'member.invited': 'invited, no answer yet',
  'member.declined': 'declined',
  'member.unknown': 'not known to Parley’s server',

  'gallery.title': 'What can be asked here',
  'gallery.what':
    'Each question is a fixed, reviewed program. The key broker releases keys to no other.',
  'gallery.see': 'See what can be asked',
  'gallery.question': 'Question',
  'gallery.needs': 'Needs',
  'gallery.agree': 'Who must agree',
  'gallery.learns': 'What receivers learn',
  'gallery.time': 'Time',
  'gallery.time.seconds': 'seconds',
  'gallery.use': 'Use this question',
  'gallery.requestersOnly': 'Analysts can ask it',
  'gallery.missing': (v: { readonly needed: number; readonly found: number }) =>
    `Not possible here yet: needs uploaded data of ${v.needed} owners with one kind of key, found ${v.found}.`,
  'gallery.missing.label': 'No dataset here says who is good and who is bad',
  'gallery.closed':
    'You cannot write your own queries. A new question needs the consent of every owner whose data it uses.',

  'org.people': 'People',
  'org.desk': 'Name or desk',
  'org.email': 'Work e-mail',
  'org.roles': 'Roles',
  'org.joined': 'Joined',
  'org.invitations': 'Open invitations',
  'org.noInvitations': 'No invitation is open.',
  'org.adminsInvite': 'Administrators can invite people.',
  'org.openUntil': 'Open until',
  'org.noKeys': 'Your organisation has no keys yet.',
  'org.partners': 'Verified partners',
  'org.invite': 'Invite a person',
  'org.invite.title': 'Invite a person',
  'org.invite.what': 'You get a link and send it yourself. Parley sends no mail.',
  'org.invite.make': 'Make the link',
  'org.email.wrong': 'Enter an e-mail address, such as desk@bank.example.',
  'org.email.taken': 'This e-mail already has an account. Choose another.',
  'org.roles.missing': 'Choose at least one role.',
  'org.link': (v: { readonly email: string }) => `Invitation for ${v.email}`,
  'org.link.once':
    'Shown only once. Anyone who has the link can use it, so send it to that person alone.',
  'org.link.copy': 'Copy link',

  'invite.title': 'Invitation',
  'invite.heading': (v: { readonly organisation: string }) => `${v.organisation} invites you`,
  'invite.as': (v: { readonly roles: string; readonly email: string }) =>
    `As ${v.roles}, with the account ${v.email}.`,
  'invite.gone': 'This invitation cannot be used',
  'invite.gone.why':
    'It was used, has run out, or the link is not complete. Ask an administrator for a new one.',
  'invite.toSignIn': 'Go to sign-in',
  'invite.label': 'Name or desk',
  'invite.label.help': 'Colleagues and the activity list show it. A desk is enough.',
  'invite.label.missing': 'Enter a name or desk.',
  'invite.password.short': (v: { readonly n: number }) =>
    `Choose a password of at least ${v.n} characters.`,
  'invite.password.help': (v: { readonly n: number }) => `At least ${v.n} characters.`,
  'invite.accept': 'Accept invitation',
  'invite.busy': 'Accepting …',
} as const;
