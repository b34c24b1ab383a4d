/** What a form that keeps its draft says of it. Read out politely, so each is short and whole. */
export const draftWords = {
  saved: (at: string) => `Saved ${at}`,
  notSent: 'Not sent. We have kept what you wrote on this page.',
  onlyHere: 'Not sent. What you wrote is still on this page. Keep it open.',
  signedOut:
    'Not sent: you were signed out. We have kept what you wrote on this page. Sign in on another page, then come back.',
  somebodyElse: 'Somebody else has signed in here. What is written on this page is no longer kept.',
  tooLong: 'This is too long to be kept while you write. Save it in shorter parts.',
  back: (at: string) => `Airt is back. Saved ${at}, and not sent yet.`,
  tryAgain: 'Try again',
  signIn: 'Sign in on another page',
  keptHere: (at: string) => `We kept what you wrote here at ${at}, before it could be sent.`,
  putBack: 'Put it back',
  throwAway: 'Throw it away',
}
