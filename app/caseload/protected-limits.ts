export const ADDRESS_MAX = 1_000
