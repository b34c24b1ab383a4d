import type { Basis, Duty, WhyNotShared } from './decision'

export const dutyWords: Record<Duty, string> = {
  'public-task': 'It is our public task',
  'legal-duty': 'The law says that we must',
  'vital-interests': 'Somebody’s life is at stake',
}

export const basisWords: Record<Basis, string> = { consent: 'It was their choice', ...dutyWords }

export const whyNotShared: Record<WhyNotShared, string> = {
  'presumed-to-decide-themself':
    'From 12 on they decide this themselves. If you think they cannot, say why you think so',
  'presumed-too-young':
    'Under 12, a parent or carer decides. If you think they can decide, say why you think so',
  'says-who': 'Say who said yes for them',
  'said-later-than-today': 'The day they said yes has not come yet',
  'ends-before-it-begins': 'Choose a day to come',
  'ends-too-late': 'Sharing ends within 180 days. Choose an earlier day',
}

/** The field that each of them is about. */
export const whereNotShared: Record<WhyNotShared, string> = {
  'presumed-to-decide-themself': 'contraryView',
  'presumed-too-young': 'contraryView',
  'says-who': 'carer',
  'said-later-than-today': 'saidOn',
  'ends-before-it-begins': 'until',
  'ends-too-late': 'until',
}

export const decisionWords = {
  question: (name: string) => `Would you share this even if ${name} said no?`,
  anyway: (name: string) => ({ no: `No, it is ${name}’s choice`, yes: 'Yes' }),
  readOut: 'Read this out',
  says: (programme: string, until: string) =>
    `“If you say yes, I tell ${programme} your name, how to reach you and what you want. You see it before it goes. I tell them nothing else unless you say so. It stops on ${until}. You can change your mind any day. Tell me, and they see it no more. Nothing bad happens if you say no.”`,
  theySaidNo: 'They said no, so it is not shared. You can ask again another day',
  said: (name: string) => `What did ${name} say?`,
  saidOptions: { yes: 'Yes', no: 'No, or not now' },
  saidBy: 'Who decided?',
  saidByOptions: (name: string) => ({
    themself: `${name} did`,
    carer: 'A parent or carer did, for them',
  }),
  saidByHint: 'From 12 on, somebody is presumed able to decide this.',
  carer: 'Who was that?',
  theirWords: 'In their words',
  saidOn: 'On which day?',
  contraryView: 'That is not what is presumed of their age. Why do you think so?',
  basis: 'What are you leaning on?',
  because: 'Why must they know?',
  told: (name: string) => `What were ${name} and their carers told?`,
  toldHint: 'If they were not told, say why not.',
  views: 'What did they say?',
  until: 'Until when?',
  untilHint:
    'It ends by itself after 90 days, unless you choose another day: 180 days at most. Then you can ask again.',
  choose: 'Choose',
}
