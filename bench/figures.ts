/** What several rounds of one measurement gave. */
export type Spread = { readonly median: number; readonly least: number; readonly most: number }

/** The same figure of both, measured side by side in one round. */
export type Pair = { readonly bot: number; readonly bare: number }

/** One line of the table; `bare` and `ratio` where there is something to compare with. */
export type Row = {
  readonly figure: string
  readonly aim: string
  readonly bot: string
  readonly bare?: string
  readonly ratio?: string
  readonly met: boolean
}

/** The nearest-rank quantile, `q` from 0 to 1. Throws for no values at all: then nothing was measured. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

export const spread = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  least: quantile(values, 0),
  most: quantile(values, 1),
})

/** `1.23 (1.10 … 1.50)` and the unit, if it has one. */
export function shown({ median, least, most }: Spread, digits: number, unit = ''): string {
  const [middle, low, high] = [median, least, most].map((value) => value.toFixed(digits))
  return `${middle} (${low} … ${high}) ${unit}`.trimEnd()
}

/**
 * The line of a comparison. Each round gives a ratio (bot ÷ bare) of its own, as both met the same noise in it;
 * the aim is met when `met` says so of the median ratio and of the bot's median.
 */
export function compared(
  pairs: readonly Pair[],
  what: Pick<Row, 'figure' | 'aim'> & { digits: number; unit: string; met: (ratio: number, bot: number) => boolean },
): Row {
  const { figure, aim, digits, unit } = what
  const ratio = spread(pairs.map(({ bot, bare }) => bot / bare))
  const [bot, bare] = [spread(pairs.map((pair) => pair.bot)), spread(pairs.map((pair) => pair.bare))]
  return {
    figure,
    aim,
    bot: shown(bot, digits, unit),
    bare: shown(bare, digits, unit),
    ratio: shown(ratio, 2),
    met: what.met(ratio.median, bot.median),
  }
}

/** The rows under their headings, in columns as wide as they need to be. */
export function table(rows: readonly Row[]): string {
  const heads = ['figure', 'aim', 'bot', 'bare', 'bot ÷ bare', 'met']
  const lines = rows.map((row) => [
    row.figure,
    row.aim,
    row.bot,
    row.bare ?? '—',
    row.ratio ?? '—',
    row.met ? 'yes' : 'NO',
  ])
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)))
  const written = (line: readonly string[]): string =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return [written(heads), widths.map((width) => '─'.repeat(width)).join('  '), ...lines.map(written)].join('\n')
}
