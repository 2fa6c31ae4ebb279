// judge.mjs JUDGES OPENAPI.json: the document is OpenAPI 3.1 by the official
// schema, its schemas compile under ajv's strict mode, and it keeps the rules
// that no schema can say. The judges are tried on broken documents and replies
// first: one that passes everything is none.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { newAjv, newHolder, resolve, takeJudges } from './holder.mjs'

const [folder, file] = process.argv.slice(2)
const judges = takeJudges(folder)
const { Validator } = await import(pathToFileURL(judges.validator))
const document = JSON.parse(readFileSync(file, 'utf8'))
const methods = ['get', 'post', 'put', 'patch', 'delete']

function operations(d) {
  return Object.entries(d.paths).flatMap(([path, item]) =>
    methods
      .filter((m) => item[m] !== undefined)
      .map((method) => ({ path, method, ...item[method] })),
  )
}

// What the official schema does not see.
function findBrokenRules(d) {
  const wrong = []
  const ids = new Set()
  for (const o of operations(d)) {
    const say = (what) => wrong.push(`${o.method} ${o.path}: ${what}`)
    if (ids.has(o.operationId)) say(`${o.operationId} names two operations`)
    ids.add(o.operationId)
    const declared = (o.parameters ?? [])
      .map((p) => resolve(d, p))
      .filter((p) => p.in === 'path')
      .map((p) => `{${p.name}}`)
    const used = o.path.match(/{[^}]*}/g) ?? []
    if (declared.sort().join() !== used.sort().join())
      say(`declares ${declared} but its path has ${used}`)
    if (o.responses.default === undefined) say('has no default response')
    for (const tag of o.tags)
      if (!d.tags.some((t) => t.name === tag)) say(`unknown tag ${tag}`)
    for (const need of o.security)
      for (const name of Object.keys(need))
        if (d.components.securitySchemes[name] === undefined)
          say(`unknown security scheme ${name}`)
  }
  try {
    const ajv = newAjv(judges, d)
    for (const name of Object.keys(d.components.schemas))
      ajv.getSchema(`urn:schema:${name}`)
  } catch (e) {
    wrong.push(e.message)
  }
  return wrong
}

async function findFaults(d) {
  const result = await new Validator().validate(structuredClone(d))
  const official = result.valid ? [] : [result.errors]
  return official.flat().concat(findBrokenRules(d))
}

const about = (d) => d.paths['/v1/about'].get
const breaks = {
  'a path without its slash': (d) => (d.paths.v1 = {}),
  'a response without description': (d) =>
    delete about(d).responses[200].description,
  'a reference into nothing': (d) =>
    (about(d).responses[503].$ref = '#/components/responses/None'),
  'a parameter of no place': (d) =>
    (d.components.parameters.IfMatch.in = 'body'),
  'a schema with an unknown keyword': (d) =>
    (d.components.schemas.About.optional = ['name']),
  'a schema with an unknown type': (d) =>
    (d.components.schemas.About.properties.name.type = 'text'),
  'two operations of one id': (d) => (about(d).operationId = 'me'),
  'a path parameter that is not declared': (d) =>
    delete d.paths['/v1/introductions/{introduction}'].get.parameters,
}
for (const [what, break_] of Object.entries(breaks)) {
  const broken = structuredClone(document)
  break_(broken)
  assert.notDeepEqual(await findFaults(broken), [], `judges pass ${what}`)
}

const hold = newHolder(judges, document)
const problem = {
  type: 'urn:serendip:problem:not_found',
  title: 'There is nothing here',
  status: 404,
  code: 'not_found',
  detail: '',
  request: 'abc',
}
const attempt = {
  attempt: 'sdp_'.padEnd(47, 'a'),
  expires_at: '2026-11-24T09:30:00Z',
}
const signup = { method: 'POST', path: '/v1/signup', status: 202,
  content_type: 'application/json', body: attempt }
const missing = { method: 'GET', path: '/v1/nowhere', status: 404,
  content_type: 'application/problem+json', body: problem }
const left = { method: 'DELETE', path: '/v1/pools/weekly/membership',
  status: 204 }
for (const good of [
  signup,
  { ...signup, body: JSON.stringify(attempt) },
  { ...signup, headers: { 'x-request-id': 'abc' } },
  { ...missing, path: '/v1/introductions/x?y=z' },
  { ...missing, method: 'PUT', path: '/v1/me', status: 405,
    body: { ...problem, status: 405 } },
  missing,
  left,
])
  assert.deepEqual(hold(good), [], JSON.stringify(good))
for (const bad of [
  { ...signup, status: 200 },
  { ...signup, status: 418, content_type: 'application/problem+json',
    body: { ...problem, status: 418 } },
  { ...signup, content_type: 'text/html' },
  { ...signup, body: '{' },
  { ...signup, body: undefined },
  { ...signup, body: { ...attempt, more: 1 } },
  { ...signup, body: { ...attempt, expires_at: '2026-11-24 09:30' } },
  { ...signup, body: { ...attempt, expires_at: '2026-11-24T09:30:00+01:00' } },
  { ...signup, body: { ...attempt, attempt: 'short' } },
  { ...signup, headers: {} },
  { ...missing, status: 200 },
  { ...missing, status: 400 },
  { ...missing, content_type: 'application/json' },
  { ...left, body: 'gone' },
])
  assert.notDeepEqual(hold(bad), [], `held: ${JSON.stringify(bad)}`)

assert.deepEqual(await findFaults(document), [])
console.log(
  `OpenAPI ${document.openapi}: ${operations(document).length} operations, ` +
    `${Object.keys(document.components.schemas).length} schemas, in order`,
)
