import { stories } from './stories.ts'

stories('socket')
