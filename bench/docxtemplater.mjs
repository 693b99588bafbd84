// Times docxtemplater: node docxtemplater.mjs TEMPLATE CONTEXT.json COUNT; prints one time in milliseconds a line.
// Needs `npm install docxtemplater pizzip` in this folder; bench/merge.py leaves it out where they are absent.
import { readFileSync } from "node:fs";
import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";

const [template, context, count] = process.argv.slice(2);
const bytes = readFileSync(template);
const values = JSON.parse(readFileSync(context, "utf8"));
for (let n = 0; n < Number(count); n++) {
  const start = performance.now();
  const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
  document.render(values);
  document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  console.log(performance.now() - start);
}
