import process from 'node:process'
import { pino } from 'pino'
import { startFastBot } from './fastapp.ts'

/** A process of its own, until it is told to stop. */
const bot = await startFastBot(process.env, pino({ base: null }))
process.once('SIGTERM', async () => {
  await bot.stop()
  process.exit(0)
})
