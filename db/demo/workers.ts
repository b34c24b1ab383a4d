import type { Organisation } from './cast'

export const YOUTH_PROJECT = 'northmoor'
export const JUSTICE_TEAM = 'northmoor-council'
export const PROVIDER = 'the-wheelhouse'

/** Who works where. Of each role one signs in. */
export const organisations: readonly Organisation[] = [
  {
    slug: YOUTH_PROJECT,
    name: 'Northmoor Youth Project',
    teams: ['Street team'],
    workers: [
      { key: 'isla', name: 'Isla Munro', role: 'youth-worker', teams: ['Street team'], isAccount: true },
      { key: 'shona', name: 'Shona Ferrie', role: 'team-manager', teams: ['Street team'], isAccount: true },
      { key: 'graeme', name: 'Graeme Tosh', role: 'administrator', teams: [], isAccount: true },
      { key: 'duncan', name: 'Duncan Baird', role: 'youth-worker', teams: ['Street team'], isAccount: false },
    ],
  },
  {
    slug: JUSTICE_TEAM,
    name: 'Northmoor Council',
    teams: ['Youth justice team'],
    workers: [
      {
        key: 'ali',
        name: 'Ali Mirza',
        role: 'justice-social-worker',
        teams: ['Youth justice team'],
        isAccount: true,
      },
      { key: 'stevie', name: 'Stevie Lang', role: 'contributor', teams: [], isAccount: true },
      { key: 'helen', name: 'Helen Yuill', role: 'data-protection', teams: [], isAccount: true },
      {
        key: 'kirsty',
        name: 'Kirsty Dunn',
        role: 'justice-social-worker',
        teams: ['Youth justice team'],
        isAccount: false,
      },
      {
        key: 'fergus',
        name: 'Fergus Leitch',
        role: 'team-manager',
        teams: ['Youth justice team'],
        isAccount: false,
      },
    ],
  },
  {
    slug: PROVIDER,
    name: 'The Wheelhouse',
    teams: ['Workshop'],
    workers: [
      { key: 'morag', name: 'Morag Keith', role: 'programme-lead', teams: ['Workshop'], isAccount: true },
      { key: 'rab', name: 'Rab Doig', role: 'youth-worker', teams: ['Workshop'], isAccount: false },
      { key: 'jo', name: 'Jo Petrie', role: 'partner', teams: [], isAccount: true },
    ],
  },
]
