import type { WhyNotPassword } from './password-rule'
import type { Role } from './permissions'
import { PASSWORD_MAX, PASSWORD_MIN } from './words'

/** The same words whichever part was wrong, so that nothing tells whether an e-mail is somebody's. */
export const signInRefusals = {
  notRight: 'The email address, the password or the code is not right',
  passwordMissing: 'Enter your password',
  newPasswordMissing: 'Enter a new password',
  codeMissing: 'Enter the code from your app',
  codeUnreadable: 'Enter the six digits from your app, or one of your recovery codes',
  wait: (seconds: number) => `Too many tries. Please wait ${inSeconds(seconds)}, then try again`,
  tooOld: 'This page was open for too long. Please sign in again.',
}

export const codeRefusals = {
  'wrong-code': 'This code is not right. Wait for the next one in your app and enter that',
  'start-again': 'The picture has changed. Please scan the new one.',
}

export const proofRefusals = {
  wrongPassword: 'This password is not right',
  wrongPasswordOrCode: 'The password or the code is not right. A code works once',
}

export const whyNotPassword: Record<WhyNotPassword | 'not-the-same', string> = {
  'too-short': `Use ${PASSWORD_MIN} characters or more`,
  'too-long': `Use ${PASSWORD_MAX} characters or fewer`,
  'too-common': 'This is one of the first that others would try. Use words that do not belong together',
  'about-you': 'This is made of your name, email address or organisation. Use words that others cannot guess',
  'not-the-same': 'The two new passwords are not the same',
}

export const linkWords = {
  gone: 'This link cannot be used',
  goneSays: 'It was used before, or it is too old. Whoever looks after Airt for you can send another.',
  chosen: 'Your password is saved. Sign in with it now.',
}

export const keptWords = {
  title: 'Not saved yet',
  signIn:
    'You were signed out before this was saved. What you wrote is below. Sign in here and it is given back, to be saved.',
  written: 'What you wrote',
  carried: 'What you wrote is kept. Sign in and it is given back, to be saved.',
  elsewhere: 'Sign in on another page',
  setUpFirst: 'What you wrote is kept. Set up your code and it is given back, to be saved.',
  goOn: 'Set up your code',
  back: 'You are signed in again. Check what you wrote, then save it.',
  save: 'Save it now',
}

export const proofWords = {
  title: 'First, your password',
  ending: 'It is some time since you signed in. Enter your password to sign out elsewhere.',
  newCode: 'Enter your password, and the code that your app shows now or a recovery code.',
  password: 'Your password now',
  code: 'Code from your app',
  codeHint: 'Six digits, or one of your recovery codes.',
  go: 'Continue',
  backToAccount: 'My account',
  renew: 'New recovery codes',
  renewSays: 'The ones you have stop working.',
  newCodeTitle: 'Set up a new code',
  newCodeSays: 'The one you have works until you have shown a code from the new one.',
  notForDemonstration: 'The demonstration’s accounts are asked for no code.',
}

export const accountSays: Record<string, string> = {
  password: 'Your password is changed. Everywhere else you were signed in has ended.',
  ended: 'You are signed out there.',
  mail: 'Your choice about mail is saved.',
}

function inSeconds(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}

export const roleNames: Record<Role, string> = {
  'youth-worker': 'Youth worker',
  'justice-social-worker': 'Justice social worker',
  'team-manager': 'Team manager',
  'programme-lead': 'Programme lead',
  partner: 'Partner',
  contributor: 'School or housing contributor',
  'data-protection': 'Data-protection officer',
  administrator: 'Administrator',
}
