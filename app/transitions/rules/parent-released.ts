import { familyRule, RELEASED } from './family-away'

/** A parent, brother or sister comes back from prison. Source: domain/A7. */
export const parentReleased = familyRule({
  code: RELEASED,
  around: (_, { happensOn }) => ({ returnsOn: happensOn, until: null }),
  title: 'Family member back from prison',
  explanation: (day, who) => `On ${day}, ${who} comes back from prison. It can be glad and hard at once.`,
  says: {
    '0': 'It is the day of coming home. Ask how they feel about it, and where they can go if it gets too much.',
    '+1w': 'It is a week since. Ask how home is, and what is different from what they hoped.',
    '+4w': 'It is four weeks since. Ask how home is now, and who they talk to about it.',
  },
  visit:
    'The first time together is near. Ask if they want it, who goes with them, and what it will be like.',
  now: (who) => `Back from prison, or soon: ${who}. Earlier steps have passed. Ask how home is.`,
  otherwise: (who) => `Back from prison: ${who}. Ask how home is.`,
  whatWouldEndIt: 'A new day moves it; a corrected record takes it away.',
  suggestedActions: ['Ask Families Outside for help', 'Agree who they can ring that week'],
})
