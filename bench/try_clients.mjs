// Ollama's JavaScript client against our server: URL, key and the id of the key; see bench/try-clients.
import { Ollama } from 'ollama'

const [url, key, keyId] = process.argv.slice(2)
const messages = [{ role: 'user', content: 'Who maps the river Tarn?' }]
const model = 'lightrag:latest'

function check(what, condition, seen) {
  if (!condition) {
    console.error(`${what}: failed; got ${JSON.stringify(seen)}`)
    process.exit(1)
  }
  console.log(`${what}: ok`)
}

const clients = {
  'key in the header': new Ollama({ host: url, headers: { Authorization: `Bearer ${key}` } }),
  'id in the path': new Ollama({ host: `${url}/t/${keyId}` }),
}
for (const [name, client] of Object.entries(clients)) {
  check(`ollama-js, ${name}, list`, (await client.list()).models[0].name === model)
  const whole = await client.chat({ model, messages })
  check(`ollama-js, ${name}, chat`, whole.message.content.includes('Ada Brook'), whole)
  let text = ''
  for await (const piece of await client.chat({ model, messages, stream: true })) text += piece.message.content
  check(`ollama-js, ${name}, stream`, text.includes('Ada Brook'), text)
  const made = await client.generate({ model, prompt: 'Hello' })
  check(`ollama-js, ${name}, generate`, made.response.length > 0, made)
}
const refused = await new Ollama({ host: url }).chat({ model, messages }).catch((e) => e.status_code)
check('ollama-js, nobody, refused', refused === 401, refused)
