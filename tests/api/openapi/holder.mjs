// Holds replies to the OpenAPI document: the operation that answered, a status
// that it may answer with, the media type, the schema, the headers.
import { createRequire } from 'node:module'
import { resolve as toAbsolute } from 'node:path'

// The folder of harness/npm.sh, whose modules these are.
export function takeJudges(folder) {
  const require = createRequire(toAbsolute(folder, 'package.json'))
  return {
    Ajv: require('ajv/dist/2020').default,
    addFormats: require('ajv-formats').default,
    validator: require.resolve('@seriousme/openapi-schema-validator'),
  }
}

// References as ajv finds them: each schema is added by its own name.
function relink(schema) {
  return JSON.parse(
    JSON.stringify(schema).replaceAll(
      '"#/components/schemas/',
      '"urn:schema:',
    ),
  )
}

export function newAjv(judges, document) {
  const ajv = new judges.Ajv({ allErrors: true, allowUnionTypes: true })
  judges.addFormats(ajv)
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema({ ...relink(schema), $id: `urn:schema:${name}` })
  }
  return ajv
}

export function resolve(document, value) {
  if (value?.$ref === undefined) return value
  return value.$ref
    .slice(2)
    .split('/')
    .reduce((at, step) => at[step], document)
}

// The operations of a path: {path: template, item}, literal segments first.
function findItem(document, path) {
  const given = path.split('?')[0].split('/')
  const fits = Object.keys(document.paths).filter((template) => {
    const steps = template.split('/')
    return (
      steps.length === given.length &&
      steps.every((s, i) => (s[0] === '{' ? given[i] !== '' : s === given[i]))
    )
  })
  fits.sort((a, b) => a.split('{').length - b.split('{').length)
  return document.paths[fits[0]]
}

// What the document says of this reply, or a sentence why it says nothing.
function findResponse(document, reply) {
  const item = findItem(document, reply.path)
  const operation = item?.[reply.method.toLowerCase()]
  const { responses } = document.components
  if (operation === undefined) {
    const only = item === undefined ? [404, 400, 421, 431, 503] : [405, 501]
    if (only.includes(reply.status)) return responses.Problem
    return `the document has no such ${item === undefined ? 'path' : 'method'}`
  }
  const own = operation.responses[reply.status]
  if (own !== undefined) return resolve(document, own)
  if (reply.status < 400) return `status ${reply.status} is not documented`
  if (responses[`Problem${reply.status}`] === undefined)
    return `no error of the API has the status ${reply.status}`
  return resolve(document, operation.responses.default)
}

// {method, path, status, content_type, body, headers?} => what is wrong, as a
// list of sentences. A body that is a text is the raw one.
export function newHolder(judges, document) {
  const ajv = newAjv(judges, document)
  const compiled = new Map()

  function findSchemaFaults(schema, value) {
    const key = JSON.stringify(schema)
    if (!compiled.has(key)) compiled.set(key, ajv.compile(relink(schema)))
    const check = compiled.get(key)
    if (check(value)) return []
    return check.errors.map(
      (e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`,
    )
  }

  function findBodyFaults(response, reply) {
    const isEmpty = reply.body === undefined || reply.body === null ||
      reply.body === ''
    if (response.content === undefined)
      return isEmpty ? [] : ['there is a body where none is documented']
    if (isEmpty) return ['there is no body']
    const type = (reply.content_type ?? '').split(';')[0].trim().toLowerCase()
    const media = response.content[type]
    if (media === undefined)
      return [
        `the content type is "${type}", documented are ` +
          Object.keys(response.content).join(', '),
      ]
    let value = reply.body
    if (/json$/.test(type) && typeof value === 'string') {
      try {
        value = JSON.parse(value)
      } catch (e) {
        return [`the body is no JSON: ${e.message}`]
      }
    }
    const faults = findSchemaFaults(media.schema, value)
    if (type === 'application/problem+json' && value.status !== reply.status)
      faults.push(`/status is ${value.status} in a reply of ${reply.status}`)
    return faults
  }

  function findHeaderFaults(response, reply) {
    if (reply.headers === undefined) return []
    const given = new Set(Object.keys(reply.headers).map((h) => h.toLowerCase()))
    return Object.entries(response.headers ?? {})
      .filter(([name, h]) =>
        resolve(document, h).required && !given.has(name.toLowerCase()))
      .map(([name]) => `the header ${name} is missing`)
  }

  return (reply) => {
    const response = findResponse(document, reply)
    if (typeof response === 'string') return [response]
    return [
      ...findBodyFaults(response, reply),
      ...findHeaderFaults(response, reply),
    ]
  }
}
