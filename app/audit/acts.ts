/**
 * `look`: one record was read · `list`: several were shown at once · `change`: something was written · `own`: about one's own account
 * or about no record.
 */
export type ActKind = 'look' | 'list' | 'change' | 'own'

const look = 'look'
const list = 'list'
const change = 'change'
const own = 'own'

/** Every act that the account holds, as it follows the name of who did it. */
const acts: Readonly<Record<string, readonly [kind: ActKind, says: string]>> = {
  'person.view': [look, 'opened the record'],
  'session.view': [look, 'opened a session'],
  'session.plan.view': [look, 'looked at planning a session'],
  'referral.view': [look, 'opened a referral'],
  'inbox.view': [look, 'opened a referral that was sent to them'],
  'inbox.gone': [look, 'opened a referral that was taken back'],
  'readers.view': [look, 'looked at who had opened the record'],
  'readers.find': [look, 'found the record by its reference, to see who had opened it'],
  'unusual.view': [look, 'looked at an unusual read'],
  'access.denied': [look, 'tried to open a record and was refused'],
  'access.stopped': [look, 'was stopped for opening too many records'],

  'today.list': [list, 'looked at Today'],
  'people.list': [list, 'looked at a list of people'],
  'search.run': [list, 'searched'],
  'session.list': [list, 'looked at sessions'],
  'referral.list': [list, 'looked at referrals'],
  'inbox.list': [list, 'looked at the inbox'],
  'draft.list': [list, 'looked at drafts'],
  'transitions.list': [list, 'listed changes'],
  'trail.view': [list, 'looked at their own trail'],
  'unusual.list': [list, 'looked at the unusual reads'],
  'card.view': [list, 'read a card'],
  'insight.view': [list, 'looked at Insight'],
  'insight.export': [list, 'took figures out of Insight'],

  'person.add': [change, 'added the record'],
  'person.edit': [change, 'changed the record'],
  'person.close': [change, 'closed the record'],
  'person.reopen': [change, 'opened the record again'],
  'person.settle': [change, 'settled what a source says otherwise'],
  'person.name': [change, 'changed a name'],
  'person.way': [change, 'changed a way to reach them'],
  'person.tie': [change, 'changed who matters to them'],
  'person.reference': [change, 'gave the record its reference'],
  'fact.add': [change, 'added a date'],
  'fact.correct': [change, 'changed a date'],
  'fact.confirm': [change, 'said that a date still holds'],
  'fact.withdraw': [change, 'withdrew a date'],
  'fact.settle': [change, 'settled a date that a source says otherwise'],
  'prompt.decide': [change, 'decided what to do about a change'],
  'session.plan': [change, 'planned a session'],
  'session.change': [change, 'changed a session'],
  'session.cancel': [change, 'cancelled a session'],
  'session.record': [change, 'recorded a session'],
  'session.amend': [change, 'changed the record of a session'],
  'concern.record': [change, 'recorded a concern'],
  'share.grant': [change, 'decided about sharing'],
  'share.end': [change, 'ended sharing'],
  'referral.make': [change, 'began a referral'],
  'referral.change': [change, 'changed a referral'],
  'referral.send': [change, 'sent a referral'],
  'referral.accept': [change, 'accepted a referral'],
  'referral.ask': [change, 'asked about a referral'],
  'referral.answer': [change, 'answered about a referral'],
  'referral.wait': [change, 'put a referral on a waiting list'],
  'referral.decline': [change, 'declined a referral'],
  'referral.redirect': [change, 'pointed a referral elsewhere'],
  'referral.book': [change, 'booked a first meeting'],
  'referral.book-together': [change, 'booked a first meeting'],
  'referral.came': [change, 'said that they came'],
  'referral.not-come': [change, 'said that they did not come'],
  'referral.move': [change, 'moved a first meeting'],
  'referral.not-connected': [change, 'said that it did not come about'],
  'referral.third-session': [change, 'said that they came a third time'],
  'referral.finish': [change, 'said that they finished'],
  'referral.stop': [change, 'said that they stopped'],
  'referral.holding-contact': [change, 'was in touch while they wait'],
  'referral.contacted': [change, 'was in touch'],
  'referral.chase': [change, 'asked after a referral'],
  'referral.check-back': [change, 'looked back at a referral'],
  'referral.withdraw': [change, 'took a referral back'],
  'unusual.review': [change, 'said what came of an unusual read'],
  'unusual.look': [list, 'looked through what was opened on one day'],
  'protected.view': [look, 'opened the protected address'],
  'protected.change': [change, 'changed the protected address'],
  'person.led-on': [look, 'was led on to the record that two became'],
  'person.alike': [list, 'looked at records that may be of one person'],
  'person.look-for-same': [list, 'looked for records of one person'],
  'person.same-list': [list, 'looked at records that may be of one person'],
  'person.ask-same': [change, 'asked whether two records are of one person'],
  'person.not-same': [change, 'said that two records are not of one person'],
  'person.merge': [change, 'put two records together'],
  'person.unmerge': [change, 'took two records apart again'],
  'list.check': [list, 'checked a list before taking it in'],
  'list.view': [list, 'looked at a list that was brought'],
  'list.columns': [own, 'said what the columns of a list are'],
  'list.alike': [list, 'looked at who of a list may be there already'],
  'list.kept': [list, 'kept a list that was brought'],
  'list.refused-file': [own, 'took the refused rows of a list'],
  'list.take-in': [change, 'took in a list'],
  'list.undo': [change, 'took back a list'],
  'people.import': [change, 'brought in people from a list'],
  'key-dates.import': [change, 'brought in dates from a list'],
  'attendance.import': [change, 'brought in weeks of attendance from a list'],
  'rederive.read': [list, 'worked out changes again'],
  'rederive.write': [change, 'worked out changes again'],

  'programme.edit': [own, 'changed a programme'],
  'programme.places': [own, 'said how many places are free'],
  'card.publish': [own, 'published a card'],
  'library.load': [own, 'loaded the cards'],
  'schools.import': [own, 'brought in schools'],
  'working-days.import': [own, 'brought in working days'],
  'organisation.add': [own, 'added an organisation'],
  'team.add': [own, 'added a team'],
  'user.add': [own, 'added somebody who signs in'],
  'user.end': [own, 'ended an account'],
  'user.list': [own, 'listed who signs in'],
  'user.find': [own, 'looked for an account'],
  'user.reset': [own, 'gave somebody a new way to sign in'],
  'uptake.snapshot': [own, 'counted the week'],
  'keys.rotate': [own, 'changed the keys'],
  'keys.rotate-fields': [own, 'sealed what is kept closed under new keys'],
  'backup.ask': [own, 'asked for a backup'],
  'backup.make': [own, 'made a backup'],
  'backup.try': [own, 'tried whether a backup comes back'],
  'link.make': [own, 'made a sign-in link'],
  'link.use': [own, 'used a sign-in link'],
  'sign-in.begun': [own, 'began to sign in'],
  'sign-in.done': [own, 'signed in'],
  'sign-in.out': [own, 'signed out'],
  'sign-in.refused': [own, 'tried to sign in and was refused'],
  'session.end': [own, 'ended a sign-in elsewhere'],
  'password.change': [own, 'changed the password'],
  'proof.refused': [own, 'gave a wrong password or code'],
  'code.set-up': [own, 'set up a one-time code'],
  'recovery-codes.renew': [own, 'made new recovery codes'],
}

/** As it follows a name: `opened the record`. An act that has no words yet is named as it stands. */
export function actInWords(act: string): string {
  return acts[act]?.[1] ?? `did something else (${act})`
}

/** Every act of this kind. */
export function actsOfKind(kind: ActKind): string[] {
  return Object.keys(acts).filter((act) => acts[act]?.[0] === kind)
}

export function isKnownAct(act: string): boolean {
  return act in acts
}
