export const notSaved = {
  title: 'Not saved yet',
  busy: 'Airt could not save this just now. What you wrote is below. Nothing was lost. Please try again in a moment.',
  full: 'Airt has no room left, so this could not be saved. What you wrote is below. Copy it if you have to leave. It can be saved when there is room again.',
  ended: 'You were signed out before this was saved. What you wrote is below. Sign in again, then save it.',
  stopped:
    'Today you have opened the records of 80 people whom you do not work with, so Airt stops here. What you wrote is below. Ask your manager to allocate this person to you, then save it.',
  oldForm: 'This form was from before you last signed in. What you wrote is below. Check it, then save it.',
}

/** On every page while nothing can be saved. */
export const savingOff =
  'Saving is off: Airt has no room left. You can read. Keep what you write until this line has gone.'

/** For administrators, while one of two databases is left. */
export const heldOnce =
  'What is saved is on one machine only: the other database is away. Ask whoever looks after it to bring it back.'

/** On every page while two clocks that should agree do not. */
export const clockWrong =
  'The clock that Airt goes by may be wrong by a day or more. Check each day that you see here. Tell whoever looks after it.'

/** On a device whose clock is another day than the server’s. */
export const deviceClockWrong =
  'The clock of this device is a day or more away from Airt’s. The days here are Airt’s. Check the clock of this device.'

export const demonstrationOnly = 'Demonstration: invented people only'

export const frameWords = {
  skip: 'Skip to the page',
  places: 'Places',
  more: 'More',
  search: 'Search',
  searchFor: 'Search people and programmes',
  signOut: 'Sign out',
}

export const sessionWords = {
  title: 'You will be signed out soon',
  endedTitle: 'You have been signed out',
  says: 'Nothing has been sent for a while. In two minutes Airt signs you out, to keep people’s records safe.',
  kept: 'What you have typed on this page stays here.',
  stay: 'Stay signed in',
  signOut: 'Sign out',
  notReached: 'Airt could not be reached. Your text is still on this page. Please try again.',
  ended: 'Your text is still on this page. Sign in on another page, then come back and save it.',
  signIn: 'Sign in on another page',
}

export const errorTitle = 'There is a problem'

export const conflictWords = {
  title: 'This was changed while you were writing',
  says: 'Nothing you typed is lost. Your words are still in the form below. Look at both, change what you need, then save.',
  theirs: (by: string) => `Saved by ${by}`,
  yours: 'Yours, not saved yet',
  differs: 'Different',
  nothing: 'Nothing',
}

export const typedBackWords = {
  title: 'This was not saved: somebody else was first',
  stands: 'What stands now',
  typed: 'What you wrote',
}

export const undoWord = 'Undo'
export const optionalWord = '(optional)'
export const pagerWords = { label: 'Pages', first: 'First page', next: 'Next page' }

const apologies: Record<number, { title: string; says: string[] }> = {
  400: {
    title: 'We could not read that',
    says: ['The address or the form was not complete. Go back and try again.'],
  },
  403: {
    title: 'This was not accepted',
    says: [
      'It was sent from another site, or in a way Airt cannot check. Nothing was saved.',
      'Go back, load the page again and send it from there.',
    ],
  },
  404: {
    title: 'We cannot show this page',
    says: ['We cannot show this page. It may not exist, or you may not have access.'],
  },
  405: { title: 'We could not do that', says: ['This page cannot be used in that way. Nothing was saved.'] },
  408: {
    title: 'That took too long',
    says: ['The form did not arrive in time. Nothing was saved. Go back and try again.'],
  },
  413: {
    title: 'That is too long',
    says: ['The form holds more than Airt can take at once. Nothing was saved. Go back and shorten it.'],
  },
  429: {
    title: 'You have opened many records today',
    says: [
      'Today you have opened the records of 80 people whom you do not work with. To keep records safe, Airt opens no more of them to you today.',
      'If you need this record, ask your manager to allocate the person to you, or to put you down as cover. You can open it at once after that.',
      'Your own people, and those you have opened today, stay open to you. That you were stopped is recorded.',
    ],
  },
  503: { title: 'Airt is busy', says: ['Airt cannot answer just now. Please try again in a moment.'] },
}

/** To whoever worked with this person until a few days ago, with the day in words. */
export const allocationEnded = (day: string) => ({
  title: `Your allocation ended on ${day}`,
  says: [
    'You worked with this person until then. You cannot open their record any more.',
    'If you still need to, ask your manager to allocate them to you again.',
  ],
})

/** What a page says that cannot be shown. A status without its own words is our fault and says so. */
export function apology(status: number): { title: string; says: string[] } {
  return (
    apologies[status] ?? {
      title: 'Something went wrong',
      says: [
        'This is our fault, not yours. Please try again in a moment. If it goes on, tell whoever looks after Airt for you.',
      ],
    }
  )
}
