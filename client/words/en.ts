import { access } from './access.ts'
import { audit } from './audit.ts'
import { board } from './board.ts'
import { command } from './command.ts'
import { creators } from './creators.ts'
import { importing } from './import.ts'
import { pictures } from './pictures.ts'
import { records } from './records.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { sync } from './sync.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'

/** Everything the app says. A second language is one more object of this shape. */
export const words = {
  access,
  audit,
  board,
  command,
  creators,
  importing,
  pictures,
  records,
  settings,
  shell,
  sync,
  today,
  ui,
}
