// hold.mjs JUDGES OPENAPI.json [REPLIES]: holds live replies to the document.
//
// JUDGES is the folder that harness/npm.sh prints. REPLIES (or standard
// input) has one JSON object a line: {method, path, status, content_type, body}
// and, if wanted, headers; body is the raw text or its JSON. Ends with 1 where
// a reply differs, naming what.
import { readFileSync } from 'node:fs'
import { newHolder, takeJudges } from './openapi/holder.mjs'

const [folder, file, replies = 0] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: hold.mjs JUDGES OPENAPI.json [REPLIES]')
  process.exit(2)
}
const document = JSON.parse(readFileSync(file, 'utf8'))
const hold = newHolder(takeJudges(folder), document)
let count = 0
let bad = 0

readFileSync(replies, 'utf8').split('\n').forEach((line, i) => {
  if (line.trim() === '') return
  const reply = JSON.parse(line)
  const faults = hold(reply)
  count++
  if (faults.length === 0) return
  bad++
  console.error(
    `line ${i + 1}: ${reply.method} ${reply.path} ${reply.status}:\n  ` +
      faults.join('\n  '),
  )
})
if (count === 0) {
  console.error('there are no replies to hold')
  process.exit(1)
}
console.log(`${count} replies held to the document, ${bad} differ`)
process.exit(bad === 0 ? 0 : 1)
