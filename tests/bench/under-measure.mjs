/** Loaded before a program, so that its process can be asked what it has used. */
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({
    cpuMs: (user + system) / 1_000,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    mostRssMb: process.resourceUsage().maxRSS / 2 ** 10,
  })
})
// Only to be asked: it keeps nobody alive, and whoever asked may end first.
process.channel?.unref()
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
