export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

export const signInWords = {
  title: 'Sign in',
  lede: 'Airt helps people who work with young people to see a change coming, and to have something real to offer in time. Everything opened here is written down.',
  email: 'Email address',
  password: 'Password',
  code: 'Code from your app',
  codeHint: 'Six digits, or one of your recovery codes. Leave it empty if you have not set one up yet.',
  go: 'Sign in',
  help: 'Forgotten your password or lost your phone? Whoever looks after Airt for you can send a link.',
  demonstration: 'Look around as',
  demonstrationSays:
    'Everybody here is invented. No code is needed. Airt says where to find the password when it starts.',
  ended: 'You were signed out because nothing was sent for a while.',
  signedOut: 'You are signed out.',
}

export const codeWords = {
  title: 'Set up your code',
  lede: 'Besides your password, Airt asks for a code that changes every half minute.',
  scan: 'Scan this picture with an authenticator app on your phone.',
  picture: 'Picture to scan with an authenticator app. The key under it says the same in letters.',
  type: 'Or type this key into the app:',
  code: 'Code that the app shows now',
  codeHint: 'Six digits.',
  go: 'Set it up',
  recoveryTitle: 'Keep these codes',
  recoverySays:
    'Each works once, in place of the code from your app. Print them or write them down now: they are not shown again.',
  recoveryLabel: 'Recovery codes',
  done: 'I have kept them',
}

export const passwordWords = {
  title: 'Choose a password',
  lede: (name: string) => `For ${name}. This link works once.`,
  current: 'Your password now',
  fresh: 'New password',
  freshHint: `At least ${PASSWORD_MIN} characters. Three or four words that do not belong together are easy to remember.`,
  again: 'New password again',
  change: 'Change my password',
  choose: 'Save and sign in',
}

export const accountWords = {
  title: 'My account',
  password: 'My password',
  passwordSays: 'Everywhere else you are signed in ends when you change it.',
  code: 'My code',
  codeSet: (day: string) => `Set up on ${day}.`,
  codeNotSet: 'Not set up.',
  codeChange: 'Set up a new code',
  codesLeft: (count: number) =>
    count === 1 ? 'One recovery code is left.' : `${count} recovery codes are left.`,
  sessions: 'Where I am signed in',
  here: 'This browser',
  since: 'Signed in on',
  seen: 'last used',
  end: 'Sign out there',
  endOthers: 'Sign out everywhere else',
  mail: 'Mail and calendar',
  mailSays: 'How often Airt writes to you, and your sessions in a calendar of your own.',
  mailChange: 'Choose how often',
  calendarChange: 'My calendar',
  nowhereElse: 'You are signed in nowhere else.',
}
