import { Fragment } from 'react'
import type { Block } from '../../../../slack/kit.ts'
import { Element, type Scope } from '../../element/index.ts'
import { Text } from '../../mrkdwn.tsx'
import { useWords } from '../../words.ts'
import { words } from '../words.ts'
import { Alert } from './alert.tsx'
import './blocks.css'
import { Context } from './context.tsx'
import { Image } from './image.tsx'
import { Plan, TaskCard } from './plan.tsx'
import { isElement, listIn, wordsIn } from './read.ts'
import { RichText } from './rich.tsx'
import { Section } from './section.tsx'
import { Table } from './table.tsx'

type Placed = { readonly block: Block; readonly scope: Scope }

/** Blocks as they stand in a message, or in a view (its inputs are the form's own). */
export function Blocks({ blocks, scope }: { blocks: readonly Block[]; scope: Scope }) {
  return (
    <div className="message-blocks">
      {blocks.map((block, index) => (
        <Fragment key={block.block_id ?? index}>
          <One block={block} scope={scope} />
        </Fragment>
      ))}
    </div>
  )
}

function One({ block, scope }: Placed) {
  switch (block.type) {
    case 'section':
      return <Section block={block} scope={scope} />
    case 'actions':
      return <Actions block={block} scope={scope} />
    case 'header':
      return <Header block={block} />
    case 'divider':
      return <hr className="message-divider" />
    case 'context':
      return <Context block={block} />
    case 'table':
    case 'data_table':
      return <Table block={block} />
    case 'plan':
      return <Plan block={block} />
    case 'task_card':
      return <TaskCard block={block} />
    case 'rich_text':
    case 'markdown':
      return <RichText block={block} />
    case 'image':
      return <Image block={block} />
    case 'alert':
      return <Alert block={block} />
    default:
      return <Unknown type={block.type} />
  }
}

function Header({ block }: { block: Block }) {
  const text = wordsIn(block.text)
  return <h2 className="message-header">{text && <Text of={text} />}</h2>
}

function Actions({ block, scope }: Placed) {
  return (
    <div className="message-actions">
      {listIn(block.elements)
        .filter(isElement)
        .map((element, index) => (
          <Element key={element.action_id ?? index} element={element} scope={scope} blockId={block.block_id ?? ''} />
        ))}
    </div>
  )
}

function Unknown({ type }: { type: string }) {
  return <p className="message-unknown">{useWords(words).unknownBlock(type)}</p>
}
