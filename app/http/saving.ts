const LOOK_EVERY_MS = 2_000

/** Whether anything can be saved: off from the first time that the disk was full, on when `canSave` says so. */
export function openSaving(canSave: () => Promise<boolean>) {
  let looking: NodeJS.Timeout | null = null

  function look() {
    looking = setTimeout(async () => {
      const can = await canSave().catch(() => false)
      if (can) looking = null
      else if (looking !== null) look()
    }, LOOK_EVERY_MS)
    looking.unref()
  }

  return {
    isOff: () => looking !== null,
    fails() {
      if (looking === null) look()
    },
    end() {
      if (looking !== null) clearTimeout(looking)
      looking = null
    },
  }
}
