export const filterWords = {
  label: 'Which people',
  show: { open: 'Open', 'without-worker': 'Needs a worker', closed: 'Closed' },
  sort: { name: 'By name', next: 'By what comes first' },
  nobodyHere: 'Nobody in this list.',
} as const

export const linkWords = {
  record: 'The record',
  edit: 'Change name, birth date, school and needs',
  names: 'Other names',
  ways: 'Safe ways to reach them',
  ties: 'People who matter',
  protected: 'Protected address and numbers',
  close: 'Close the record',
  reopen: 'Open the record again',
} as const
