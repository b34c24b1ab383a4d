/** How somebody came to see a record, from the sources that the account holds, as it follows what they did: `as lead worker`. */
export function howSeen(via: string | null): string {
  if (via === null || via === '') return ''
  if (via.startsWith('work:')) return 'as work that Airt does by itself'
  const kinds = via.split(' ').map((way) => way.split(':')[0] ?? '')
  return [...new Set(kinds)].map((kind) => ways[kind] ?? 'in another way').join(', and ')
}

const ways: Readonly<Record<string, string>> = {
  lead: 'as lead worker',
  'co-worker': 'as co-worker',
  cover: 'standing in for somebody',
  team: 'by their team',
  programme: 'by a place on their programme',
  share: 'by a share',
  new: 'having just added them',
}
