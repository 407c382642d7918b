import { Repo } from '@automerge/automerge-repo'
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket'
import { sampleDocuments } from './sample-documents.ts'

/** Makes the documents and offers them to the server, until it is ended. */
const [port = '', count = ''] = process.argv.slice(2)
const repo = new Repo({ network: [new WebSocketClientAdapter(`ws://127.0.0.1:${port}`)] })
const urls = sampleDocuments(Number(count)).map(document => repo.create(document).url)
process.stdout.write(`made ${urls.join(',')}\n`)
