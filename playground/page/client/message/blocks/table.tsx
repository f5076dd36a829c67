import type { Block } from '../../../../slack/kit.ts'
import { withEmoji } from '../../mrkdwn.tsx'
import { useWords } from '../../words.ts'
import { words } from '../words.ts'
import { isTree, listIn, stringIn } from './read.ts'
import { RichText } from './rich.tsx'
import './table.css'

type Column = { readonly align: string; readonly wraps: boolean }

/** Its first row names the columns. It scrolls by itself where the message is too narrow. */
export function Table({ block }: { block: Block }) {
  const say = useWords(words)
  const [head, ...rows] = listIn(block.rows).map(listIn)
  const columns = listIn(block.column_settings).map(columnOf)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls must be reachable by keyboard
    <section className="message-table" aria-label={stringIn(block.caption) ?? say.table} tabIndex={0}>
      <table>
        {head && (
          <thead>
            <Row cells={head} columns={columns} isHead />
          </thead>
        )}
        <tbody>
          {rows.map((cells, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names, and their order is theirs
            <Row key={index} cells={cells} columns={columns} isHead={false} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Cells = { readonly cells: readonly unknown[]; readonly columns: readonly Column[]; readonly isHead: boolean }

function Row({ cells, columns, isHead }: Cells) {
  const Cell = isHead ? 'th' : 'td'
  return (
    <tr>
      {cells.map((cell, index) => {
        const { align, wraps } = columns[index] ?? columnOf(undefined)
        const classes = [`message-cell-${align}`, ...(wraps ? ['message-cell-wraps'] : [])]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells have no names, and their order is theirs
          <Cell key={index} className={classes.join(' ')} {...(isHead ? { scope: 'col' } : {})}>
            {isTree(cell) &&
              (cell.type === 'rich_text' ? <RichText block={cell} /> : withEmoji(stringIn(cell.text) ?? ''))}
          </Cell>
        )
      })}
    </tr>
  )
}

function columnOf(settings: unknown): Column {
  const { align, is_wrapped } = isTree(settings) ? settings : {}
  return { align: stringIn(align) ?? 'left', wraps: is_wrapped === true }
}
