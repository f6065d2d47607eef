// Reads and writes with llama.cpp: node peer.mjs MODEL THREADS
// Each line of the input, "PROMPT TOKENS", is a prompt of so many random tokens after which so many are written; the
// answer is a line with the tokens read in a second and the tokens written in a second after the first.
import { createInterface } from "node:readline";
import { getLlama } from "node-llama-cpp";

const CONTEXT = 2048;
const VOCABULARY = 150_000;

const [path, threads] = [process.argv[2], Number(process.argv[3])];
const llama = await getLlama({ gpu: false, build: "never", maxThreads: threads, logLevel: "error" });
const model = await llama.loadModel({ modelPath: path, gpuLayers: 0 });
const context = await model.createContext({ contextSize: CONTEXT, batchSize: 512, threads, flashAttention: true });

let state = 7;
function randomToken() {
  // Numbers of a linear congruential generator: any tokens will do, only not the same ones twice.
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return state % Math.min(VOCABULARY, Number(process.argv[4] ?? VOCABULARY));
}

async function alone(prompt, tokens) {
  const sequence = context.getSequence();
  const ids = Array.from({ length: prompt }, randomToken);
  const start = performance.now();
  let first = 0;
  let last = 0;
  let count = 0;
  for await (const token of sequence.evaluate(ids, { temperature: 0, yieldEogToken: true })) {
    last = performance.now();
    if (count++ === 0) {
      first = last;
    }
    if (count === tokens) {
      break;
    }
  }
  sequence.dispose();
  return `${(prompt * 1e3) / (first - start)} ${((tokens - 1) * 1e3) / (last - first)}`;
}

console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const [prompt, tokens] = line.split(" ").map(Number);
  console.log(await alone(prompt, tokens));
}
process.exit(0);
